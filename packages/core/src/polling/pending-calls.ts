import type { Judgement } from './judge-call.ts';
import { longOpenMs, longestRereadMs, recentMs, shortestRereadMs, slowestRereadMs } from './time-limits.ts';

/** A call that was listed, has not been reported yet, and is followed by its id. Times in ms since 1970 UTC, server time. */
export interface PendingCall {
  /** The time by which the call is listed. */
  readonly stampMs: number;
  /** When it was first seen in its present state. */
  readonly firstSeenMs: number;
  readonly nextReadMs: number;
  readonly reads: number;
  /** How often its conversation could not be read although it had ended. */
  readonly detailFailures: number;
}

/** How many calls may be followed by id before younger ones are followed by their time range instead. Bounds the state. */
const roomForOpen = 200;
/** Calls whose end is on hold are followed by id at once, while they are few: their time of first sight shortens the wait. */
const roomForHeld = 40;

type Open = Extract<Judgement, { ended: false }>;

/** Whether an open call is followed by its id (true) or by reading its time range again (false). */
export function followById(judgement: Open, ageMs: number, pendingCount: number): boolean {
  if (ageMs > longOpenMs) return true;
  if (ageMs > recentMs) return pendingCount < roomForOpen;
  return judgement.why !== 'in_progress' && pendingCount < roomForHeld;
}

/** When to read an open call again by id. */
export function nextReadMs(judgement: Open, call: Pick<PendingCall, 'stampMs' | 'reads'>, maxCallMs: number, nowMs: number): number {
  switch (judgement.why) {
    case 'needs_confirmation':
      return nowMs;
    case 'failed_may_change':
      return judgement.waitUntilMs ?? nowMs;
    case 'end_unconfirmed':
    case 'in_progress':
    case 'not_placed':
      return backOff(judgement, call, maxCallMs, nowMs);
    default:
      return judgement.why satisfies never;
  }
}

function backOff(judgement: Open, call: Pick<PendingCall, 'stampMs' | 'reads'>, maxCallMs: number, nowMs: number): number {
  const waitUntil = judgement.waitUntilMs ?? Number.POSITIVE_INFINITY;
  const endDue = judgement.why === 'end_unconfirmed' ? waitUntil : call.stampMs + maxCallMs;
  const slow = Math.min(nowMs + Math.min(slowestRereadMs, recentMs * 2 ** Math.min(call.reads, 10)), Math.max(nowMs, waitUntil) + 1000);
  if (endDue <= nowMs) return slow;
  return Math.min(slow, Math.max(nowMs + shortestRereadMs, Math.min(endDue + 1000, nowMs + longestRereadMs)));
}

/** One call as a short text: times in seconds, base 36, relative to the first; the id last, because its form is the server's. */
export function pendingToText(queueId: string, call: PendingCall): string {
  const stamp = Math.floor(call.stampMs / 1000);
  const since = (ms: number): string => Math.max(0, Math.ceil(ms / 1000) - stamp).toString(36);
  return [stamp.toString(36), since(call.firstSeenMs), since(call.nextReadMs), call.reads.toString(36), call.detailFailures, queueId].join('|');
}

/** The reverse. Throws a `RangeError` for text of another form. */
export function pendingFromText(text: string): readonly [string, PendingCall] {
  const [stamp = '', firstSeen = '', nextRead = '', reads = '', detailFailures = '', ...id] = text.split('|');
  const numbers = [stamp, firstSeen, nextRead, reads, detailFailures].map((part) => Number.parseInt(part, 36));
  const [stampS = NaN, firstSeenS = NaN, nextReadS = NaN, readCount = NaN, failures = NaN] = numbers;
  if (id.length === 0 || numbers.some((number) => !Number.isFinite(number))) throw new RangeError('not a pending call');
  const call: PendingCall = {
    stampMs: stampS * 1000,
    firstSeenMs: (stampS + firstSeenS) * 1000,
    nextReadMs: (stampS + nextReadS) * 1000,
    reads: readCount,
    detailFailures: failures,
  };
  return [id.join('|'), call];
}
