import type { IqraError } from '../errors/iqra-error.ts';
import { tagConfigMetadata, tagMetadata, type SendTags } from './call-metadata.ts';
import { decideRetry, type RetryDecision } from './decide-retry.ts';
import { fenceMarginMs, longestRequestLifeMs, planSend, type SendWindow } from './fence.ts';
import { lookAfterRefusal, waitForNextSend } from './look-before.ts';
import { deduplicatedCall, queuedCall, recoveredCall } from './placed-call.ts';
import type { DialAnswer, PlacedCall, PlannedCall, SendingOptions } from './planned-call.ts';
import { leaveKeys, prepareSend, recallKey } from './prepare-send.ts';
import { noTimeLeft, sendingErrors, windowClosed } from './sending-errors.ts';
import { checkResumeAddress } from '../waiting/resume-address.ts';
import { createRun, holdMs, leaseSlackMs, leastSendMs, type SendingDeps, type SendingRun, type Send } from './sending-run.ts';
import { settleAmbiguity } from './settle-ambiguity.ts';

/**
 * Places the call of one event so that its recipient is dialled at most once, however often the event, the step or the request is
 * repeated: looks for the event's key, sends once, repeats only what provably reached no queue, looks again after an answer that
 * proves nothing, and sends again only past the fence. Returns the placed or already existing call. Throws an `IqraError` whose
 * `placement` says what is known: `not_placed`, `placed` (but the id is not known), or `unknown`.
 */
export function placeOnce(deps: SendingDeps, call: PlannedCall, options: SendingOptions): Promise<PlacedCall> {
  return deps.inFlight.join(call.callKey, () => placeAlone(createRun(deps, call, options)));
}

async function placeAlone(run: SendingRun): Promise<PlacedCall> {
  const known = await recallKey(run);
  if (known !== null) return known;
  try {
    const placed = await sendUntilSettled(run);
    if (placed.deduplicated) await run.lease.release();
    else run.recent.rememberPlaced(run.call.callKey, placed, run.deps.clock.now());
    return placed;
  } catch (error) {
    await leaveKeys(run, error);
    throw error;
  }
}

async function sendUntilSettled(run: SendingRun): Promise<PlacedCall> {
  const { clock } = run.deps;
  const earlier = await prepareSend(run);
  if (earlier !== null) return deduplicatedCall(run.call, earlier, run.time.now());
  const startedMs = clock.now();
  let unsentTries = 0;
  for (;;) {
    const sent = await announceSend(run);
    const answer = await dialWithin(run, sent);
    switch (answer.kind) {
      case 'queued':
        return queuedCall(run, sent, answer.queueId, answer.serverTimeMs);
      case 'refused': {
        const entry = await lookAfterRefusal(run, answer.error);
        if (entry !== null) return recoveredCall(run, entry);
        throw answer.error;
      }
      case 'not_sent':
      case 'throttled': {
        unsentTries += 1;
        const soFar = { tries: unsentTries, elapsedMs: clock.now() - startedMs, random: clock.random() };
        const entry = await waitForNextSend(run, answer, pauseOf(decideRetry('dial', answer, soFar)));
        if (entry !== null) return recoveredCall(run, entry);
        break;
      }
      case 'ambiguous':
      case 'queued_without_id': {
        run.mayHaveLeft = true;
        await run.lease.cover(holdOf(run, sent.window));
        const entry = await settleAmbiguity(run, sent, answer);
        if (entry !== null) return recoveredCall(run, entry);
        run.resends += 1;
        break;
      }
      default:
        return answer satisfies never;
    }
  }
}

function pauseOf(decision: RetryDecision): number | null {
  return decision.again ? decision.afterMs : null;
}

/** Plans the next send and makes sure that it may leave: time, window, keys, and the host's record of it. */
async function announceSend(run: SendingRun): Promise<Send> {
  const { call, deps, sent, time } = run;
  if (sent.length > 0) await run.deadline.within(deps.pace?.() ?? Promise.resolve(), () => undefined);
  if (run.deadline.leftMs() < leastSendMs) throw noTimeLeft();
  const window = planSend(call, time.present());
  if (window === null) throw windowClosed(call, time.now());
  if (!(await run.lease.coverSend(holdOf(run, window)))) throw sendingErrors.error('KEY_LOST', {});
  if (deps.resumeAddress !== undefined) run.resumeAddress ??= checkResumeAddress(deps.resumeAddress());
  const send: Send = { number: sent.length + 1, window, sentAtMs: time.earliest() };
  await deps.onProgress?.({ step: 'sending', send });
  return send;
}

/** Between doubtful clocks a call may wait longer than it was meant to, and nothing tells from when on it cannot ring. */
function holdOf({ call, time }: SendingRun, { latestStartMs }: SendWindow): number {
  if (!time.isDoubtful()) return holdMs(call);
  return Math.max(holdMs(call), latestStartMs - time.earliest() + fenceMarginMs, longestRequestLifeMs) + leaseSlackMs;
}

async function dialWithin(run: SendingRun, send: Send): Promise<DialAnswer> {
  run.sent.push(send);
  const answer = await run.deadline.within(dialOnce(run, send), lateAnswer);
  if (answer.kind !== 'queued' || run.knowledge.claimId(answer.queueId, run.call.callKey)) return answer;
  // A cache, or a server that mixes up its answers: the call may be in the queue under an id of its own, or nowhere.
  return { kind: 'ambiguous', error: unclear('The server answered with the queue ID of another call.', undefined) };
}

async function dialOnce(run: SendingRun, send: Send): Promise<DialAnswer> {
  const { call } = run;
  try {
    return await run.deps.dial({
      recipientNumber: call.recipientNumber,
      campaignId: call.campaignId,
      agentId: call.agentId,
      callingNumberId: call.callingNumberId,
      dynamicVariables: call.dynamicVariables,
      metadata: tagMetadata(call.metadata, tagsOf(run, send)),
      configMetadata: tagConfigMetadata(send.window.latestStartMs),
      ...send.window,
    });
  } catch (error) {
    // Whatever broke, the request may have left before it did.
    return { kind: 'ambiguous', error: unclear(error instanceof Error ? error.message : 'The request broke off.', error) };
  }
}

function tagsOf({ call, resumeAddress }: SendingRun, sent: Send): SendTags {
  const { callKey, attempt = 1, source, contactTimeZone = null } = call;
  return { callKey, attempt, send: sent.number, startMs: sent.window.startMs, source, contactTimeZone, resumeAddress };
}

function lateAnswer(): DialAnswer {
  return { kind: 'ambiguous', error: unclear('The server did not answer in the time that this step may take.', undefined) };
}

function unclear(whatHappened: string, cause: unknown): IqraError {
  return sendingErrors.error('ANSWER_LOST', { whatHappened }, { cause });
}
