import { polling, standings, type Client } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { startSandbox, type OutcomeName, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { cleanupEveryMs } from '../../../../packages/sandbox/src/time/server-rhythm.ts';
import { depth } from '../../../depth.ts';
import { openClient, realClock } from '../open-sandbox-client.ts';
import { placeCalls, Script, TestHost } from './sandbox-host.ts';

const minuteMs = 60_000;
const usual: readonly OutcomeName[] = ['recipient_hung_up', 'agent_hung_up', 'declined', 'no_answer', 'voicemail', 'agent_fault', 'canceled', 'provider_refused'];

describe('the tracker over real HTTP', () => {
  let sandbox: Sandbox;
  let client: Client;
  let script: Script;

  beforeEach(async () => {
    script = new Script();
    sandbox = await startSandbox(script.options);
    client = openClient(sandbox);
  });
  afterEach(() => sandbox.close());

  const place = (outcomes: readonly OutcomeName[], campaignId?: string) => placeCalls(client, sandbox, script, outcomes, campaignId);

  test('activation reports nothing; then every call once, with what was said', async () => {
    const host = new TestHost(() => client);
    await place(usual);
    await sandbox.advanceUntilSettled();
    expect(await host.poll()).toMatchObject({ kind: 'first_activation', events: [] });
    const ids = await place(usual);
    await sandbox.advance(15 * minuteMs);
    await host.poll();
    await host.poll();
    expect(host.ids).toEqual(ids.toSorted());
    const outcomes = Object.fromEntries(host.events.map((event) => [event.id, event.outcome]));
    expect(ids.map((id) => outcomes[id])).toEqual(['completed', 'completed', 'declined', 'no_answer', 'voicemail', 'failed', 'canceled', 'failed']);
    const talked = host.events.find((event) => event.id === ids[0]);
    expect(talked).toMatchObject({ campaignName: expect.any(String), callKey: expect.stringMatching(/^key-of-\+1415/), warnings: [] });
    expect(talked?.transcript).toMatch(/^Agent: /);
    expect(talked?.transcript).not.toContain('ERROR: Conversation Turn');
    expect(talked?.durationSeconds).toBeGreaterThan(0);
  });

  test('calls in progress at the activation are reported when they end', async () => {
    const ids = await place(['recipient_hung_up', 'long_call']);
    await sandbox.advance(12_000);
    const host = new TestHost(() => client);
    await host.poll();
    await sandbox.advanceUntilSettled();
    await host.poll();
    expect(host.ids).toEqual(ids.toSorted());
  });

  test('a stop between poll and save repeats the poll, not the events', async () => {
    const host = new TestHost(() => client);
    await host.poll();
    const ids = await place(usual);
    await sandbox.advance(20 * minuteMs);
    const lost = await host.pollInVain();
    const kept = await host.poll();
    expect(kept.events.map(({ id }) => id)).toEqual(lost.events.map(({ id }) => id));
    await host.poll();
    expect(host.ids).toEqual(ids.toSorted());
  });

  test('an end that the cleanup job invents during a live call is not believed', async () => {
    const host = new TestHost(() => client);
    await host.poll();
    // Two minutes after a beat of the cleanup job, so that the call goes on for two minutes after the last beat that meets it.
    await sandbox.advance(cleanupEveryMs - (sandbox.now() % cleanupEveryMs) + 2 * minuteMs);
    const [id = ''] = await place(['long_call']);
    const seen: string[] = [];
    for (let minutes = 0; minutes < 40 && host.events.length === 0; minutes += 1) {
      await sandbox.advance(minuteMs);
      const { value } = await client.getCall(id);
      seen.push(`${value.sessionState}/${value.endReason}`);
      await host.poll();
    }
    expect(seen).toContain('ended/not_set');
    expect(seen.at(-1)).not.toBe('ended/not_set');
    expect(host.events).toMatchObject([{ id, outcome: 'completed' }]);
  });

  test('failures that become calls, ends that never come, and sessions that vanish: each once, none early', async () => {
    const host = new TestHost(() => client, { giveUpAfterMs: 2 * 60 * minuteMs });
    await host.poll();
    const [flipped = '', silent = '', lost = ''] = await place(['failed_then_placed', 'provider_failed', 'session_lost']);
    const at = new Map<string, number>();
    const startedMs = sandbox.now();
    // Every minute while ends are due.
    const quiet = depth({ whole: 1, quick: 5 });
    for (let minutes = 0; minutes < 150; minutes += minutes >= 30 && minutes < 115 ? quiet : 1) {
      await sandbox.advance((minutes > 30 && minutes <= 115 ? quiet : 1) * minuteMs);
      for (const event of (await host.poll()).events) at.set(event.id, (sandbox.now() - startedMs) / minuteMs);
    }
    const outcomes = Object.fromEntries(host.events.map((event) => [event.id, event.outcome]));
    expect(outcomes).toEqual({ [flipped]: expect.stringMatching(/completed|voicemail/), [silent]: 'unknown', [lost]: 'unknown' });
    expect(host.events).toHaveLength(3);
    expect(at.get(silent)).toBeGreaterThanOrEqual(15);
    expect(at.get(silent)).toBeLessThan(25);
    expect(at.get(lost)).toBeGreaterThanOrEqual(120);
    expect(at.get(lost)).toBeLessThan(135);
  });

  test('a failed call is held for two minutes', async () => {
    const host = new TestHost(() => client);
    await host.poll();
    const [id = ''] = await place(['provider_refused']);
    await sandbox.advance(20_000);
    expect((await client.getCall(id)).value.progress).toBe('failed');
    expect((await host.poll()).events).toEqual([]);
    await sandbox.advance(110_000);
    expect((await host.poll()).events).toEqual([]);
    await sandbox.advance(15_000);
    expect((await host.poll()).events).toMatchObject([{ id, outcome: 'failed', placedAt: null }]);
  });

  test('outcomes, campaigns and the transcript can be chosen', async () => {
    const host = new TestHost(() => client, { outcomes: ['completed'], campaignIds: [campaignIds.consultation], includeTranscript: false });
    await host.poll();
    await place(['recipient_hung_up', 'declined']);
    const [id = ''] = await place(['recipient_hung_up', 'declined'], campaignIds.consultation);
    await sandbox.advance(20 * minuteMs);
    await host.poll();
    expect(host.events).toMatchObject([{ id, outcome: 'completed', transcript: '', messages: [] }]);
    expect(sandbox.requests().filter(({ path }) => path.includes('/conversations/'))).toEqual([]);
  });

  test('a test run by hand shows the newest ended calls and keeps nothing', async () => {
    await place(['agent_hung_up', 'declined', 'voicemail', 'agent_hung_up']);
    await sandbox.advanceUntilSettled();
    await place(['long_call']);
    await sandbox.advance(20_000);
    const shown = await polling.peekEndedCalls({ reads: client, clock: realClock });
    expect(shown.map(({ outcome }) => outcome)).toEqual(['completed', 'voicemail', 'declined']);
    expect(shown[0]?.transcript).toMatch(/^Agent: /);
  });

  test('the same call through list and get gets the same judgement', async () => {
    await place([...usual, 'long_call', 'failed_then_placed', 'provider_failed', 'session_lost', 'setup_failed', 'silence_limit', 'duration_limit']);
    for (const minutes of [0, 0.3, 1, 3, 8, 12, 30, 26 * 60]) {
      await sandbox.advance(minutes * minuteMs);
      const listed = await client.listCalls({ filter: {}, limit: 50 });
      expect(listed.value.items).toHaveLength(15);
      for (const item of listed.value.items) {
        const read = await client.getCall(item.queueId);
        const options = { readAtMs: read.serverTimeMs, maxCallTimeSeconds: 600 };
        expect(standings.judgeCall(read.value, options)).toEqual(standings.judgeCall(item, options));
      }
    }
  });

  test('inbound calls, judged by their session alone', async () => {
    const poll = (state: unknown) => polling.pollEndedInboundCalls({ reads: client, clock: realClock, state });
    sandbox.addInboundCall();
    await sandbox.advance(20 * minuteMs);
    const first = await poll(undefined);
    expect(first).toMatchObject({ kind: 'first_activation', events: [] });
    const ids = [sandbox.addInboundCall(), sandbox.addInboundCall({ outcome: 'recipient_hung_up' })];
    await sandbox.advance(20 * minuteMs);
    const second = await poll(first.state);
    expect(second.events.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(second.events[0]).toMatchObject({ outcome: 'completed', callerNumber: '+14155550123', transcript: expect.stringContaining('Agent: ') });
    expect((await poll(second.state)).events).toEqual([]);
  });
});
