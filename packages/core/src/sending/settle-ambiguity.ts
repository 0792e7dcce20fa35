import type { CallEntry } from '../domain/call.ts';
import type { DialAnswer } from './planned-call.ts';
import { isUnknownRefusal } from '../errors/answer-errors.ts';
import { speaksOfBalance } from '../errors/server-codes.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import { decideSettling, settledFromMs } from './fence.ts';
import type { LookUpVerdict } from './look-up.ts';
import { neverQueued, notDialled, placementUnknown, placedWithoutId, sendingErrors } from './sending-errors.ts';
import { learnServer } from './look-before.ts';
import { isFenced, isOwn, latestStartReading, leaseSlackMs, leastLookUpMs, lookUp, type SendingRun, type Send } from './sending-run.ts';

/** Look-ups after an ambiguous answer, counted from the answer. */
export const lookAfterMs: readonly number[] = [0, 2_000, 5_000, 10_000];
const mostFinalLooks = 4;
const finalLookPauseMs = 1_000;

export type UnclearAnswer = Extract<DialAnswer, { readonly kind: 'ambiguous' | 'queued_without_id' }>;

/**
 * Finds out what became of a send whose answer proves nothing. Returns the call's entry, or `null` when the send provably
 * left no call that can ring, so that sending again is safe. Throws when neither can be shown, and when it was sent often enough (docs/decisions/0009-sending-settle-before-sending-again.md).
 */
export async function settleAmbiguity(run: SendingRun, sent: Send, answer: UnclearAnswer): Promise<CallEntry | null> {
  const lastSeenMs = run.time.now();
  const unknown = (reason: string): IqraError => unknownPlacement(run, sent, lastSeenMs, reason, answer.error);
  const seen = await lookRepeatedly(run, answer.kind);
  if (seen?.kind === 'alive') return seen.entry;
  if (answer.kind === 'queued_without_id') {
    const entry = seen === null ? undefined : ownDead(run, seen).at(-1);
    if (entry !== undefined) return entry;
    throw placedWithoutId(run.call, sent.sentAtMs, answer.error);
  }
  if (isStopped(seen)) throw unknown('run_stopped');
  refuseUndialled(run, seen);
  if (latestStartReading(run) !== 'ignored' && !isFenced(run)) await learnServer(run);
  const settling = decideSettling({
    window: sent.window,
    fenced: isFenced(run),
    lastSeenMs,
    resends: run.resends,
    refused: isUnknownRefusal(answer.error),
    mayWait: run.options.waitToSettle,
    deadlineMs: Number.isFinite(run.deadline.leftMs()) ? run.time.now() + run.deadline.leftMs() : null,
  });
  if (settling.do === 'report') throw unknown(settling.because);
  const entry = await waitAndLook(run, settling.untilMs, unknown);
  if (entry === null && isUnknownRefusal(answer.error)) throw refusedInUnknownWords(answer.error);
  if (entry === null && !settling.mayResend) throw neverQueued(run.sent.length, answer.error);
  return entry;
}

async function lookRepeatedly(run: SendingRun, kind: UnclearAnswer['kind']): Promise<LookUpVerdict | null> {
  const { clock } = run.deps;
  const startedMs = clock.now();
  let last: LookUpVerdict | null = null;
  for (const [index, afterMs] of lookAfterMs.entries()) {
    const gapMs = afterMs - (lookAfterMs[index - 1] ?? 0);
    const pauseMs = Math.min(Math.max(startedMs + afterMs - clock.now(), 0), gapMs);
    if (pauseMs + leastLookUpMs > run.deadline.leftMs()) break;
    if (pauseMs > 0) await clock.sleep(pauseMs);
    last = await lookUp(run);
    if (last.kind === 'alive' || isHopeless(last)) break;
    if (kind === 'queued_without_id' && ownDead(run, last).length > 0) break;
  }
  return last;
}

/** Waits until a late insert can only expire, then needs one look-up that was counted after that moment. */
async function waitAndLook(run: SendingRun, untilMs: number, unknown: (reason: string) => IqraError): Promise<CallEntry | null> {
  const { clock, onProgress } = run.deps;
  await onProgress?.({ step: 'settling', untilMs });
  if (!(await run.lease.cover(untilMs - run.time.now() + leaseSlackMs))) throw unknown('key_lost');
  let pauseMs = untilMs - run.time.earliest();
  for (let looks = 0; looks < mostFinalLooks; looks += 1) {
    if (pauseMs > 0) await clock.sleep(pauseMs);
    const seen = await lookUp(run);
    if (seen.kind === 'alive') return seen.entry;
    if (seen.kind !== 'failed' && seen.count.serverTimeMs >= untilMs && run.time.earliest() >= untilMs) {
      // The look-ups may have shown that the server's clock is another one.
      if (!isFenced(run)) throw unknown('server_has_no_fence');
      refuseUndialled(run, seen);
      return null;
    }
    pauseMs = Math.max(untilMs - run.time.earliest(), finalLookPauseMs);
  }
  throw unknown('look_up_failed');
}

/** A call of ours that was canceled never rings, but sending it again would end the same way. */
function refuseUndialled(run: SendingRun, seen: LookUpVerdict | null): void {
  const refused = seen === null ? undefined : ownDead(run, seen).find(({ progress }) => progress !== 'expired');
  if (refused !== undefined) throw notDialled(refused.progress, refused.queueId);
}

function ownDead(run: SendingRun, seen: LookUpVerdict): readonly CallEntry[] {
  return seen.kind === 'dead' ? seen.entries.filter((entry) => isOwn(run, entry)) : [];
}

/** The server said no in words that nobody knows, and no call came of it. */
function refusedInUnknownWords(cause: IqraError): IqraError {
  const name = speaksOfBalance(cause.serverCode ?? '') ? 'REFUSED_FOR_MONEY' : 'REFUSED_IN_UNKNOWN_WORDS';
  return sendingErrors.error(name, { serverSays: cause.message }, { cause, details: cause.details });
}

/** Looking again would end the same way. */
function isHopeless(seen: LookUpVerdict): boolean {
  return isStopped(seen) || (seen.kind === 'failed' && isIqraError(seen.error) && seen.error.kind === 'permission');
}

/** Somebody stopped the run: no request leaves any more, so nothing is waited for. */
function isStopped(seen: LookUpVerdict | null): boolean {
  return seen?.kind === 'failed' && isIqraError(seen.error) && seen.error.code === 'RUN_STOPPED';
}

function unknownPlacement(run: SendingRun, sent: Send, lastSeenMs: number, reason: string, cause: IqraError): IqraError {
  return placementUnknown({
    call: run.call,
    sentAtMs: sent.sentAtMs,
    safeAfterMs: isFenced(run) ? settledFromMs(sent.window, lastSeenMs) : null,
    reason,
    cause,
  });
}
