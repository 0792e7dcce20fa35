import { outcomeOfEnd, sweepEndedCalls, sweepEndedInboundCalls, toInboundCallEndedEvent, type Client, type SweepInput } from '@iqra-automation/core';
import { campaignIds } from '../../../sandbox/seed.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox.ts';
import { openClient } from '../open-sandbox-client.ts';
import { inboundEntry, iso, noonMs } from './entries.ts';
import { placeCalls, Script } from './sandbox-host.ts';

const minuteMs = 60_000;

describe('a sweep of what was chosen', () => {
  let sandbox: Sandbox;
  let client: Client;
  let script: Script;

  beforeEach(async () => {
    script = new Script();
    sandbox = await startSandbox(script.options);
    client = openClient(sandbox);
  });
  afterEach(() => sandbox.close());

  const clock = { now: () => sandbox.now(), sleep: () => Promise.resolve(), random: () => 0 };
  const sweep = (change: Partial<SweepInput> = {}) => sweepEndedCalls({ reads: client, clock, ...change });

  test('a sweep gives the calls of the chosen campaigns, and reads only as many conversations as it may', async () => {
    const [chosen] = await placeCalls(client, sandbox, script, ['recipient_hung_up']);
    await placeCalls(client, sandbox, script, ['recipient_hung_up', 'recipient_hung_up'], campaignIds.consultation);
    await sandbox.advance(30 * minuteMs);
    const { items } = await sweep({ options: { campaignIds: [campaignIds.reminders] } });
    expect(items.map(({ event }) => event.id)).toEqual([chosen]);
    const loaded = async (change: Partial<SweepInput>) => (await sweep(change)).items.filter(({ conversation }) => conversation === 'loaded').length;
    expect(await loaded({})).toBe(3);
    expect(await loaded({ maxConversations: 2 })).toBe(2);
    expect(await loaded({ options: { includeTranscript: false } })).toBe(0);
  });

  test('a sweep of inbound calls gives those of the chosen routes', async () => {
    const queueId = sandbox.addInboundCall();
    await sandbox.advance(40 * minuteMs);
    const all = await sweepEndedInboundCalls({ reads: client, clock });
    expect(all.items.map(({ event }) => event.id)).toEqual([queueId]);
    const routeId = all.items[0]?.event.routeId ?? '';
    const ofRoute = async (routeIds: readonly string[]) => (await sweepEndedInboundCalls({ reads: client, clock, options: { routeIds } })).items.length;
    expect([await ofRoute([routeId]), await ofRoute(['6713d1b2a54d1b0c9e4f7bff'])]).toEqual([1, 0]);
  });
});

test.each([
  ['not_set', 'unknown'],
  ['unrecognised', 'unknown'],
  ['setup_failed', 'failed'],
  ['expired_before_start', 'failed'],
  ['silence_limit', 'completed'],
  ['duration_limit', 'completed'],
] as const)('the end %s is the outcome %s', (reason, outcome) => {
  expect(outcomeOfEnd(reason)).toBe(outcome);
});

describe('an inbound call', () => {
  const judgement = { ended: true, outcome: 'completed', endReason: 'agent_hung_up', basis: 'session' } as const;

  test('without a conversation was never placed', () => {
    expect(toInboundCallEndedEvent(inboundEntry({ sessionId: null }), judgement, null).placedAt).toBeNull();
  });

  test('counts from when it came in, where the server does not tell when it was taken', () => {
    expect(toInboundCallEndedEvent(inboundEntry({ processingStartedAt: null }), judgement, null).placedAt).toBe(iso(noonMs));
  });
});
