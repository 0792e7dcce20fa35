import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { startZapierInIdleTime, type ZapierInIdleTime } from '../../hosts/zapier/zapier-in-idle-time.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';

const input: Values = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'lead-1', calling_hours: 'off' };
/** Zapier ends a step after this time, without a word. */
const runtimeLimitMs = 30_000;

let zapier: ZapierInIdleTime;

beforeAll(async () => {
  zapier = await startZapierInIdleTime();
});
afterAll(() => zapier.close());
beforeEach(() => zapier.forget());

describe('a cache that never answers', () => {
  it('stops a call before it is sent, in words, and is tried again by Zapier', async () => {
    zapier.app.services.setCacheBehaviour('hangs');
    const startedMs = Date.now();
    expect(await zapier.app.create('initiate_call', input)).toMatchObject({ status: 'throttled', message: expect.stringContaining('KEY_STORE_UNAVAILABLE') });
    expect(Date.now() - startedMs).toBeLessThan(runtimeLimitMs);
    expect(zapier.sandbox.ledger().accepted).toEqual([]);
  });

  it('costs no poll its calls', async () => {
    zapier.app.services.setCacheBehaviour('hangs');
    const startedMs = Date.now();
    expect(await zapier.app.pollTrigger('call_completed', {})).toMatchObject({ status: 'success', results: [] });
    expect(Date.now() - startedMs).toBeLessThan(runtimeLimitMs);
  });

  it('costs no call its result when it falls silent after the call was sent', async () => {
    zapier.sandbox.faults.add({ kind: '502', when: 'after_accept', match: { operation: 'initiateCall' } });
    zapier.sandbox.faults.add({ kind: 'slow', delayMs: 1_500, match: { operation: 'countOutbound' } });
    const step = zapier.app.create('initiate_call', input);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    zapier.app.services.setCacheBehaviour('hangs');
    expect(await step).toMatchObject({ status: 'success', results: { status: 'placed', recovered: true } });
    expect(zapier.sandbox.ledger().accepted).toHaveLength(1);
  });
});
