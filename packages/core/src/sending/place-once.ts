import type { CallEntry } from '../domain/call.ts';
import type { DialAnswer, PlacedCall, PlannedCall, SendingOptions } from './planned-call.ts';
import type { IqraError } from '../errors/iqra-error.ts';
import { markMetadata } from './call-metadata.ts';
import { decideRetry } from './decide-retry.ts';
import type { RetryDecision } from './decide-retry.ts';
import { planAttempt } from './fence.ts';
import { lookBefore } from './look-before.ts';
import { keysOf } from './look-up.ts';
import { deduplicatedCall, queuedCall, recoveredCall } from './placed-call.ts';
import { keyLost, noTimeLeft, sendingErrors, windowClosed } from './sending-errors.ts';
import { createRun, holdMs } from './sending-run.ts';
import type { SendingDeps, SendingRun, SentAttempt } from './sending-run.ts';
import { settleAmbiguity } from './settle-ambiguity.ts';
import { leaveKeys, takeKeys } from './take-keys.ts';

/** Least time in which a send is worth starting. */
const leastSendMs = 3_000;
/** After a longer pause somebody else may have placed the call, so the event is looked up again. */
const lookAgainAfterMs = 5_000;

/**
 * Places the call of one event so that its recipient is dialled at most once, however often the event, the step or the request is
 * repeated: looks for the event's key, sends once, repeats only what provably reached no queue, looks again after an answer that
 * proves nothing, and sends again only past the fence. Returns the placed or already existing call. Throws an `IqraError` whose
 * `placement` says what is known: `not_placed`, `placed` (but the id is not known), or `unknown`.
 */
export function placeOnce(deps: SendingDeps, call: PlannedCall, options: SendingOptions): Promise<PlacedCall> {
  return deps.inFlight.join(keysOf(call), () => placeAlone(createRun(deps, call, options)));
}

async function placeAlone(run: SendingRun): Promise<PlacedCall> {
  const earlier = await takeKeys(run);
  if (earlier !== null) return deduplicatedCall(run.call, earlier);
  try {
    const placed = await sendUntilSettled(run);
    if (placed.deduplicated) await run.lease.release();
    return placed;
  } catch (error) {
    await leaveKeys(run, error);
    throw error;
  }
}

async function sendUntilSettled(run: SendingRun): Promise<PlacedCall> {
  const { clock } = run.deps;
  const startedMs = clock.now();
  let lookFirst = run.options.checkBeforeSending;
  let unsentTries = 0;
  for (;;) {
    const earlier: CallEntry | null = lookFirst ? await lookBefore(run) : null;
    if (earlier !== null) return deduplicatedCall(run.call, earlier);
    await raiseObjection(run);
    const sent = await announceAttempt(run);
    const answer = await sendAttempt(run, sent);
    switch (answer.kind) {
      case 'queued':
        return queuedCall(run.call, sent, answer.queueId, answer.serverTimeMs);
      case 'refused':
        throw answer.error;
      case 'not_sent':
      case 'throttled': {
        unsentTries += 1;
        const attempt = { tries: unsentTries, elapsedMs: clock.now() - startedMs, random: clock.random() };
        const pauseMs = pauseOf(decideRetry('dial', answer, attempt));
        if (pauseMs === null || pauseMs + leastSendMs > run.deadline.leftMs()) throw answer.error;
        await clock.sleep(pauseMs);
        lookFirst = run.options.checkBeforeSending && pauseMs >= lookAgainAfterMs;
        break;
      }
      case 'ambiguous':
      case 'queued_without_id': {
        const entry = await settleAmbiguity(run, sent, answer);
        if (entry !== null) return recoveredCall(run, entry);
        run.resends += 1;
        lookFirst = false;
        break;
      }
      default:
        return answer satisfies never;
    }
  }
}

async function raiseObjection(run: SendingRun): Promise<void> {
  const objection = run.sent.length === 0 ? await run.deps.objection?.() : null;
  if (objection) throw objection;
}

function pauseOf(decision: RetryDecision): number | null {
  return decision.again ? decision.afterMs : null;
}

/** Plans the next attempt and makes sure that it may leave: time, window, keys, and the host's record of it. */
async function announceAttempt(run: SendingRun): Promise<SentAttempt> {
  const { call, deps, sent, time } = run;
  await run.deadline.within(deps.pace?.() ?? Promise.resolve(), () => undefined);
  if (run.deadline.leftMs() < leastSendMs) throw noTimeLeft();
  if (!(await run.lease.cover(holdMs(call)))) throw keyLost();
  const nowMs = time.now();
  const window = planAttempt(call, nowMs);
  if (window === null) throw windowClosed(call, nowMs);
  const attempt: SentAttempt = { number: sent.length + 1, window, sentAtMs: nowMs };
  await deps.onProgress?.({ step: 'sending', attempt });
  return attempt;
}

async function sendAttempt(run: SendingRun, attempt: SentAttempt): Promise<DialAnswer> {
  run.sent.push(attempt);
  return await run.deadline.within(dialOnce(run, attempt), lateAnswer);
}

async function dialOnce(run: SendingRun, attempt: SentAttempt): Promise<DialAnswer> {
  const { call } = run;
  try {
    return await run.deps.dial({
      recipientNumber: call.recipientNumber,
      campaignId: call.campaignId,
      agentId: call.agentId,
      callingNumberId: call.callingNumberId,
      dynamicVariables: call.dynamicVariables,
      metadata: markMetadata(call.metadata, { callKey: call.callKey, attempt: attempt.number, source: call.source }),
      ...attempt.window,
    });
  } catch (error) {
    // Whatever broke, the request may have left before it did.
    return { kind: 'ambiguous', error: unclear(error instanceof Error ? error.message : 'The request broke off.', error) };
  }
}

function lateAnswer(): DialAnswer {
  return { kind: 'ambiguous', error: unclear('The server did not answer in the time that this step may take.', undefined) };
}

function unclear(whatHappened: string, cause: unknown): IqraError {
  return sendingErrors.error('ANSWER_LOST', { whatHappened }, { cause });
}
