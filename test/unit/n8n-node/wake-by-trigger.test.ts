import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import type { WorkflowJson } from '../../hosts/n8n/engine.ts';
import { businessIds, campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { credentialFor, credentials, initiate, triggerType } from './bench.ts';
import { type WaitingBench, declines, hangsUp, leadsOf, openWaitingBench, outcomesOf, ownLookMs, pause, phone, sleeping, workflowOf } from './waiting-bench.ts';

let bench: WaitingBench;

beforeAll(async () => {
  bench = await openWaitingBench();
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

describe('an Iqra AI Trigger of the same n8n', () => {
  const trigger = (filters: object, event: string): WorkflowJson => ({
    id: 'workflow-2',
    nodes: [{ id: 'trigger', name: 'Trigger', type: triggerType, typeVersion: 1, position: [0, 0], parameters: { event, filters, options: {} } as never, credentials }],
    connections: {},
  });
  const poll = async (staticData: IDataObject, filters: object = {}, event = 'callEnded') => await bench.engine.poll({ workflow: trigger(filters, event), staticData });

  it('wakes the executions that wait for calls that ended, also for outcomes that it does not report', async () => {
    const activated = await poll({}, { outcomes: ['voicemail'] });
    const { executionId } = await bench.start(sleeping(), leadsOf(phone(hangsUp)));
    await pause(ownLookMs);
    await bench.sandbox.advanceUntilSettled();
    const polled = await poll(activated.staticData, { outcomes: ['voicemail'] });
    expect(polled.items).toBeNull();
    const { runs } = await bench.engine.waitingOf(executionId);
    expect(runs.map((one) => outcomesOf(one))).toEqual([['completed']]);
    expect(JSON.stringify(polled.staticData)).not.toContain('iqra-call-ended');
  });

  it.each([
    { which: 'for inbound calls', event: 'inboundCallEnded' },
    { which: 'for other campaigns', filters: { campaigns: [campaignIds.reminders] } },
    { which: 'of another business', businessId: businessIds.other },
  ])('wakes nobody when it is one $which', async ({ event, filters, businessId }) => {
    const { executionId } = await bench.start(sleeping(), leadsOf(phone(hangsUp)));
    await pause(ownLookMs);
    if (businessId !== undefined) await bench.engine.saveCredentials([credentialFor(bench.sandbox, { businessId: String(businessId) })]);
    const activated = await poll({}, filters, event);
    await bench.sandbox.advanceUntilSettled();
    const polled = await poll(activated.staticData, filters, event);
    await bench.engine.saveCredentials([credentialFor(bench.sandbox)]);
    expect((await bench.engine.waitingOf(executionId)).runs).toEqual([]);
    expect(JSON.stringify(polled.staticData)).not.toContain('iqra-call-ended');
    await poll({});
    expect((await bench.wentOn(executionId)).map((one) => outcomesOf(one))).toEqual([['completed']]);
  });

  it('tells an execution again that could not be reached, in the same order, until it has gone on', async () => {
    const activated = await poll({});
    const { executionId } = await bench.start(sleeping(), leadsOf(phone(hangsUp)));
    await bench.sandbox.advanceUntilSettled();
    bench.sandbox.faults.add({ kind: 'db_failure', times: null, match: { operation: 'getOutbound' } });
    const failed = await poll(activated.staticData);
    expect(JSON.stringify(failed.staticData)).toContain('iqra-call-ended');
    expect((await bench.engine.waitingOf(executionId)).runs).toEqual([]);
    bench.sandbox.faults.clear();
    const aMinuteLater = (kept: IDataObject): IDataObject => JSON.parse(JSON.stringify(kept).replace(/"nextMs":\d+/g, '"nextMs":0')) as IDataObject;
    const told = await poll(aMinuteLater(failed.staticData));
    expect(await bench.wentOn(executionId)).toHaveLength(1);
    const polled = await poll(aMinuteLater(told.staticData));
    expect(JSON.stringify(polled.staticData)).not.toContain('iqra-call-ended');
  });

  it('posts to no address but this n8n\'s own waiting executions, whatever stands in the metadata', async () => {
    const requests: string[] = [];
    const stranger = createServer((request, response) => { requests.push(request.url ?? ''); response.end(); });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    const activated = await poll({});
    const addresses = [`http://127.0.0.1:${port}/webhook-waiting/1`, `${bench.base}/../webhook-test/x`, `${bench.base}@127.0.0.1:${port}/1`];
    const metadata = { entry: [{ key: 'iqra_resume_url', value: '={{ $json.address }}' }] };
    await bench.engine.runWorkflow({
      workflow: workflowOf(initiate({ operation: 'initiate', eventKey: '={{ $json.event }}', options: { metadata } })),
      items: addresses.map((address, index) => ({ json: { phone: phone(declines, 301 + index), event: `e${index}`, address } })),
      executionId: '8000',
    });
    expect(bench.sandbox.ledger().accepted.map((row) => row.metadata['iqra_resume_url'])).toEqual(addresses);
    await bench.sandbox.advanceUntilSettled();
    const polled = await poll(activated.staticData);
    expect(polled.items).toHaveLength(3);
    expect(requests).toEqual([]);
    expect(JSON.stringify(polled.staticData)).not.toContain('webhook-waiting/1');
    stranger.close();
  });
});
