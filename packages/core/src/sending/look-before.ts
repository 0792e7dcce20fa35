import type { CallEntry } from '../domain/call.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import { absentFromMs, settledFromMs } from './fence.ts';
import type { LookUpVerdict } from './look-up.ts';
import type { DialAnswer } from './planned-call.ts';
import { checkNotPermitted, lookUpFailed, noTimeLeft, placementUnknown, throttledFor, throttledForGood, tooManyCalls } from './sending-errors.ts';
import { isFenced, latestStartReading, leaseSlackMs, leastLookUpMs, leastSendMs, lookUp, type SendingRun } from './sending-run.ts';

const mostTries = 3;
const pauseMs = 1_000;

/**
 * The event's call if it has one that was, is or may yet be dialled; `null` if it provably has none. Throws, with placement
 * `not_placed`, when that cannot be learnt.
 */
export async function lookBefore(run: SendingRun, look = (): Promise<LookUpVerdict> => lookUp(run)): Promise<CallEntry | null> {
  for (let tries = 1; ; tries += 1) {
    if (run.deadline.leftMs() < leastLookUpMs) throw noTimeLeft();
    const seen = await look();
    switch (seen.kind) {
      case 'alive':
        return seen.entry;
      case 'absent':
      case 'dead':
        return null;
      case 'failed':
        await pauseOrThrow(run, seen, tries);
        break;
      default:
        return seen satisfies never;
    }
  }
}

async function pauseOrThrow(run: SendingRun, seen: Extract<LookUpVerdict, { kind: 'failed' }>, tries: number): Promise<void> {
  const { error, reason, tooMany = false } = seen;
  if (tooMany) throw tooManyCalls(reason);
  const known = isIqraError(error) ? error : null;
  if (known?.kind === 'permission' && known.code !== 'API_KEY_RESTRICTED') throw checkNotPermitted(known);
  if (known !== null && known.placement === 'not_placed' && !mayPass(known)) throw known;
  const waitMs = Math.max(known?.retryAfterMs ?? 0, pauseMs);
  if (tries >= mostTries || waitMs > longestWaitMs || waitMs + leastLookUpMs > run.deadline.leftMs()) {
    throw lookUpFailed(reason, error);
  }
  await run.deps.clock.sleep(waitMs);
}

const longestWaitMs = 60_000;

/** Failures that another try can outlive; the others need a person. An address that leads elsewhere will go on doing so. */
function mayPass({ kind, code }: IqraError): boolean {
  return kind === 'server' || kind === 'rate_limit' || code === 'NOT_REACHED';
}

type Unsent = Extract<DialAnswer, { readonly kind: 'not_sent' | 'throttled' }>;

/**
 * A refusal by HTTP status may come from a proxy after the server took the call, so one look-up decides: the call's entry, or `null`
 * when there is none. The server's own refusals, which come with status 200, precede its queue and need no look-up.
 */
export async function lookAfterRefusal(run: SendingRun, error: IqraError): Promise<CallEntry | null> {
  const { httpStatus = 200 } = error;
  if (httpStatus < 400) return null;
  noteOpen(run, error);
  return await lookAgain(run, error);
}

/** From a status that is not the server's own answer until no insert of its request can ring, nobody may send the call again. */
function noteOpen(run: SendingRun, error: IqraError): void {
  run.mayHaveLeft = true;
  const sent = run.sent.at(-1);
  if (sent === undefined || error.serverCode !== undefined) return;
  run.openUntilMs = absentFromMs(sent.window, run.time.now(), isFenced(run));
}

/** How long, in ms, a request may still be under way that was answered with a status (docs/decisions/0097-sending-a-status-is-no-answer.md). */
export function openForMs(run: SendingRun): number {
  return run.openUntilMs === null ? 0 : Math.max(run.openUntilMs - run.time.earliest(), 0);
}

/**
 * What comes between a send that seems not to have arrived and the next one: the pause (`null` = there is none to wait for) and a
 * look-up, without which nothing is sent twice. Returns the call if it is there after all; throws when the run ends here.
 */
export async function waitForNextSend(run: SendingRun, answer: Unsent, pauseMs: number | null): Promise<CallEntry | null> {
  const throttled = answer.kind === 'throttled';
  if (throttled) noteOpen(run, answer.error);
  // The host's next run of this step begins with the look-up that decides; it may not come while this request can still arrive.
  if (throttled && run.options.waitWhenThrottled === false && run.options.checkBeforeSending) throw throttledFor(answer.error, openForMs(run));
  const waitMs = Math.max(pauseMs ?? 0, await openForMsAsLearnt(run));
  if (pauseMs === null || waitMs + leastSendMs > run.deadline.leftMs() || (throttled && run.options.waitWhenThrottled === false)) {
    const entry = throttled ? await lookAgain(run, answer.error) : null;
    if (entry !== null) return entry;
    throw throttled && !run.options.checkBeforeSending ? throttledForGood(answer.error) : answer.error;
  }
  await run.lease.cover(waitMs + leaseSlackMs);
  await run.deps.clock.sleep(waitMs);
  return await lookAgain(run, answer.error);
}

/** The same; a server that turns out to enforce the latest start spares most of the wait. */
async function openForMsAsLearnt(run: SendingRun): Promise<number> {
  const sent = run.sent.at(-1);
  if (sent === undefined || openForMs(run) === 0 || run.options.waitWhenThrottled === false || latestStartReading(run) !== 'unknown') return openForMs(run);
  const seenMs = run.time.now();
  await learnServer(run);
  run.openUntilMs = absentFromMs(sent.window, seenMs, isFenced(run));
  return openForMs(run);
}

/** The event's call, or `null` if it provably has none. A look-up that fails leaves open whatever may have left before. */
async function lookAgain(run: SendingRun, reason: IqraError): Promise<CallEntry | null> {
  try {
    return await lookBefore(run);
  } catch (failure) {
    if (!run.mayHaveLeft) throw run.options.checkBeforeSending ? failure : reason;
    const sent = run.sent.at(-1);
    const nowMs = run.time.now();
    throw placementUnknown({
      call: run.call,
      sentAtMs: sent?.sentAtMs ?? nowMs,
      safeAfterMs: sent !== undefined && isFenced(run) ? settledFromMs(sent.window, nowMs) : null,
      reason: 'look_up_failed',
      cause: reason,
    });
  }
}

const mostLessonTries = 4;
const firstLessonPauseMs = 500;
/** Older entries say little about the clocks of today. */
const lessonsFromMs = 24 * 60 * 60_000;

/**
 * Reads the newest calls of the campaign, once in a run: entries of ours show how this server reads the latest start, and by which
 * clock it makes its entries. Never throws; what cannot be read stays unknown.
 */
export async function learnServer(run: SendingRun): Promise<void> {
  const { deps, call, deadline, knowledge, time } = run;
  if (run.learned || deadline.leftMs() < leastLookUpMs) return;
  run.learned = true;
  const filter = {
    createdFrom: new Date(time.earliest() - lessonsFromMs).toISOString(),
    ...(call.campaignId === null ? {} : { campaignIds: [call.campaignId] }),
  };
  for (let tries = 1; tries <= mostLessonTries && deadline.leftMs() >= leastLookUpMs; tries += 1) {
    const reading = deps.reads.listCalls({ filter, limit: maxPageSize }).then(
      ({ value }) => value.items,
      () => [],
    );
    const entries = await deadline.within(reading, () => []);
    knowledge.learn(entries);
    // An empty page may hide a failing database.
    if (entries.length > 0) return;
    if (tries < mostLessonTries) await deps.clock.sleep(firstLessonPauseMs * 2 ** (tries - 1));
  }
}
