import type { StepResult } from '../../hosts/zapier/step-result.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { startZapierInIdleTime, type ZapierInIdleTime } from '../../hosts/zapier/zapier-in-idle-time.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';

const input: Values = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'lead-1', calling_hours: 'off' };

/** The limit of 30 seconds is measured in real time by `pnpm check:zapier`; the size of an answer is tried by a slow test. */
describe('a server that takes no more requests: 429', () => {
  let zapier: ZapierInIdleTime;

  beforeAll(async () => {
    zapier = await startZapierInIdleTime();
  });
  afterAll(() => zapier.close());
  beforeEach(() => zapier.forget());

  it('before anything was sent Zapier is told when to run the step again', async () => {
    zapier.sandbox.faults.add({ kind: '429', times: null, retryAfterSeconds: 40 });
    expect(await zapier.app.create('initiate_call', input)).toMatchObject({ status: 'throttled', retryAfterSeconds: 40 });
    zapier.sandbox.faults.clear();
    zapier.sandbox.faults.add({ kind: '429', times: null });
    expect(await zapier.app.create('initiate_call', input)).toMatchObject({ status: 'throttled', retryAfterSeconds: 30 });
    expect(zapier.sandbox.ledger().accepted).toEqual([]);
  });

  it('of the call itself as well: the run that Zapier then starts looks first', async () => {
    const refused = { kind: '429', match: { operation: 'initiateCall' } } as const;
    zapier.sandbox.faults.add({ ...refused, retryAfterSeconds: 1 });
    await untilRunAgain(await zapier.app.create('initiate_call', input));
    expect(await zapier.app.create('initiate_call', input)).toMatchObject({ status: 'success', results: { status: 'placed' } });
    zapier.sandbox.faults.add({ ...refused, when: 'after_accept', retryAfterSeconds: 9 });
    await untilRunAgain(await zapier.app.create('initiate_call', { ...input, event_key: 'later' }));
    expect(await zapier.app.create('initiate_call', { ...input, event_key: 'later' })).toMatchObject({ status: 'success', results: { status: 'already_called' } });
    expect(zapier.sandbox.ledger().accepted).toHaveLength(2);
    // A step that may not look is not run again by Zapier.
    zapier.sandbox.faults.add({ kind: '429', match: { operation: 'initiateCall' } });
    const blind = { ...input, event_key: 'blind', check_before_sending: 'false' };
    expect(await zapier.app.create('initiate_call', blind)).toMatchObject({ status: 'errored', message: expect.stringContaining('429') });
  });
});

/** Whoever sends a bare 429 may still pass the request on: Zapier runs the step again once that cannot happen any more, two minutes later at least. */
async function untilRunAgain(result: StepResult): Promise<void> {
  if (result.status !== 'throttled') throw new Error(`Not throttled: ${JSON.stringify(result)}`);
  expect(result.retryAfterSeconds).toBeGreaterThan(120);
  await new Promise((resolve) => setTimeout(resolve, (result.retryAfterSeconds ?? 0) * 1_000));
}
