import { createCampaignDirectory, type AwaitedCall, type Client, type StepWaitDeps, type WaitedCall, waiting } from '@iqra-automation/core';
import { startSandbox, type OutcomeName, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { depth } from '../../../depth.ts';
import { openClient, realClock } from '../open-sandbox-client.ts';
import { placeCalls, Script } from '../polling/sandbox-host.ts';

const minuteMs = 60_000;

/** Its pauses do not keep the process of the tests alive. */
const unheldClock = { ...realClock, sleep: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref()) };

describe('waiting for calls inside a step, over real HTTP', () => {
  let sandbox: Sandbox;
  let client: Client;
  let script: Script;

  beforeEach(async () => {
    script = new Script();
    sandbox = await startSandbox({ ...script.options, keepRequests: 100_000 });
    client = openClient(sandbox);
  });
  afterEach(() => sandbox.close());

  /** Each pause of the step moves the sandbox's clock on. */
  const clock = () => ({ ...realClock, now: () => sandbox.now(), sleep: (ms: number) => sandbox.advance(ms) });
  const deps = (): StepWaitDeps => ({ reads: client, campaigns: createCampaignDirectory(client), clock: clock() });

  async function place(outcomes: readonly OutcomeName[]): Promise<readonly AwaitedCall[]> {
    const ids = await placeCalls(client, sandbox, script, outcomes);
    const entries = await Promise.all(ids.map((id) => client.getCall(id)));
    return entries.map(({ value }) => ({ queueId: value.queueId, recipientNumber: value.recipientNumber, isNew: true }));
  }
  const outcomesOf = (calls: readonly AwaitedCall[], readings: ReadonlyMap<string, WaitedCall>) =>
    calls.map(({ queueId }) => {
      const reading = readings.get(queueId);
      return reading?.kind === 'ended' ? reading.event.outcome : (reading?.kind ?? 'not read');
    });
  const requestsTo = (pattern: RegExp) => sandbox.requests().filter(({ path }) => pattern.test(path));
  const listPath = /\/queues\/outbound$/;
  const idPath = /\/queues\/outbound\/[0-9a-f]{24}$/;

  test('every call gets its own outcome, with one list request every ten seconds for all of them', async () => {
    const outcomes: readonly OutcomeName[] = ['recipient_hung_up', 'declined', 'no_answer', 'voicemail', 'agent_fault', 'canceled', 'provider_refused', 'says_nothing'];
    const calls = await place([...outcomes, ...outcomes, ...outcomes]);
    const before = { lists: requestsTo(listPath).length, ids: requestsTo(idPath).length, atMs: sandbox.now() };
    const readings = await waiting.waitInStep(deps(), calls, sandbox.now() + 20 * minuteMs);
    const expected = ['completed', 'declined', 'no_answer', 'voicemail', 'failed', 'canceled', 'failed', 'no_answer'];
    expect(outcomesOf(calls, readings)).toEqual([...expected, ...expected, ...expected]);
    const looks = Math.ceil((sandbox.now() - before.atMs) / 10_000);
    expect(requestsTo(listPath).length - before.lists).toBeLessThanOrEqual(looks);
    // Each is read by its id when it looks over; a failed one until nothing can change it any more.
    expect(requestsTo(idPath).length - before.ids).toBeLessThanOrEqual(calls.length + 3 * 6);
  });

  test('of many calls a page of them is asked for in turn, never more than one list at a time', async () => {
    const calls = await place(Array.from({ length: depth({ whole: 120, quick: 55 }) }, (_, index) => (index < depth({ whole: 70, quick: 40 }) ? 'canceled' : 'agent_hung_up')));
    const before = requestsTo(listPath).length;
    const startedMs = sandbox.now();
    const readings = await waiting.waitInStep(deps(), calls, sandbox.now() + 10 * minuteMs);
    expect(new Set(outcomesOf(calls, readings))).toEqual(new Set(['canceled', 'completed']));
    expect(requestsTo(listPath).length - before).toBeLessThanOrEqual(Math.ceil((sandbox.now() - startedMs) / 10_000));
    // The sandbox's clock stands still during a look.
    const readsAt = new Map<number, number>();
    for (const { at } of requestsTo(idPath).filter((request) => request.at > startedMs)) readsAt.set(at, (readsAt.get(at) ?? 0) + 1);
    expect(Math.max(...readsAt.values())).toBeLessThanOrEqual(20);
  });

  test('what goes on when the time is over is open, and the others have their outcome', async () => {
    const calls = await place(['duration_limit', 'declined', 'stuck_before_dial']);
    expect(outcomesOf(calls, await waiting.waitInStep(deps(), calls, sandbox.now() + 2 * minuteMs))).toEqual(['open', 'declined', 'open']);
  });

  test('lists that show nothing, or the first of two conversations, end no wait and hide no end', async () => {
    sandbox.faults.add({ kind: 'db_failure_list', times: null, match: { operation: 'listOutbound' } });
    const startedMs = sandbox.now();
    const calls = await place(['recipient_hung_up', 'second_conversation', 'set_up_error_then_placed']);
    expect(outcomesOf(calls, await waiting.waitInStep(deps(), calls, sandbox.now() + 15 * minuteMs))).toEqual(['completed', 'completed', 'completed']);
    expect(sandbox.now() - startedMs).toBeLessThan(10 * minuteMs);
    sandbox.faults.clear();
    const more = await place(['second_conversation', 'set_up_error_then_placed']);
    expect(outcomesOf(more, await waiting.waitInStep(deps(), more, sandbox.now() + 15 * minuteMs))).toEqual(['completed', 'completed']);
  });

  test('a call of an earlier run, whose creation nobody knows, is waited for like the others', async () => {
    const [call] = await place(['recipient_hung_up']);
    if (call === undefined) throw new Error('No call was placed.');
    await sandbox.advance(minuteMs);
    const calls = [{ ...call, isNew: false }];
    expect(outcomesOf(calls, await waiting.waitInStep(deps(), calls, sandbox.now() + 10 * minuteMs))).toEqual(['completed']);
  });

  test('a server that fails for a while only makes the wait longer; a refused key ends it, and nothing is thrown', async () => {
    const calls = await place(['declined']);
    sandbox.faults.add({ kind: '500', times: 40 });
    expect(outcomesOf(calls, await waiting.waitInStep(deps(), calls, sandbox.now() + 30 * minuteMs))).toEqual(['declined']);
    const startedMs = sandbox.now();
    const more = await place(['declined']);
    const refused = openClient(sandbox, { apiKey: 'iu_wrong' });
    const readings = await waiting.waitInStep({ reads: refused, campaigns: createCampaignDirectory(refused), clock: clock() }, more, sandbox.now() + 30 * minuteMs);
    expect(outcomesOf(more, readings)).toEqual(['not read']);
    expect(sandbox.now() - startedMs).toBeLessThan(minuteMs);
  });

  test('words that come late are waited for, and told as late when they do not come', async () => {
    const calls = await place(['recipient_hung_up']);
    const rule = { kind: '500', times: 30, match: { path: '/conversations' } } as const;
    sandbox.faults.add(rule);
    const readings = await waiting.waitInStep(deps(), calls, sandbox.now() + 30 * minuteMs);
    expect(readings.get(calls[0]?.queueId ?? '')).toMatchObject({ kind: 'ended', event: { outcome: 'completed', transcript: expect.any(String) } });
    sandbox.faults.clear();
    const more = await place(['recipient_hung_up']);
    sandbox.faults.add({ ...rule, times: 10_000 });
    const startedMs = sandbox.now();
    expect((await waiting.waitInStep(deps(), more, sandbox.now() + 30 * minuteMs)).get(more[0]?.queueId ?? '')).toMatchObject({
      kind: 'ended',
      wordsLate: true,
      event: { outcome: 'completed', reached: null, warnings: [expect.stringContaining('could not be read')] },
    });
    expect(sandbox.now() - startedMs).toBeLessThan(15 * minuteMs);
  });

  test('a talk of which nothing is stored is waited for until its outcome is known, or the time is over', async () => {
    const calls = await place(['hung_up_at_once']);
    const soon = await waiting.waitInStep(deps(), calls, sandbox.now() + 5 * minuteMs);
    expect(soon.get(calls[0]?.queueId ?? '')).toMatchObject({ kind: 'open', standing: 'unconfirmed', wordsLate: true, event: { outcome: null, reached: null } });
    const startedMs = sandbox.now();
    const readings = await waiting.waitInStep(deps(), calls, sandbox.now() + 60 * minuteMs);
    expect(readings.get(calls[0]?.queueId ?? '')).toMatchObject({ kind: 'ended', wordsLate: false, event: { outcome: 'no_answer', reached: false } });
    expect(sandbox.now() - startedMs).toBeLessThan(10 * minuteMs);
  });

  test('a run that is stopped ends its wait at once', async () => {
    const calls = await place(['duration_limit']);
    const stop = new AbortController();
    const real = { reads: client, campaigns: createCampaignDirectory(client), clock: unheldClock, canceled: stop.signal };
    const requests = sandbox.requests().length;
    const wait = waiting.waitInStep(real, calls, Date.now() + 10 * minuteMs);
    setTimeout(() => { stop.abort(); }, 50);
    const startedMs = Date.now();
    await wait;
    expect(Date.now() - startedMs).toBeLessThan(1_000);
    expect(sandbox.requests()).toHaveLength(requests);
  });
});
