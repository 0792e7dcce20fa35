import type { CallEntry } from '../domain/call.ts';
import { isAmount, isJsonObject } from '../domain/json-value.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { readCallTags } from '../sending/call-metadata.ts';
import type { EndedCall, Judgement, TrackedEntry } from './judge-call.ts';
import {
  clockSkewMs,
  endGraceMs,
  longOpenMs,
  longestRereadMs,
  recentMs,
  shortestRereadMs,
  slowestRereadMs,
  stalledCheckMs,
  stalledOthersMs,
  stalledOwnMs,
  stalledToldMs,
} from './time-limits.ts';

/** A call that was listed, has not been reported yet, and is followed by its id. Times in ms since 1970 UTC, server time. */
export interface PendingCall {
  /** The time by which the call is listed. */
  readonly stampMs: number;
  /** When it was first seen in its present state. */
  readonly firstSeenMs: number;
  readonly nextReadMs: number;
  /** Since when its words could not be read although it had ended; `null` = they were not needed yet. */
  readonly wordsLateSinceMs: number | null;
  /** It had failed before the first activation: of interest only if it turns out to have been placed after all. */
  readonly failedBefore: boolean;
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

/** Whether it is time to read a call again. A time further off than any wait was written under a wrong clock. */
export function isDue(call: PendingCall, nowMs: number): boolean {
  const longestWaitMs = Math.max(longestRereadMs, Math.min(slowestRereadMs, nowMs - call.stampMs)) + clockSkewMs;
  return call.nextReadMs <= nowMs || call.nextReadMs > nowMs + longestWaitMs;
}

/** When to read an open call again by id. */
export function nextReadMs(judgement: Open, stampMs: number, maxCallMs: number, nowMs: number): number {
  switch (judgement.why) {
    case 'needs_confirmation':
      return nowMs;
    case 'failed_may_change':
      return judgement.waitUntilMs ?? nowMs;
    case 'end_unconfirmed':
      return nowMs + within(shortestRereadMs, (judgement.waitUntilMs ?? nowMs) - nowMs + 1000, longestRereadMs);
    case 'in_progress':
    case 'not_placed':
      return Math.min(nowMs + pace(stampMs + maxCallMs + endGraceMs + clockSkewMs, nowMs), giveUpRead(judgement, nowMs));
    default:
      return judgement.why satisfies never;
  }
}

/** Steady while the conversation may be running; ever slower once the server has failed to tell its end. */
function pace(endDueMs: number, nowMs: number): number {
  return nowMs < endDueMs
    ? within(shortestRereadMs, endDueMs - nowMs, longestRereadMs)
    : within(longestRereadMs, nowMs - endDueMs, slowestRereadMs);
}

function giveUpRead(judgement: Open, nowMs: number): number {
  return Math.max(nowMs, judgement.waitUntilMs ?? Number.POSITIVE_INFINITY) + 1000;
}

function within(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** One call as a short text: times in seconds, base 36, relative to the first; the id last, because its form is the server's. */
export function pendingToText(queueId: string, call: PendingCall): string {
  const stamp = Math.floor(call.stampMs / 1000);
  const since = (ms: number): string => Math.max(0, Math.ceil(ms / 1000) - stamp).toString(36);
  return [stamp.toString(36), since(call.firstSeenMs), since(call.nextReadMs), call.wordsLateSinceMs === null ? '' : since(call.wordsLateSinceMs), call.failedBefore ? 1 : 0, queueId].join('|');
}

/** The reverse. Throws a `RangeError` for text of another form. */
export function pendingFromText(text: string): readonly [string, PendingCall] {
  const [stamp = '', firstSeen = '', nextRead = '', wordsLate = '', failedBefore = '', ...id] = text.split('|');
  const numbers = [stamp, firstSeen, nextRead, wordsLate || '0'].map((part) => Number.parseInt(part, 36));
  const [stampS = NaN, firstSeenS = NaN, nextReadS = NaN, wordsLateS = NaN] = numbers;
  if (id.length === 0 || numbers.some((number) => !Number.isFinite(number))) throw new RangeError('not a pending call');
  const call: PendingCall = {
    stampMs: stampS * 1000,
    firstSeenMs: (stampS + firstSeenS) * 1000,
    nextReadMs: (stampS + nextReadS) * 1000,
    wordsLateSinceMs: wordsLate === '' ? null : (stampS + wordsLateS) * 1000,
    failedBefore: failedBefore === '1',
  };
  return [id.join('|'), call];
}

/** Calls that the server has been about to dial, each since when without a break; and those that were told as stalled. */
export interface StalledState {
  readonly checkedAt: number;
  readonly since: Readonly<Record<string, number>>;
  readonly told: Readonly<Record<string, number>>;
}

export const nothingStalled: StalledState = { checkedAt: 0, since: {}, told: {} };

const mostKept = 300;
/** The pages that hold so many. */
export const mostStalledPages = Math.ceil(mostKept / maxPageSize);

/** What one look at the calls at "processing" came to. */
export interface StalledLook<E extends TrackedEntry> {
  readonly state: StalledState;
  /** Calls that are told as stalled now. */
  readonly calls: readonly EndedCall<E>[];
}

/** Whether it is time to ask for them. A clock that was set back makes it so too. */
export function isStalledLookDue({ checkedAt }: StalledState, nowMs: number): boolean {
  return Math.abs(nowMs - checkedAt) >= stalledCheckMs;
}

/**
 * A server that stops at the wrong moment leaves a call at "processing" for ever: it has no time by which it would be listed as ended.
 * Such a call is told once: an own one when it was seen so for 15 minutes after its latest start, any other after 3 hours. Being put
 * back into the queue, as a busy server does, starts the count again.
 */
export function judgeStalled(before: StalledState, listed: readonly CallEntry[], nowMs: number, firstPoll: boolean): StalledLook<CallEntry> {
  const told = Object.entries(before.told).filter(([, atMs]) => nowMs - atMs < stalledToldMs);
  const open = listed.filter(({ queueId, progress }) => progress === 'processing' && before.told[queueId] === undefined);
  const since = open.map((entry) => [entry.queueId, before.since[entry.queueId] ?? nowMs] as const);
  const due = open.filter((entry) => isStalled(entry, before.since[entry.queueId] ?? nowMs, nowMs));
  const past = firstPoll ? open.filter((entry) => nowMs - plannedMs(entry) > stalledOthersMs) : [];
  const done = [...due, ...past].map(({ queueId }) => [queueId, nowMs] as const);
  const gone = new Set(done.map(([queueId]) => queueId));
  return {
    state: {
      checkedAt: nowMs,
      since: Object.fromEntries(since.filter(([queueId]) => !gone.has(queueId)).slice(0, mostKept)),
      told: Object.fromEntries([...told, ...done].slice(-mostKept)),
    },
    calls: due.filter((entry) => !past.includes(entry)).map((entry) => ({ entry, stampMs: nowMs, judgement: { ended: true, outcome: 'unknown', endReason: null, basis: 'stalled' } })),
  };
}

function isStalled(entry: CallEntry, sinceMs: number, nowMs: number): boolean {
  const until = latestStartMs(entry);
  return Number.isFinite(until) ? nowMs - Math.max(sinceMs, until) >= stalledOwnMs : nowMs - sinceMs >= stalledOthersMs;
}

function latestStartMs(entry: CallEntry): number {
  return Date.parse(readCallTags(entry.metadata).latestStart ?? '');
}

function plannedMs(entry: CallEntry): number {
  const until = latestStartMs(entry);
  return Number.isFinite(until) ? until : Date.parse(entry.queuedAt);
}

export function isStalledState(value: unknown): value is StalledState {
  return isJsonObject(value) && isAmount(value['checkedAt']) && isTimes(value['since']) && isTimes(value['told']);
}

function isTimes(value: unknown): boolean {
  return isJsonObject(value) && Object.values(value).every(isAmount);
}
