import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { planCall } from '../../../../packages/sandbox/src/calls/plan-call.ts';
import type { OutcomeName, Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { cleanupEveryMs, defaultMaxCallTimeS, dispatcherTickFrom, lookAheadMs } from '../../../../packages/sandbox/src/time/server-rhythm.ts';
import { entry, list, minute, placed, startAt, stillSandbox } from '../api.ts';

interface Line {
  readonly about: string;
  readonly states?: readonly string[];
  readonly dialledAt?: readonly number[];
  readonly startIsAt?: number;
  readonly maxIsAt?: number;
}

const recipientNumber = '+14155550150';
const lines = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../vectors/real-answers/lifecycle.json'), 'utf8')) as readonly Line[];

/** The outcome of this sandbox for each recorded line; dispatcher-only lines end where their call server was a double. */
const outcomes: Readonly<Record<string, OutcomeName>> = {
  'max time already past': 'recipient_hung_up',
  'start in 50 s, max in 20 s: dialled before its start': 'recipient_hung_up',
  'start in 90 s, max in 25 s': 'recipient_hung_up',
  'start in 2020': 'recipient_hung_up',
  'start tomorrow, max past': 'recipient_hung_up',
  'start in 62 s: dialled 59.5 s early': 'recipient_hung_up',
  'start in 64.5 s': 'recipient_hung_up',
  'call server says no capacity, until max': 'line_always_busy',
  'call server refuses': 'call_server_refuses',
  'call server answers 500': 'call_server_refuses',
  'call server answers 429': 'call_server_refuses',
  'call server answers HTML': 'call_server_refuses',
  'connection to the call server drops': 'call_server_refuses',
  'connection refused': 'call_server_refuses',
  'billing refuses at dispatch': 'canceled',
  'unsupported provider': 'canceled',
  'ModemTel: one failed line query': 'canceled',
  'no call server': 'no_call_server',
  'number deleted after queueing': 'number_deleted',
  'campaign deleted after queueing (forwarded; the call server fails it)': 'campaign_deleted',
  'business disabled after queueing: still forwarded': 'recipient_hung_up',
  'business disabled: still dialled': 'recipient_hung_up',
  'provider refuses the number': 'provider_refused',
  'connection drops after the provider took it: failed, may ring': 'provider_connection_dropped',
  'provider accepts with an unreadable answer: failed, may ring': 'provider_unreadable_answer',
  'provider accepts after 8 s': 'provider_slow',
  'provider accepts after 12 s: failed for good, may ring': 'provider_too_slow',
  'answered, then hung up by the person': 'recipient_hung_up',
  'no answer, then a late busy': 'no_answer',
  'busy twice, then others': 'declined',
  'provider says completed before media: no end until clean-up': 'completed_before_media',
  'provider says failed: no end until clean-up': 'provider_failed',
  'provider says failed, then busy': 'failed_then_busy',
  'provider says canceled: no end until clean-up': 'provider_canceled',
  'busy arrives before status 4: lost': 'busy_before_placed',
  'in progress without media': 'in_progress_without_media',
  'silence limit': 'silence_limit',
  'agent ends': 'agent_hung_up',
  'critical agent error': 'agent_fault',
  'time limit': 'duration_limit',
  'recording upload takes 3 s': 'recipient_hung_up',
  'call server full until max': 'line_always_busy',
  'call server draining, then free': 'line_busy_then_placed',
  'concurrency limit 1: first': 'no_answer',
  'concurrency limit 1: second': 'concurrency_limit_then_placed',
  'session set-up fails': 'setup_failed',
  'integration deleted': 'integration_deleted',
  'one entry handed to the call server three times': 'second_conversation',
  'ModemTel: line busy, then answered and hung up': 'line_busy_then_placed',
  'running call that the clean-up marks, then really ends': 'long_call',
  'call without an end': 'provider_failed',
  'call within its time: not touched': 'recipient_hung_up',
  'set-up takes 33 s: failed, then placed': 'failed_then_placed',
  'the next call in the region waits behind it': 'recipient_hung_up',
  'call server silent': 'call_server_silent',
};

/** Lines that speak of several calls, or of a control of their own; tests below. */
const elsewhere = ['business deleted: canceled without completion', '200 calls due at once', 'two dispatchers', 'dispatcher killed: status 1 for ever', 'dispatcher stopped: status 1 for ever'];

/** Lines that were watched while the call went on, or ended at the double of a call server. */
const openEnded = /forwarded|start tomorrow|dialled before|dialled 59|start in 2020|start in 64|provider accepts after 8|still dialled|not touched|waits behind|campaign deleted|handed to the call server|set-up takes 33/;
/** "Busy, then free" lines ended as they were told to after being placed; only the way there is theirs. */
const endsDiffer = /draining|concurrency limit 1: second/;

interface Watched {
  readonly outcome: OutcomeName;
  readonly provider: number;
  readonly scheduledFor: number;
  readonly expiresAt: number;
  readonly cleanupJob: boolean;
}

/** The moments at which something changes, so that a look at each sees every state. */
function momentsOf(acceptedAt: number, { cleanupJob, expiresAt, outcome, provider, scheduledFor }: Watched): readonly number[] {
  const pickedUpAt = dispatcherTickFrom(Math.max(acceptedAt, scheduledFor - lookAheadMs));
  const call = { seed: 'iqra', counter: 1, recipientNumber, outcome, provider, maxCallTimeMs: defaultMaxCallTimeS * 1_000, pickedUpAt, expiresAt };
  const { earlier, queue, session } = planCall(call);
  const sessions = [earlier?.session ?? null, session].flatMap((each) => (each === null ? [] : [...each.steps.map(({ at }) => at), each.endTypeAt ?? 0]));
  const cleanups = cleanupJob ? Array.from({ length: 5 }, (_, index) => Math.ceil(acceptedAt / cleanupEveryMs + index) * cleanupEveryMs) : [];
  return [...new Set([...queue.map(({ at }) => at), ...sessions, ...cleanups])].filter((at) => at > acceptedAt).toSorted((left, right) => left - right);
}

/** What a reader sees of the entry, state by state. */
async function watch(sandbox: Sandbox, queueId: string, watched: Watched): Promise<readonly string[]> {
  const seen: string[] = [];
  const look = async (): Promise<void> => {
    const { status, sessionStatus, sessionEndType, completedAt } = await entry(sandbox, queueId);
    const session = sessionStatus === null ? '' : ` (${sessionStatus}/${sessionEndType ?? '-'})`;
    const text = `${status}${session}${completedAt === null ? '' : ' completedAt'}`;
    if (seen.at(-1) !== text) seen.push(text);
  };
  await look();
  for (const at of momentsOf(sandbox.now(), watched)) {
    await sandbox.advance(at - sandbox.now());
    await look();
  }
  return seen;
}

/** Whether `part` occurs in `whole` in that order, with anything between. */
function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let next = 0;
  for (const state of whole) if (state === part[next]) next += 1;
  return next === part.length;
}

function recorded({ states = [] }: Line): readonly string[] {
  return states.map((state) => state.replace(/^[\d.]+s /, ''));
}

test('every recorded line stands in this table, or in a test of its own', () => {
  expect([...Object.keys(outcomes), ...elsewhere].toSorted()).toEqual(lines.map(({ about }) => about).toSorted());
});

const cases = lines.flatMap((line): readonly (readonly [string, OutcomeName, Line])[] => {
  const outcome = outcomes[line.about];
  return outcome === undefined ? [] : [[line.about, outcome, line]];
});

test.each(cases)('%s: %s goes through the recorded states in their order', async (about, outcome, line) => {
  // Only the clean-up lines saw the clean-up.
  const cleanupJob = /clean-up marks|without an end/.test(about);
  // Just after a tick of the dispatcher, so that the first look finds the entry waiting.
  const sandbox = await stillSandbox({ outcomeOf: () => outcome, cleanupJob, startAt: startAt + 1 });
  const isModemTel = about.startsWith('ModemTel: line');
  const scheduledFor = Math.round(sandbox.now() + (line.startIsAt ?? 0) * 1_000);
  const expiresAt = Math.round(sandbox.now() + (line.maxIsAt ?? 3_600) * 1_000);
  const schedule = { dateTimeUTC: new Date(scheduledFor).toISOString(), maxDateTimeUTC: new Date(expiresAt).toISOString() };
  const id = await placed(sandbox, recipientNumber, { schedule, ...(isModemTel ? { campaignId: campaignIds.modemTel } : {}) });
  const seen = await watch(sandbox, id, { outcome, provider: isModemTel ? 1 : 2, scheduledFor, expiresAt, cleanupJob });
  const wanted = endsDiffer.test(about) ? recorded(line).slice(0, -1) : recorded(line);
  expect({ seen, order: isSubsequence(wanted, seen) }).toEqual({ seen, order: true });
  const isWhole = !openEnded.test(about) && !endsDiffer.test(about);
  expect(isWhole ? seen.at(-1) : wanted.at(-1)).toBe(wanted.at(-1));
  // A dial that the provider refuses rings nobody.
  const isRung = (line.dialledAt?.length ?? 0) > 0 && outcome !== 'provider_refused';
  expect(isRung && sandbox.ledger().dials.length === 0).toBe(false);
  await sandbox.close();
});

test('processing starts with the forwarding: null at the first status 1, and for ever where the entry expired or was canceled', async () => {
  const sandbox = await stillSandbox({ outcomeOf: (recipient) => (recipient.endsWith('51') ? 'canceled' : 'recipient_hung_up') });
  const expired = await placed(sandbox, '+14155550150', { schedule: { dateTimeUTC: '2026-11-24T09:00:00Z', maxDateTimeUTC: '2026-11-24T08:00:00Z' } });
  const [canceled, normal] = [await placed(sandbox, '+14155550151'), await placed(sandbox, '+14155550152')];
  expect(await entry(sandbox, normal)).toMatchObject({ status: 1, processingStartedAt: null });
  await sandbox.advance(1_000);
  expect(await entry(sandbox, normal)).toMatchObject({ status: 3, processingStartedAt: expect.any(String) });
  expect(await entry(sandbox, expired)).toMatchObject({ status: 7, processingStartedAt: null });
  expect(await entry(sandbox, canceled)).toMatchObject({ status: 6, processingStartedAt: null });
  await sandbox.close();
});

test('one silent call server holds back the region for 30 seconds: a short latest start passes untried', async () => {
  const sandbox = await stillSandbox({ outcomeOf: (recipient) => (recipient.endsWith('50') ? 'call_server_silent' : 'recipient_hung_up') });
  await placed(sandbox, '+14155550150');
  await sandbox.advance(1_000);
  const patient = await placed(sandbox, '+14155550151');
  const short = await placed(sandbox, '+14155550152', { schedule: { dateTimeUTC: '2026-11-24T09:00:01Z', maxDateTimeUTC: '2026-11-24T09:00:20Z' } });
  await sandbox.advance(28_000);
  expect([(await entry(sandbox, patient)).status, (await entry(sandbox, short)).status]).toEqual([0, 0]);
  await sandbox.advance(10_000);
  expect([(await entry(sandbox, patient)).status, (await entry(sandbox, short)).status]).toEqual([4, 7]);
  await sandbox.close();
});

test('deleting the business cancels without a completion time; a stopped dispatcher leaves status 1 for ever', async () => {
  const sandbox = await stillSandbox({ outcomeOf: () => 'stuck_before_dial', startAt: startAt + 1 });
  const waiting = await placed(sandbox, '+14155550150', { schedule: { dateTimeUTC: '2026-11-24T12:00:00Z', maxDateTimeUTC: '2026-11-24T13:00:00Z' } });
  const marked = await placed(sandbox, '+14155550151');
  await sandbox.advance(minute);
  sandbox.cancelQueued();
  expect(await entry(sandbox, waiting)).toMatchObject({ status: 6, completedAt: null });
  await sandbox.advance(7 * 24 * 60 * minute);
  expect(await entry(sandbox, marked)).toMatchObject({ status: 1, processingStartedAt: null, completedAt: null });
  await sandbox.close();
});

test('two conversations of one queue id: a list shows the first for ever, the single read the one that the entry names', async () => {
  const sandbox = await stillSandbox({ outcomeOf: () => 'second_conversation' });
  const id = await placed(sandbox, '+14155550150');
  await sandbox.advanceUntilSettled();
  const single = await entry(sandbox, id);
  const [row] = (await list(sandbox)).items;
  expect(single).toMatchObject({ status: 4, sessionStatus: 6, sessionEndType: 5 });
  expect(row).toMatchObject({ status: 4, sessionStatus: 6, sessionEndType: 4 });
  expect(row?.sessionId).not.toBe(single.sessionId);
  // The server itself rang twice; no client can prevent it.
  expect(sandbox.ledger().dialledTwice).toHaveLength(1);
  await sandbox.close();
});
