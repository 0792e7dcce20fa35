import type { CacheBehaviour } from '../../hosts/zapier/key-value-cache.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';

const input: Values = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'lead-1', calling_hours: 'off' };

/** That it keeps two runtimes apart, which are two processes, is a slow test. */
describe("the lease in Zapier's cache", () => {
  let zapier: ZapierWithSandbox;

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 }, app: { hurry: 200 } });
  });
  afterAll(() => zapier.close());
  beforeEach(() => {
    zapier.sandbox.reset();
    zapier.app.services.cache.clear();
    zapier.app.services.setCacheBehaviour('works');
  });

  const accepted = (): number => zapier.sandbox.ledger().accepted.length;
  /** Somebody else's, on another connection to the same business. */
  const otherConnection = () => ({ authData: { ...zapier.authData, request_format: 'config' } });

  it('is given back after a definite refusal, so that the next run may place the call at once', async () => {
    zapier.sandbox.faults.add({ kind: 'insufficient_balance', match: { operation: 'initiateCall' } });
    expect(await zapier.app.create('initiate_call', input)).toMatchObject({ status: 'errored' });
    expect(await zapier.app.create('initiate_call', input, otherConnection())).toMatchObject({ status: 'success', results: { placed: true } });
  });

  it('of one event is no business of another event, on whichever connection', async () => {
    await zapier.app.create('initiate_call', input);
    const result = await zapier.app.create('initiate_call', { ...input, event_key: 'lead-2' }, otherConnection());
    expect(result).toMatchObject({ status: 'success', results: { placed: true } });
    expect(accepted()).toBe(2);
  });

  it.each<[CacheBehaviour, string, number]>([
    ['throttled', 'throttled', 0],
    ['fails', 'throttled', 0],
    // The lease was set, and the run finds its own id in it.
    ['loses_answers', 'success', 1],
    ['ignores_nx', 'success', 1],
  ])('with a cache that is %s the step ends as %s', async (behaviour, status, calls) => {
    zapier.app.services.setCacheBehaviour(behaviour);
    expect(await zapier.app.create('initiate_call', input)).toMatchObject({ status });
    expect(accepted()).toBe(calls);
    expect(zapier.sandbox.requests().filter(({ path }) => path.endsWith('/call/initiate'))).toHaveLength(calls);
  });

  it('is done without where there is no cache at all; the look-up still finds an earlier call', async () => {
    zapier.app.services.setCacheBehaviour('absent');
    expect(await zapier.app.create('initiate_call', input)).toMatchObject({ status: 'success', results: { placed: true } });
    expect(await zapier.app.create('initiate_call', input, otherConnection())).toMatchObject({ status: 'success', results: { deduplicated: true } });
    expect(accepted()).toBe(1);
  });
});
