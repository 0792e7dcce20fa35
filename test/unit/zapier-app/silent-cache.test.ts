import type { StepFailure } from '../../hosts/zapier/step-result.ts';
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

  const inTwoHours = (): string => new Date(Date.now() + 2 * 3_600_000).toISOString();

  it.each<[what: string, more: () => Values]>([
    ['for now', () => ({})],
    ['with a long patience', () => ({ keep_trying_for_seconds: 1_200 })],
    ['for later', () => ({ scheduled_time: inTwoHours() })],
  ])('names a time after which the lease that it may have set stops no run: a call %s', async (_what, more) => {
    const wanted = { ...input, ...more() };
    zapier.app.services.setCacheBehaviour('fails_after_setting');
    const failed = await zapier.app.create('initiate_call', wanted);
    expect(failed).toMatchObject({ status: 'throttled', retryAfterSeconds: expect.any(Number) });
    expect(zapier.sandbox.requests()).toEqual([]);
    zapier.app.services.setCacheBehaviour('works');
    await new Promise((resolve) => setTimeout(resolve, Number((failed as StepFailure).retryAfterSeconds) * 1000));
    expect(await zapier.app.create('initiate_call', wanted)).toMatchObject({ status: 'success', results: { placed: true } });
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
