import type { CallReads } from '../api/registry.ts';
import type { CallEntry, CallFilter } from '../domain/call.ts';
import { mayHaveRung, stillWaiting } from '../domain/server-facts.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import { describeDistantMoment } from '../hours/local-time.ts';
import { gatherPages } from '../reading/walk-pages.ts';
import { planSend, scheduledLeadMs } from '../sending/fence.ts';
import type { PlannedCall } from '../sending/planned-call.ts';
import { recipientErrors, withoutTheCap } from './recipient-errors.ts';

/** At most so many calls to one number in any period of this length. */
export interface FrequencyCap {
  readonly maxCalls: number;
  readonly periodMs: number;
}

export type CapReads = Pick<CallReads, 'countCalls' | 'listCalls'>;

/** A call that is about to be placed: whom it rings, and when. */
type CallToCount = Pick<PlannedCall, 'recipientNumber' | 'startMs' | 'latestStartLimitMs' | 'keepTryingMs'>;

/**
 * The reason not to place this call, or `null`. Never throws: a look-up that fails is a reason, because whether the person was
 * called too often is then not known. Usually one request: a number with fewer calls than the cap, ever, needs no closer look.
 *
 * Counted is each call that may have rung in the period before this one rings, or may ring in it or in the period after: asked for in
 * the period and queued, in processing, placed or failed; asked for earlier and placed or failed in the period, or still waiting for
 * its time. Calls that expired or were canceled rang nobody. "Now" is the server's time. `unseen` = calls to this number which may be
 * on their way to the queue, where no count shows them.
 */
export async function refuseIfCapReached(reads: CapReads, cap: FrequencyCap, call: CallToCount, unseen = 0): Promise<IqraError | null> {
  try {
    const ever = await reads.countCalls({ recipientNumbers: [call.recipientNumber] });
    if (ever.value + unseen < cap.maxCalls) return null;
    const span = spanAround(call, cap, ever.serverTimeMs);
    const counted = unseen + (await countCallsWithin(reads, call.recipientNumber, span));
    if (counted < cap.maxCalls) return null;
    return refuseByCap(cap, call.recipientNumber, span, counted, await findNextAllowedMs(reads, cap, call.recipientNumber, span, counted));
  } catch (error) {
    return refuseUnchecked(error);
  }
}

/** From a period before the call may ring to a period after, in ms since 1970 UTC. */
interface Span {
  readonly nowMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly isPlanned: boolean;
}

/** A call whose window has closed is refused by whoever sends it. */
function spanAround(call: CallToCount, { periodMs }: FrequencyCap, nowMs: number): Span {
  const window = planSend(call, { byAnswersMs: nowMs, earliestMs: nowMs, latestMs: nowMs });
  const isPlanned = window?.scheduled === true;
  const ringsFromMs = isPlanned ? Math.max(window.startMs - scheduledLeadMs, nowMs) : nowMs;
  return { nowMs, fromMs: ringsFromMs - periodMs, toMs: (window?.latestStartMs ?? nowMs) + periodMs, isPlanned };
}

/** Those that wait are counted first: one that rings meanwhile is then counted twice, and never missed. */
async function countCallsWithin(reads: CapReads, e164: string, { fromMs, toMs }: Span): Promise<number> {
  const recipientNumbers = [e164];
  const before = iso(fromMs - 1);
  const waiting = await reads.countCalls({ recipientNumbers, progress: stillWaiting, createdTo: before, scheduledTo: iso(toMs) });
  const askedFor = await reads.countCalls({ recipientNumbers, progress: [...stillWaiting, ...mayHaveRung], createdFrom: iso(fromMs) });
  const rungLater = await reads.countCalls({ recipientNumbers, progress: mayHaveRung, createdTo: before, leftQueueFrom: iso(fromMs) });
  return waiting.value + askedFor.value + rungLater.value;
}

/** When so many calls have left the period that one more is allowed; `null` when that cannot be said, for example while one is waiting. */
async function findNextAllowedMs(reads: CapReads, cap: FrequencyCap, e164: string, { fromMs }: Span, counted: number): Promise<number | null> {
  const leftQueueFrom = iso(fromMs);
  const filter = { recipientNumbers: [e164], progress: mayHaveRung, leftQueueFrom } as const;
  const placedMs = (await readWholePage(reads, filter, e164)).map(placedAtMs).toSorted((a, b) => a - b);
  const lastToLeave = placedMs[counted - cap.maxCalls];
  return lastToLeave === undefined || Number.isNaN(lastToLeave) ? null : lastToLeave + cap.periodMs;
}

/** The calls that the filter means, where one page shows all of them and nothing speaks against it; else none. */
async function readWholePage(reads: CapReads, filter: CallFilter, e164: string): Promise<readonly CallEntry[]> {
  const marks = { idOf: ({ queueId }: CallEntry) => queueId, belongs: ({ recipientNumber }: CallEntry) => recipientNumber === e164 };
  const shown = await gatherPages({ list: (query) => reads.listCalls(query), filter, ...marks, mostPages: 1 }).catch(() => null);
  return shown?.complete === true ? shown.items : [];
}

function placedAtMs(entry: CallEntry): number {
  return Date.parse(entry.leftQueueAt ?? entry.queuedAt);
}

function refuseByCap(cap: FrequencyCap, e164: string, { nowMs, isPlanned }: Span, counted: number, nextAllowedMs: number | null): IqraError {
  const period = nameOfPeriod(cap.periodMs);
  const when = isPlanned ? `within ${period === 'hour' ? 'an hour' : period} of the planned time` : `in the last ${period}`;
  const values = { times: counted === 1 ? 'once' : `${counted} times`, when, most: cap.maxCalls };
  const nextAllowed = nextAllowedMs === null ? null : iso(nextAllowedMs);
  const details = { rule: 'maxCallsPerPeriod', maxCalls: cap.maxCalls, periodHours: cap.periodMs / 3_600_000, counted, recipientNumber: e164, nextAllowed };
  if (nextAllowedMs === null) return recipientErrors.error('FREQUENCY_CAP_FOR_NOW', values, { details });
  const facts = { details, retryAfterMs: Math.max(nextAllowedMs - nowMs, 0) };
  return recipientErrors.error('FREQUENCY_CAP', { ...values, nextAllowed: describeDistantMoment(wholeMinuteFrom(nextAllowedMs)) }, facts);
}

/** `hour`, `36 hours`, `7 days`. */
function nameOfPeriod(periodMs: number): string {
  const hours = Math.round(periodMs / 3_600_000);
  const days = hours / 24;
  if (days > 1 && Number.isInteger(days)) return `${days} days`;
  return hours === 1 ? 'hour' : `${hours} hours`;
}

/** The advice of what failed comes first. */
function refuseUnchecked(cause: unknown): IqraError {
  const known = isIqraError(cause) ? cause : null;
  return recipientErrors.error('FREQUENCY_CAP_NOT_CHECKED', { reason: known?.message ?? 'The look-up failed.' }, {
    ...(known === null ? {} : { kind: known.kind, nextStep: `${known.nextStep} ${withoutTheCap}` }),
    details: { rule: 'maxCallsPerPeriod', ...(known === null ? {} : { cause: known.code }) },
    cause,
  });
}

/** The minute that a person is told begins when the call is allowed, or after. */
function wholeMinuteFrom(ms: number): number {
  return Math.ceil(ms / 60_000) * 60_000;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** A call as `DoubtfulCalls` tells it from others: however often its event was run, one call at most comes of it. */
type NamedCall = Pick<PlannedCall, 'recipientNumber' | 'callKey'>;

/**
 * The calls of this process of which nobody knows whether they reached the queue. While a request may be under way no count shows its
 * call; after that a count does, or it was never placed. Times in ms by the host's clock.
 */
export interface DoubtfulCalls {
  note(call: NamedCall, nowMs: number, untilMs: number): void;
  /** How many to this number. `mayBeItself`: nobody has looked whether this event has its call, so that an earlier run of it counts too. */
  countOf(call: NamedCall, nowMs: number, mayBeItself: boolean): number;
}

export function createDoubtfulCalls(): DoubtfulCalls {
  let calls: readonly (NamedCall & { readonly untilMs: number })[] = [];
  return {
    note: ({ recipientNumber, callKey }, nowMs, untilMs) => {
      const before = calls.find((call) => call.callKey === callKey)?.untilMs ?? 0;
      const others = calls.filter((call) => call.untilMs > nowMs && call.callKey !== callKey);
      calls = [...others, { recipientNumber, callKey, untilMs: Math.max(before, untilMs) }];
    },
    countOf: ({ recipientNumber, callKey }, nowMs, mayBeItself) =>
      calls.filter((call) => call.recipientNumber === recipientNumber && call.untilMs > nowMs && (mayBeItself || call.callKey !== callKey)).length,
  };
}
