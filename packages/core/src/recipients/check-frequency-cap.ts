import type { CallFilter } from '../domain/call-filter.ts';
import type { CallEntry } from '../domain/call.ts';
import type { CallReads } from '../api/registry.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import { describeDistantMoment } from '../hours/describe-moment.ts';
import { walkPages } from '../reading/walk-pages.ts';
import { nameOfPeriod, type FrequencyCap } from './frequency-cap.ts';
import { recipientErrors, withoutTheCap } from './recipient-errors.ts';

export type CapReads = Pick<CallReads, 'countCalls' | 'listCalls'>;

/**
 * What may have rung. The server marks a call as failed also where its provider accepted it after the server had stopped waiting;
 * expired and canceled calls were never handed to a provider (docs/decisions/0043-failed-counts-as-a-call.md).
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
  const placedMs = (await readWholePage(reads, filter, e164)).map(placedAtMs).toSorted((a, b) => a - b);
  const lastToLeave = placedMs[counted - cap.maxCalls];
  return lastToLeave === undefined || Number.isNaN(lastToLeave) ? null : lastToLeave + cap.periodMs;
}

/** The calls that the filter means, where one page shows all of them and nothing speaks against it; else none. */
async function readWholePage(reads: CapReads, filter: CallFilter, e164: string): Promise<readonly CallEntry[]> {
  const marks = { idOf: ({ queueId }: CallEntry) => queueId, belongs: ({ recipientNumber }: CallEntry) => recipientNumber === e164 };
  const walk = walkPages({ list: (query) => reads.listCalls(query), filter, ...marks });
  const first = await walk.next().catch(() => null);
  return first !== null && first.done !== true && first.value.complete ? first.value.read.value.items : [];
}

function placedAtMs(entry: CallEntry): number {
  return Date.parse(entry.settledAt ?? entry.queuedAt);
}

function refuseByCap(cap: FrequencyCap, e164: string, counted: number, nowMs: number, nextAllowedMs: number | null): IqraError {
  const values = { times: counted === 1 ? 'once' : `${counted} times`, period: nameOfPeriod(cap.periodMs), most: cap.maxCalls };
  const nextAllowed = nextAllowedMs === null ? null : iso(nextAllowedMs);
  const details = { rule: 'maxCallsPerPeriod', maxCalls: cap.maxCalls, periodHours: cap.periodMs / 3_600_000, counted, recipientNumber: e164, nextAllowed };
  if (nextAllowedMs === null) return recipientErrors.error('FREQUENCY_CAP_FOR_NOW', values, { details });
  const facts = { details, retryAfterMs: Math.max(nextAllowedMs - nowMs, 0) };
  return recipientErrors.error('FREQUENCY_CAP', { ...values, nextAllowed: describeDistantMoment(wholeMinuteFrom(nextAllowedMs)) }, facts);
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
