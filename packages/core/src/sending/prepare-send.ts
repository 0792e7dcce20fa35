import type { CallEntry } from '../domain/call.ts';
import { mayRing } from '../domain/server-facts.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { fenceMarginMs, longestRequestLifeMs } from './fence.ts';
import { asDeduplicated, type RecentKey } from './held-keys.ts';
import { lookBefore, openForMs } from './look-before.ts';
import type { LookUpVerdict } from './look-up.ts';
import { deduplicatedCall } from './placed-call.ts';
import type { PlacedCall, PlannedCall } from './planned-call.ts';
import { keyStoreUnavailable, lookUpFailed, noTimeLeft, placementUnknown, sendingErrors } from './sending-errors.ts';
import { holdMs, isFenced, latestStartReading, leaseSlackMs, leastLookUpMs, lookUp, type SendingRun } from './sending-run.ts';
import type { LatestStartReading } from './server-knowledge.ts';
import { lookAfterMs } from './settle-ambiguity.ts';

/** A call that is planned for next week does not keep its event open for so long. */
const longestOpenMs = 30 * 60_000;

/**
 * What this process knows of the event from a moment ago, when the server's list may not show it yet: its call, or `null` when
 * nothing is known. Throws while an earlier send is still open and no look-up finds it.
 */
export async function recallKey(run: SendingRun): Promise<PlacedCall | null> {
  const { call, deps, options, recent } = run;
  const known = options.checkBeforeSending ? recent.recall(call.callKey, deps.clock.now()) : undefined;
  if (known === undefined) return null;
  return known.kind === 'placed' ? await recallPlaced(run, known.call) : await recallUnknown(run, known);
}

/** A call that was canceled or expired meanwhile never rang, so the event has none; whatever cannot be read leaves it placed. */
async function recallPlaced(run: SendingRun, placed: PlacedCall): Promise<PlacedCall | null> {
  const entry = await run.deadline.within(readEntry(run, placed.queueId), () => null);
  if (entry === null) return asDeduplicated(placed);
  if (mayRing(entry)) return deduplicatedCall(run.call, entry, run.time.now());
  run.recent.forget(run.call.callKey);
  return null;
}

async function readEntry(run: SendingRun, queueId: string): Promise<CallEntry | null> {
  if (run.deadline.leftMs() < leastLookUpMs) return null;
  try {
    const { value, serverTimeMs } = await run.deps.reads.getCall(queueId);
    run.time.observe(serverTimeMs);
    return value;
  } catch {
    // Its list lags, or its database failed; the call was placed all the same.
    return null;
  }
}

async function recallUnknown(run: SendingRun, known: Extract<RecentKey, { kind: 'unknown' }>): Promise<PlacedCall> {
  const seen = await lookUp(run);
  if (seen.kind === 'alive') return deduplicatedCall(run.call, seen.entry, run.time.now());
  throw placementUnknown({
    call: run.call,
    sentAtMs: known.sentAtMs,
    safeAfterMs: known.safeAfterMs,
    reason: 'sent_by_an_earlier_run',
    cause: seen.kind === 'failed' ? seen.error : undefined,
  });
}

/** A look-up that so often grew too old before its send could leave will do so again. */
const mostRounds = 10;
const noRoom = 'So many runs share Requests per Minute that no call could be sent right after its look-up.';

/**
 * Everything that comes before the first send: room for the request, the event's keys, the look-up, the rules. Returns the event's
 * earlier call if it has one; `null` when the first send may leave now. Throws when it may not.
 */
export async function prepareSend(run: SendingRun): Promise<CallEntry | null> {
  const { deadline, deps, lead, lease, options } = run;
  for (let round = 1; ; round += 1) {
    // First, because waiting for room can take a minute, and a hold or a look-up of a minute ago proves little.
    await lead.join(run);
    const earlier = (await takeKeys(run)) ?? (options.checkBeforeSending ? await lookBefore(run, () => lookWithOthers(run)) : null);
    if (earlier !== null) return earlier;
    const lookedAtMs = options.checkBeforeSending ? deps.clock.now() : null;
    if (round === 1) await raiseObjection(run);
    if (await deadline.within(lead.depart(lookedAtMs), () => true)) return null;
    await lease.release();
    if (round >= mostRounds) throw lookUpFailed(noRoom, undefined);
  }
}

async function lookWithOthers(run: SendingRun): Promise<LookUpVerdict> {
  const shared = await run.lead.lookUp(run);
  if (shared === null) return await lookUp(run);
  if (shared.kind !== 'failed') run.seen = shared.count;
  return shared;
}

/** The rules of time need a latest start that the server enforces. @throws IqraError where it is known to read none. */
export function refuseWithoutFence({ latestStartLimitMs }: PlannedCall, reading: LatestStartReading): void {
  if (latestStartLimitMs !== null && reading === 'ignored') throw sendingErrors.error('LATEST_START_NOT_ENFORCED', {});
}

async function raiseObjection(run: SendingRun): Promise<void> {
  refuseWithoutFence(run.call, latestStartReading(run));
  const objection = await run.deps.objection?.();
  if (objection) throw objection;
}

const laterLookPauseMs = 10_000;

/**
 * Takes the event's keys for this run (`null`), or returns the call that the other holder has placed meanwhile. Throws when the
 * store cannot tell or the host leaves no time (nothing was sent), or when the other holder's call does not show in time.
 */
async function takeKeys(run: SendingRun): Promise<CallEntry | null> {
  const ttlMs = holdMs(run.call) + leaseSlackMs;
  const looks = lookTimes(run.deps.keyStore?.firstHold?.mostMs);
  for (const [index, afterMs] of looks.entries()) {
    const pauseMs = afterMs - (looks[index - 1] ?? 0);
    if (pauseMs + leastLookUpMs > run.deadline.leftMs()) {
      // Nobody was asked yet, so nobody can hold the keys.
      if (index === 0) throw noTimeLeft();
      break;
    }
    if (pauseMs > 0) await run.deps.clock.sleep(pauseMs);
    const answer = await run.lease.acquire(ttlMs);
    if (answer === 'acquired') return null;
    if (answer === 'unavailable') throw keyStoreUnavailable(ttlMs);
    const seen = await lookUp(run);
    if (seen.kind === 'alive') return seen.entry;
  }
  const nowMs = run.time.now();
  throw placementUnknown({
    call: run.call,
    sentAtMs: nowMs,
    safeAfterMs: isFenced(run) ? nowMs + ttlMs : null,
    reason: 'held_by_another_run',
  });
}

/** Where every hold ends soon by itself, a run waits for that: the holder may have died, and the event would be lost with it. */
function lookTimes(longestHoldMs: number | undefined): readonly number[] {
  if (longestHoldMs === undefined) return lookAfterMs;
  const last = lookAfterMs.at(-1) ?? 0;
  const more = Math.ceil(Math.max(longestHoldMs - last, 0) / laterLookPauseMs) + 1;
  return [...lookAfterMs, ...Array.from({ length: more }, (_, index) => last + (index + 1) * laterLookPauseMs)];
}

/**
 * What a run without its call leaves behind: what this process remembers of it, and the keys. They are free after a definite failure;
 * after any other the hold lasts until the placement has settled by itself.
 */
export async function leaveKeys(run: SendingRun, error: unknown): Promise<void> {
  const openMs = openForMs(run);
  const isDefinite = isIqraError(error) && error.placement === 'not_placed';
  const safeAfter = isIqraError(error) ? error.details['safeAfter'] : undefined;
  const safeAfterMs = typeof safeAfter === 'string' ? Date.parse(safeAfter) : null;
  if (isDefinite) rememberRefused(run, openMs);
  else rememberUnsettled(run, safeAfterMs);
  run.deps.onLeftOpen?.(openMs);
  if (run.sent.length === 0 || isDefinite) await (openMs > 0 ? run.lease.endAfter(openMs) : run.lease.release());
  else if (safeAfterMs !== null) await run.lease.endAfter(Math.max(safeAfterMs - run.time.now(), 0));
}

/** A send that was refused stays open until no request of it can be under way any more. */
function rememberRefused(run: SendingRun, openMs: number): void {
  const last = run.sent.at(-1);
  if (last === undefined || openMs === 0) return;
  const safeAfterMs = isFenced(run) ? run.openUntilMs : null;
  run.recent.rememberUnknown(run.call.callKey, { sentAtMs: last.sentAtMs, safeAfterMs }, run.deps.clock.now() + Math.min(openMs, longestOpenMs));
}

/** Any other stays open until the moment from which its absence is certain. */
function rememberUnsettled(run: SendingRun, safeAfterMs: number | null): void {
  const last = run.sent.at(-1);
  if (last === undefined) return;
  const untilMs = safeAfterMs ?? Math.max(last.window.latestStartMs + fenceMarginMs, run.time.now() + longestRequestLifeMs);
  const leftMs = Math.min(untilMs - run.time.earliest(), longestOpenMs);
  run.recent.rememberUnknown(run.call.callKey, { sentAtMs: last.sentAtMs, safeAfterMs }, run.deps.clock.now() + leftMs);
}
