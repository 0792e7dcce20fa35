import type { WaitedCall } from './read-waited-call.ts';

/** A call that was waited for, as far as it matters for what comes next. */
export interface WaitingCall {
  readonly ended: boolean;
  /** It carries the address of the run that waits, so that its end can wake it. */
  readonly wakes: boolean;
  /** Its end needs no wake-up any more: its outcome is known as soon as what was said can be read. */
  readonly wordsLate: boolean;
}

export interface WaitingFacts {
  readonly calls: readonly WaitingCall[];
  /** By the host's clock, ms since 1970 UTC. */
  readonly nowMs: number;
  /** When the run goes on in any case. */
  readonly limitMs: number;
  /** Whether the run can be put to sleep and woken. */
  readonly canSleep: boolean;
}

/** Why a run goes on although a call is not known to have ended; the first reason that holds. */
export type GoOnReason = 'limit_over' | 'only_in_step' | 'wakes_another_run';

export type WaitingDecision =
  | { readonly kind: 'go_on'; readonly reason: GoOnReason | null }
  | { readonly kind: 'keep_waiting'; readonly untilMs: number };

/**
 * What a run that waits for calls does next. It goes on once the outcome is known of every call that could still wake it, or whose words
 * alone are late: nobody would wake it for the others.
 */
export function decideWaiting({ calls, nowMs, limitMs, canSleep }: WaitingFacts): WaitingDecision {
  const open = calls.filter(({ ended }) => !ended);
  if (open.length === 0) return { kind: 'go_on', reason: null };
  if (nowMs >= limitMs) return { kind: 'go_on', reason: 'limit_over' };
  if (!canSleep) return { kind: 'go_on', reason: 'only_in_step' };
  if (!open.some(({ wakes, wordsLate }) => wakes || wordsLate)) return { kind: 'go_on', reason: 'wakes_another_run' };
  return { kind: 'keep_waiting', untilMs: limitMs };
}

export interface WokenCall extends Pick<WaitingCall, 'wakes'> {
  readonly reading: WaitedCall;
  /** The last reading before had found that only its words were late. */
  readonly wordsWereLate: boolean;
}

export interface WokenFacts {
  /** The calls that were open when the run fell asleep, read just now. */
  readonly calls: readonly WokenCall[];
  /** By the host's clock, ms since 1970 UTC. */
  readonly nowMs: number;
  /** When the run goes on in any case: from then on that is its host's part. */
  readonly limitMs: number;
  /** When somebody woke it first of late. */
  readonly wokenAtMs: number;
}

export type WokenDecision =
  | { readonly kind: 'resume' }
  /** `lookAgainInMs`: worth another look by then without being woken; `null` = the next wake-up will do. */
  | { readonly kind: 'sleep_on'; readonly lookAgainInMs: number | null };

/** When calls are looked at again after a wake-up, in ms after it: whoever wakes may be a moment ahead of what can be read. */
const looksAfterMs = [5_000, 15_000, 30_000];
/** The quick looks after a wake-up are over by then, in ms after it. */
export const quickLooksMs = Math.max(...looksAfterMs);
/** What settles by the clock, whose words are late or that cannot be read is looked at until so long after the wake-up. */
const longestLookMs = 150_000;
const slowLookEveryMs = 20_000;
/** From then on, while only what was said can tell the outcome: nobody wakes the run for that. */
const lateLookEveryMs = 60_000;

/**
 * What a sleeping run does that was woken. Only what was read counts, not who woke it: a wake-up that is early, forged or repeated
 * leaves it asleep, and one that was lost is made good by the next one.
 */
export function decideWhenWoken({ calls, nowMs, limitMs, wokenAtMs }: WokenFacts): WokenDecision {
  if (nowMs >= limitMs) return { kind: 'sleep_on', lookAgainInMs: null };
  const states = calls.map((call) => {
    const wordsLate = isUndecided(call);
    return { ended: call.reading.kind === 'ended' && !wordsLate, wakes: call.wakes, wordsLate };
  });
  const decision = decideWaiting({ calls: states, nowMs, limitMs, canSleep: true });
  const wordsLate = calls.some(({ reading }) => reading.kind === 'ended' && reading.wordsLate);
  const elapsedMs = nowMs - wokenAtMs;
  if (decision.kind === 'go_on' && (!wordsLate || elapsedMs >= longestLookMs)) return { kind: 'resume' };
  const lateLookInMs = states.some((state) => state.wordsLate) ? lateLookEveryMs : null;
  return { kind: 'sleep_on', lookAgainInMs: nextLookMs(calls.map(({ reading }) => reading), elapsedMs) ?? lateLookInMs };
}

/** When to look again at calls that were read so long after a wake-up; `null` = the next wake-up will do. */
export function nextLookMs(readings: readonly WaitedCall[], elapsedMs: number): number | null {
  const soon = looksAfterMs.find((ms) => ms > elapsedMs);
  if (soon !== undefined) return soon - elapsedMs;
  return elapsedMs < longestLookMs && readings.some(mayBeSettling) ? slowLookEveryMs : null;
}

/** Whether only its words can tell the outcome of a call. A server that fails to show them takes nothing back. */
function isUndecided({ reading, wordsWereLate }: WokenCall): boolean {
  switch (reading.kind) {
    case 'open':
      return reading.wordsLate;
    case 'ended':
      return reading.wordsLate && wordsWereLate;
    case 'unread':
      return wordsWereLate;
    default:
      return reading satisfies never;
  }
}

function mayBeSettling(reading: WaitedCall): boolean {
  switch (reading.kind) {
    case 'ended':
      return reading.wordsLate;
    case 'open':
      return reading.wordsLate || reading.standing === 'ending' || (reading.confirmedByMs !== null && reading.confirmedByMs - reading.readAtMs <= longestLookMs);
    case 'unread':
      return true;
    default:
      return reading satisfies never;
  }
}
