import { createCallingMemory, rehearseCall, type Business, type IqraError, type RehearseCallDeps } from '@iqra-automation/core';
import { systemClock } from '@iqra-automation/core/axios';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { openCaller } from '../open-sandbox-client.ts';

const host = { source: 'test', itemId: 'item', stepId: '' };
const raw = { recipientNumber: '+14155552671', campaignId: campaignIds.consultation, eventKey: 'lead-1', callingHours: 'off' };

describe('a rehearsed call', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
  });
  afterAll(() => sandbox.close());

  /** The sandbox's business, changed as an owner can change it. */
  function depsWith(change: (business: Business) => Business = (business) => business): RehearseCallDeps {
    const { client, connection, clock } = openCaller(sandbox, { deps: { clock: systemClock } });
    const getBusiness = async () => {
      const read = await client.getBusiness();
      return { ...read, value: change(read.value) };
    };
    return { client: { ...client, getBusiness }, connection, clock, doNotCallLists: createCallingMemory().doNotCallLists };
  }

  const refusal = async (deps: RehearseCallDeps, more: object = {}): Promise<Partial<IqraError>> => rehearseCall(deps, { ...raw, ...more }, host).then(() => ({}), (error: IqraError) => error);

  test('costs three requests at most and places nothing', async () => {
    const rehearsal = await rehearseCall(depsWith(), raw, host);
    expect(rehearsal).toMatchObject({ earlier: null, campaign: { id: campaignIds.consultation } });
    expect(sandbox.requests().length).toBeLessThanOrEqual(3);
    expect(sandbox.ledger().accepted).toEqual([]);
  });

  test('fails where calls are switched off on the business, with the reason that the server gives', async () => {
    const off = depsWith((business) => ({ ...business, switchedOff: [{ right: 'makeCall', publicReason: 'Unpaid invoice' }] }));
    expect(await refusal(off)).toMatchObject({ kind: 'permission', message: expect.stringContaining('Unpaid invoice'), placement: 'not_placed' });
    const without = depsWith((business) => ({ ...business, switchedOff: [{ right: 'makeCall', publicReason: null }] }));
    expect(await refusal(without)).toMatchObject({ kind: 'permission' });
    const other = depsWith((business) => ({ ...business, switchedOff: [{ right: 'webSession', publicReason: null }] }));
    expect(await refusal(other)).toEqual({});
  });

  test('fails where the campaign points at an agent that is gone', async () => {
    const gone = depsWith((business) => ({ ...business, campaigns: business.campaigns.map((one) => ({ ...one, agentId: 'gone' })) }));
    expect(await refusal(gone)).toMatchObject({ code: 'CAMPAIGN_AGENT_NOT_FOUND' });
  });

  test('asks for what must be filled, and not for what may be empty', async () => {
    const declare = (mayBeEmpty: boolean) =>
      depsWith((business) => ({ ...business, campaigns: business.campaigns.map((one) => ({ ...one, dynamicVariables: [{ key: 'name', required: true, mayBeEmpty }] })) }));
    expect(await refusal(declare(false))).toMatchObject({ code: 'VARIABLE_REQUIRED', message: expect.stringContaining('name') });
    expect(await refusal(declare(true))).toEqual({});
    expect(await refusal(declare(false), { dynamicVariables: { name: 'Amina' } })).toEqual({});
  });
});
