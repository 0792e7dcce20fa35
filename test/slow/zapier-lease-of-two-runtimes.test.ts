import type { StepResult } from '../hosts/zapier/step-result.ts';
import { startPlatformServices } from '../hosts/zapier/platform-services.ts';
import { startZapierApp, type Values, type ZapierApp } from '../hosts/zapier/zapier-app.ts';
import { builtBundlePath, startZapierWithSandbox, type ZapierWithSandbox } from '../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';

const input: Values = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'lead-1', calling_hours: 'off' };

/** Pauses of the app are so many times shorter here; what it waits for is as slow as the sandbox is told to be. */
const hurry = 20;

describe("the lease in Zapier's cache, between two runtimes", () => {
  let zapier: ZapierWithSandbox;
  /** A second runtime of the same app on the same connection: it shares the cache, and nothing else. */
  let other: ZapierApp;

  /** The connection of both, once the sandbox has an address. */
  let authData: Values;
  beforeAll(async () => {
    const services = await startPlatformServices();
    const own = { process: 'own', services, hurry } as const;
    [zapier, other] = await Promise.all([
      startZapierWithSandbox({ sandbox: { timeScale: 0 }, app: own }),
      startZapierApp({ ...own, bundlePath: builtBundlePath, authData: {} }),
    ]);
    ({ authData } = zapier);
  });
  afterAll(async () => {
    await Promise.all([other.close(), zapier.close()]);
    await zapier.app.services.close();
  });
  beforeEach(() => {
    zapier.sandbox.reset();
    zapier.app.services.cache.clear();
    zapier.app.services.setCacheBehaviour('works');
  });

  const placeInOther = (values: Values): Promise<StepResult> => other.create('initiate_call', values, { authData });
  const accepted = (): number => zapier.sandbox.ledger().accepted.length;
  const placeInBoth = (): Promise<readonly StepResult[]> => Promise.all([zapier.app.create('initiate_call', input), placeInOther(input)]);

  it('lets one of two runtimes that start at the same moment place the call; the other returns it', async () => {
    // The look-ups of both see nothing: only the lease keeps the second from sending.
    zapier.sandbox.faults.add({ kind: 'slow', delayMs: 300, times: null, match: { operation: 'countOutbound' } });
    const results = await placeInBoth();
    expect(accepted()).toBe(1);
    expect(results.map(({ status }) => status)).toEqual(['success', 'success']);
    expect(results.filter((result) => (result as { readonly results: Values }).results['deduplicated'] === true)).toHaveLength(1);
  }, 20_000);

  it('alone keeps the second from sending while no list shows the call of the first', async () => {
    zapier.sandbox.faults.add({ kind: 'lagging_list', delayMs: 60_000, times: null });
    await placeInBoth();
    expect(accepted()).toBe(1);
  }, 30_000);

  it('is what keeps them apart: a cache that gives everybody the lease lets both send', async () => {
    zapier.app.services.setCacheBehaviour('ignores_nx');
    // The second runtime does not see the first one's call, however late it looks: only the lease could tell.
    zapier.sandbox.faults.add({ kind: 'lagging_list', delayMs: 60_000, times: null });
    await placeInBoth();
    expect(accepted()).toBe(2);
  }, 20_000);

  it('holds for every connection of the business: a Zap of another person, with a connection of its own, does not place the call again', async () => {
    zapier.sandbox.faults.add({ kind: 'slow', delayMs: 800, times: null, match: { operation: 'countOutbound' } });
    const authData = { ...zapier.authData, request_format: 'config' };
    const results = await Promise.all([zapier.app.create('initiate_call', input), other.create('initiate_call', input, { authData })]);
    expect(results.map((result) => (result as { readonly results: Values }).results['status'])).toEqual(expect.arrayContaining(['placed', 'already_called']));
    expect(accepted()).toBe(1);
  }, 20_000);

  it('of another run is not taken for its own when the answer is lost', async () => {
    zapier.sandbox.faults.add({ kind: 'slow', delayMs: 1_000, times: null, match: { operation: 'initiateCall' } });
    const first = zapier.app.create('initiate_call', input);
    await new Promise((resolve) => setTimeout(resolve, 400));
    zapier.app.services.setCacheBehaviour('loses_answers');
    const second = await placeInOther(input);
    expect((await first).status).toBe('success');
    expect(['success', 'throttled', 'halted']).toContain(second.status);
    expect(accepted()).toBe(1);
  }, 30_000);
});
