import { DateTime } from 'luxon';
import type { CallEntry } from '../domain/call.ts';
import { describeMoment } from '../hours/local-time.ts';
import { judgeCall } from '../polling/judge-call.ts';
import { readCallTags } from './call-metadata.ts';
import type { SendWindow } from './fence.ts';
import type { CallTimes, PlacedCall, PlannedCall } from './planned-call.ts';
import { iso } from './sending-errors.ts';
import { isOwn, latestStartReading, type SendingRun, type Send } from './sending-run.ts';
import type { LatestStartReading } from './server-knowledge.ts';

/** The result of a send that the server confirmed. `answeredAtMs` by the server's clock. */
export function queuedCall(run: SendingRun, sent: Send, queueId: string, answeredAtMs: number): PlacedCall {
  const { call } = run;
  const expired = answeredAtMs >= sent.window.latestStartMs;
  return {
    status: 'placed',
    note: noteOfPlaced(call, sent),
    queueId,
    placed: true,
    deduplicated: false,
    recovered: false,
    ...common(call),
    ...timesOfWindow(call, sent.window, latestStartReading(run)),
    warnings: [...call.warnings, ...serverWarnings(run), ...(expired ? [lateWarning] : [])],
  };
}

const lateWarning =
  'When the server took the call, its latest start had already passed by the server’s clock, so it will probably expire. ' +
  'Set this computer’s clock, or switch on Look for an Earlier Call First, which uses the server’s time.';

/** The result when the event turned out to have a call already. `readAtMs` by the server's clock (docs/decisions/0010-sending-times-of-a-found-call.md). */
export function deduplicatedCall(call: PlannedCall, entry: CallEntry, readAtMs: number): PlacedCall {
  const tags = readCallTags(entry.metadata);
  const outcome = outcomeOf(entry, readAtMs);
  return {
    status: 'already_called',
    note: noteOfEarlier(call, entry, outcome),
    queueId: entry.queueId,
    placed: false,
    deduplicated: true,
    recovered: false,
    ...(outcome === null ? {} : { outcome }),
    ...common(call),
    scheduledFor: tags.scheduledFor ?? '',
    scheduledForLocal: localTime(call, tags.scheduledFor),
    latestStart: tags.latestStart ?? '',
    warnings: call.warnings,
  };
}

/** The result when the answer to a send was lost and a look-up found the call. */
export function recoveredCall(run: SendingRun, entry: CallEntry): PlacedCall {
  const { send } = readCallTags(entry.metadata);
  const sent = run.sent.find(({ number }) => number === send) ?? run.sent.at(-1);
  if (sent === undefined || !isOwn(run, entry)) return deduplicatedCall(run.call, entry, run.time.now());
  const outcome = outcomeOf(entry, run.time.now());
  return {
    status: 'placed',
    note: `${lostAnswerNote} ${entry.progress === 'failed' ? mayHaveRung : ''}`.trim(),
    queueId: entry.queueId,
    placed: true,
    deduplicated: false,
    recovered: true,
    ...(outcome === null ? {} : { outcome }),
    ...common(run.call),
    ...timesOfWindow(run.call, sent.window, latestStartReading(run)),
    warnings: [...run.call.warnings, ...serverWarnings(run)],
  };
}

const lostAnswerNote = 'The answer of the server was lost, but the call was found in its queue.';
const mayHaveRung = 'The server marked it as failed; the phone may have rung.';

function noteOfPlaced(call: PlannedCall, { window }: Send): string {
  if (!window.scheduled) return 'The call is in the queue and will be placed now.';
  return `The call is in the queue and will be placed from ${moment(call, window.startMs)}.`;
}

function noteOfEarlier(call: PlannedCall, entry: CallEntry, outcome: PlacedCall['outcome'] | null): string {
  const earlier = `This event already has a call from ${moment(call, Date.parse(entry.queuedAt))}`;
  if (entry.progress === 'failed') return `${earlier}; it failed and may have rung. Nobody was called again.`;
  if (outcome === null || outcome === undefined) return `${earlier}; it has not ended yet. Nobody was called again.`;
  return `${earlier}; it ended as ${outcome}. Nobody was called again.`;
}

/** `null` until the call has ended; what only its campaign's longest call time could tell counts as not ended. */
function outcomeOf(entry: CallEntry, readAtMs: number): NonNullable<PlacedCall['outcome']> | null {
  const judgement = judgeCall(entry, { readAtMs, maxCallTimeSeconds: null });
  return judgement.ended ? judgement.outcome : entry.progress === 'failed' ? 'failed' : null;
}

function common(call: PlannedCall) {
  const { recipientNumber, campaignId, campaignName = null, callKey } = call;
  return { recipientNumber, campaignId, campaignName, callKey };
}

/** When the call of one send may ring, as a result tells it. On a server that ignores the latest start there is none. */
export function timesOfWindow(call: PlannedCall, { startMs, latestStartMs }: SendWindow, reading: LatestStartReading): CallTimes {
  const scheduledFor = iso(startMs);
  return { scheduledFor, scheduledForLocal: localTime(call, scheduledFor), latestStart: reading === 'ignored' ? '' : iso(latestStartMs) };
}

function serverWarnings(run: SendingRun): readonly string[] {
  return [...(latestStartReading(run) === 'ignored' ? [noLatestStartWarning] : []), ...clockWarnings(run)];
}

const noLatestStartWarning =
  'This server does not read the latest start of a call: Keep Trying For has no effect, and the call may be placed at any later time.';

function clockWarnings({ time }: SendingRun): readonly string[] {
  if (!time.isDoubtful()) return [];
  const seconds = Math.round(Math.abs(time.differenceMs()) / 1000);
  const direction = time.differenceMs() > 0 ? 'ahead of' : 'behind';
  return [
    `The time in the server’s answers is ${seconds} seconds ${direction} this computer’s clock, so the latest start of this call may be wrong by as much. ` +
      'Set the clocks of this computer, of the server and of any proxy between them.',
  ];
}

function moment(call: PlannedCall, ms: number): string {
  const zone = call.localZone ?? null;
  return zone === null ? describeMoment(ms) : describeMoment(ms, [zone]);
}

/** ISO 8601 with the offset of the recipient's zone. */
function localTime(call: PlannedCall, time: string | null): string {
  const zone = call.localZone ?? null;
  if (zone === null || time === null) return '';
  return DateTime.fromISO(time, { zone }).toISO({ suppressMilliseconds: true }) ?? '';
}
