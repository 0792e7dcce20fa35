import { startZapierApp, type Values, type ZapierApp } from '../hosts/zapier/zapier-app.ts';
import type { StepResult } from '../hosts/zapier/step-result.ts';
import { builtBundlePath, connectionTo } from '../hosts/zapier/zapier-with-sandbox.ts';
import type { OutcomeName } from '../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';
import { openClient } from '../unit/core/open-sandbox-client.ts';
import { type Bench, initiate, openBench, phoneOf, runNode } from '../unit/n8n-node/bench.ts';

const minuteMs = 60_000;
/** So long after its end an empty talk is taken for one in which nobody spoke (docs/ended-calls.md). */
const emptyForMs = 10 * minuteMs;

/** What becomes of a call, and what both hosts say of it once nothing can change any more. */
const courses: readonly (readonly [OutcomeName, outcome: string | null, reached: boolean | null])[] = [
  ['hung_up_at_once', 'no_answer', false],
  ['says_nothing', 'no_answer', false],
  ['recipient_hung_up', 'completed', true],
  ['declined', 'declined', false],
  ['voicemail', 'voicemail', false],
  ['answering_machine', 'completed', true],
  ['failed_then_placed', 'completed', true],
  ['provider_refused', 'failed', false],
  ['session_lost', 'unknown', null],
  ['agent_fault', 'failed', true],
  ['canceled', 'canceled', false],
  ['llm_failure', 'failed', true],
  ['stuck_before_dial', null, null],
  ['no_answer', 'no_answer', false],
];
const phones = new Map(courses.map(([outcome], index) => [phoneOf(index), outcome]));

/** How one call stands, as a host tells it. */
interface Told {
  readonly status: unknown;
  readonly ended: unknown;
  readonly outcome: unknown;
  readonly reached: unknown;
}

const tell = ({ status, ended, outcome, reached }: Values): Told => ({ status, ended, outcome, reached });
const rowsOf = (result: StepResult): readonly Values[] => {
  if (result.status !== 'success') throw new Error(result.message);
  return result.results as readonly Values[];
};

describe('how one call stands', () => {
  let bench: Bench;
  let app: ZapierApp;
  let ids: readonly string[] = [];

  beforeAll(async () => {
    bench = await openBench({ timeScale: 0, outcomeOf: (recipient) => phones.get(recipient) ?? 'declined' });
    app = await startZapierApp({ bundlePath: builtBundlePath, authData: connectionTo(bench.sandbox) });
  });
  afterAll(async () => {
    await app.close();
    await bench.close();
  });
  beforeEach(async () => {
    bench.sandbox.reset();
    app.services.cache.clear();
    const leads = [...phones.keys()].map((phone) => ({ phone }));
    const placed = await runNode(bench.engine, initiate({ eventKey: eventKey() }), leads);
    ids = placed.items.flatMap(({ json }) => (typeof json['queueId'] === 'string' ? [json['queueId']] : []));
  });

  const eventKey = (): string => expect.getState().currentTestName ?? '';
  const inN8n = async (): Promise<readonly Told[]> => {
    const { items } = await runNode(bench.engine, { resource: 'call', operation: 'get', queueId: '={{ $json.id }}', simplify: false }, ids.map((id) => ({ id })));
    return items.map(({ json }) => tell(json));
  };
  const inZapier = async (): Promise<readonly Told[]> => {
    const told: Told[] = [];
    for (const id of ids) told.push(...rowsOf(await app.search('find_call', { queue_id: id })).map(tell));
    return told;
  };
  const at = (outcome: OutcomeName): number => courses.findIndex(([name]) => name === outcome);

  /** The talk of which nothing is stored has just ended. */
  const untilHungUp = async (): Promise<void> => {
    const { getCall } = openClient(bench.sandbox);
    while ((await getCall(ids[at('hung_up_at_once')] ?? '')).value.endReason !== 'recipient_hung_up') await bench.sandbox.advance(5_000);
  };

  it('is the same in both hosts at every moment, and settles as it went', async () => {
    for (const stepMs of [15_000, 0, 45_000, minuteMs, 3 * minuteMs]) {
      await bench.sandbox.advance(stepMs);
      expect(await inZapier()).toEqual(await inN8n());
    }
    // A call whose end is never told counts as unknown after a day.
    await bench.sandbox.advance(25 * 60 * minuteMs);
    const told = await inN8n();
    expect(await inZapier()).toEqual(told);
    expect(told.map(({ outcome, reached }, index) => [courses[index]?.[0], outcome, reached])).toEqual(courses);
  });

  it('is not known while a talk has just ended and nothing of it is stored', async () => {
    const talk = at('hung_up_at_once');
    const inList = async (): Promise<Values> => rowsOf(await app.search('find_calls', { recipient_number: phoneOf(talk) }))[0] ?? {};
    const hydrated = async (pointer: unknown): Promise<unknown> => ((await app.hydrate(String(pointer))) as { readonly results: unknown }).results;
    await untilHungUp();
    const open = { status: 'unconfirmed', ended: false, outcome: null, reached: null };
    for (const stepMs of [0, emptyForMs / 2]) {
      await bench.sandbox.advance(stepMs);
      expect([(await inN8n())[talk], (await inZapier())[talk]]).toEqual([open, open]);
      const { outcome, reached } = await inList();
      expect([await hydrated(outcome), await hydrated(reached)]).toEqual([null, null]);
    }
    expect(rowsOf(await app.search('find_call', { queue_id: ids[talk] }))[0]?.['warnings']).toEqual([expect.stringContaining('does not show yet what was said')]);
    await bench.sandbox.advance(emptyForMs / 2);
    const silent = { status: 'ended', ended: true, outcome: 'no_answer', reached: false };
    expect([(await inN8n())[talk], (await inZapier())[talk]]).toEqual([silent, silent]);
    const { outcome, reached } = await inList();
    expect([await hydrated(outcome), await hydrated(reached)]).toEqual(['no_answer', false]);
  });

  it('is the same for a step that waits for it: an empty outcome, with a note, until it is known', async () => {
    const phone = phoneOf(at('hung_up_at_once'));
    const waited = async (): Promise<readonly Values[]> => {
      const form = { ...initiate({ eventKey: eventKey(), options: { waitInStep: 0 } }), operation: 'initiateAndWait' };
      const { items } = await runNode(bench.engine, form, [{ phone }]);
      const input = { recipient_number: phone, campaign_id: campaignIds.consultation, event_key: eventKey(), calling_hours: 'off' };
      const step = await app.create('call_and_wait', input, { callbackUrl: 'https://hooks.zapier.example/callback' });
      return [items[0]?.json ?? {}, ...rowsOf({ status: 'success', results: [(step as { readonly results: Values }).results] })];
    };
    await untilHungUp();
    const note = expect.stringMatching(/does not show yet what was said.*Do not call again because of this empty outcome/);
    expect(await waited()).toMatchObject([{ outcome: null, reached: null, note }, { outcome: null, reached: null, note, status: 'unconfirmed', ended: false }]);
    await bench.sandbox.advance(emptyForMs);
    expect(await waited()).toMatchObject([{ outcome: 'no_answer', reached: false }, { outcome: 'no_answer', reached: false, status: 'ended', ended: true }]);
    expect(bench.sandbox.ledger().accepted).toHaveLength(courses.length);
  });

  it('is asked for no further with a key that was revoked meanwhile', async () => {
    await bench.sandbox.advance(3 * 60 * minuteMs);
    bench.sandbox.faults.add({ kind: '401', times: null, match: { operation: ['getBusiness', 'getConversation'] } });
    const id = ids[at('recipient_hung_up')];
    const { run } = await runNode(bench.engine, { resource: 'call', operation: 'get', queueId: id });
    expect(run.error?.message).toMatch(/API key/i);
    expect(await app.search('find_call', { queue_id: id })).toMatchObject({ status: 'auth_expired' });
    bench.sandbox.faults.clear();
  });
});
