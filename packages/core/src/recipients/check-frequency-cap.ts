import type { CallEntry } from '../domain/call.ts';
import type { CallReads } from '../api/registry.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { IqraError, isIqraError } from '../errors/iqra-error.ts';
import { nameOfPeriod, type FrequencyCap } from './frequency-cap.ts';

export type CapReads = Pick<CallReads, 'countCalls' | 'listCalls'>;

/**
 * What may have rung. The server marks a call as failed also where its provider accepted it after the server had stopped waiting;
 * expired and canceled calls were never handed to a provider.
 */
const mayHaveRung = ['placed', 'failed'] as const;

/**
 * The reason not to call this number now, or `null`. Never throws: a look-up that fails is a reason, because whether the person was
 * called too often is then not known. Usually one request: a number with fewer calls than the cap, ever, needs no closer look.
 *
 * Counted is each call that may have rung in the period or may still ring: asked for in the period and queued, in processing, placed
 * or failed; asked for earlier (scheduled) and placed or failed in the period. Calls that expired or were canceled rang nobody. "Now"
 * is the server's time.
 */
export async function refuseIfCapReached(reads: CapReads, cap: FrequencyCap, e164: string): Promise<IqraError | null> {
  try {
    const ever = await reads.countCalls({ recipientNumbers: [e164] });
    if (ever.value < cap.maxCalls) return null;
    const nowMs = ever.serverTimeMs;
    const counted = await countCallsInPeriod(reads, cap, e164, nowMs);
    if (counted < cap.maxCalls) return null;
    return refuseByCap(cap, e164, counted, nowMs, await findNextAllowedMs(reads, cap, e164, counted, nowMs));
  } catch (error) {
    return refuseUnchecked(error);
  }
}

async function countCallsInPeriod(reads: CapReads, cap: FrequencyCap, e164: string, nowMs: number): Promise<number> {
  const from = nowMs - cap.periodMs;
  const recipientNumbers = [e164];
  const askedFor = await reads.countCalls({ recipientNumbers, progress: ['queued', 'processing', ...mayHaveRung], createdFrom: iso(from) });
  const rungLater = await reads.countCalls({ recipientNumbers, progress: mayHaveRung, createdTo: iso(from - 1), settledFrom: iso(from) });
  return askedFor.value + rungLater.value;
}

/** When so many calls have left the period that one more is allowed; `null` when that cannot be said, for example while one is waiting. */
async function findNextAllowedMs(reads: CapReads, cap: FrequencyCap, e164: string, counted: number, nowMs: number): Promise<number | null> {
  const settledFrom = iso(nowMs - cap.periodMs);
  const filter = { recipientNumbers: [e164], progress: mayHaveRung, settledFrom } as const;
  const page = await reads.listCalls({ filter, limit: maxPageSize }).catch(() => null);
  const placedMs = (page?.value.items ?? []).map(placedAtMs).toSorted((a, b) => a - b);
  const lastToLeave = page?.value.nextCursor === null ? placedMs[counted - cap.maxCalls] : undefined;
  return lastToLeave === undefined || Number.isNaN(lastToLeave) ? null : lastToLeave + cap.periodMs;
}

function placedAtMs(entry: CallEntry): number {
  return Date.parse(entry.settledAt ?? entry.queuedAt);
}

function refuseByCap(cap: FrequencyCap, e164: string, counted: number, nowMs: number, nextAllowedMs: number | null): IqraError {
  const times = counted === 1 ? 'once' : `${counted} times`;
  return new IqraError({
    kind: 'refused_by_rule',
    code: 'FREQUENCY_CAP',
    message: `This number was called, or is waiting to be called, ${times} in the last ${nameOfPeriod(cap.periodMs)}; Maximum Calls per Number is ${cap.maxCalls}.`,
    nextStep:
      nextAllowedMs === null
        ? 'Nothing was called. Run the step again later, or allow more calls.'
        : `Nothing was called. The next call to this number is allowed from ${iso(nextAllowedMs)} on.`,
    placement: 'not_placed',
    field: 'maxCallsPerPeriod',
    details: {
      rule: 'maxCallsPerPeriod',
      maxCalls: cap.maxCalls,
      periodHours: cap.periodMs / 3_600_000,
      counted,
      recipientNumber: e164,
      nextAllowedAt: nextAllowedMs === null ? null : iso(nextAllowedMs),
    },
    ...(nextAllowedMs === null ? {} : { retryAfterMs: Math.max(nextAllowedMs - nowMs, 0) }),
  });
}

function refuseUnchecked(cause: unknown): IqraError {
  const known = isIqraError(cause) ? cause : null;
  const advice = known?.nextStep ?? 'Run the step again in a minute.';
  return new IqraError({
    kind: known?.kind ?? 'server',
    code: 'FREQUENCY_CAP_NOT_CHECKED',
    message: `It could not be checked how often this number was called, so nothing was called. ${known?.message ?? 'The look-up failed.'}`,
    nextStep: `${advice} Without Maximum Calls per Number no such check is made.`,
    placement: 'not_placed',
    field: 'maxCallsPerPeriod',
    details: { rule: 'maxCallsPerPeriod', ...(known === null ? {} : { cause: known.code }) },
    ...(known?.serverCode === undefined ? {} : { serverCode: known.serverCode }),
    ...(known?.httpStatus === undefined ? {} : { httpStatus: known.httpStatus }),
    ...(known?.retryAfterMs === undefined ? {} : { retryAfterMs: known.retryAfterMs }),
    cause,
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
