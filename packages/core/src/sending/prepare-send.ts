import type { CallEntry } from '../domain/call.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { lookBefore, openForMs } from './look-before.ts';
import type { LookUpVerdict } from './look-up.ts';
import { keyStoreUnavailable, lookUpFailed, noLatestStart, noTimeLeft, outcomeUnknown } from './sending-errors.ts';
import { holdMs, isFenced, latestStartReading, leaseSlackMs, leastLookUpMs, lookUp, type SendingRun } from './sending-run.ts';
import { lookAfterMs } from './settle-ambiguity.ts';

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
  if (shared.kind !== 'failed') run.seen = shared;
  return shared;
}

async function raiseObjection(run: SendingRun): Promise<void> {
  if (run.call.latestStartLimitMs !== null && latestStartReading(run) === 'ignored') throw noLatestStart();
  const objection = await run.deps.objection?.();
  if (objection) throw objection;
}

const laterLookPauseMs = 10_000;

/**
 * Takes the event's keys for this run (`null`), or returns the call that the other holder has placed meanwhile. Throws when the
 * store cannot tell or the host leaves no time (nothing was sent), or when the other holder's outcome does not show in time.
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
    if (answer === 'unavailable') throw keyStoreUnavailable();
    const seen = await lookUp(run);
    if (seen.kind === 'alive') return seen.entry;
  }
  const nowMs = run.time.now();
  throw outcomeUnknown({
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

/** Frees the keys after a definite failure; after any other the hold lasts until the outcome has settled by itself. */
export async function leaveKeys(run: SendingRun, error: unknown): Promise<void> {
  const nothingSent = run.sent.length === 0;
  if (nothingSent || (isIqraError(error) && error.placement === 'not_placed')) {
    const openMs = openForMs(run);
    await (openMs > 0 ? run.lease.endAfter(openMs) : run.lease.release());
    return;
  }
  const safeAfter = isIqraError(error) ? error.details['safeAfter'] : undefined;
  if (typeof safeAfter === 'string') await run.lease.endAfter(Math.max(Date.parse(safeAfter) - run.time.now(), 0));
}
