import type { CallEntry } from '../domain/call.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { fenceMarginMs, longestRequestLifeMs } from './fence.ts';
import { mayRing } from './judge-look-up.ts';
import { asDeduplicated, type RecentKey } from './keys-in-process.ts';
import { deduplicatedCall } from './placed-call.ts';
import type { PlacedCall } from './planned-call.ts';
import { outcomeUnknown } from './sending-errors.ts';
import { openForMs } from './look-before.ts';
import { isFenced, leastLookUpMs, lookUp, type SendingRun } from './sending-run.ts';

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
  throw outcomeUnknown({
    call: run.call,
    sentAtMs: known.sentAtMs,
    safeAfterMs: known.safeAfterMs,
    reason: 'sent_by_an_earlier_run',
    cause: seen.kind === 'failed' ? seen.error : undefined,
  });
}

/** A send that is open stays so until the moment from which its absence is certain, or until no request can be under way any more. */
export function rememberFailure(run: SendingRun, error: unknown): void {
  const last = run.sent.at(-1);
  if (last === undefined) return;
  if (isIqraError(error) && error.placement === 'not_placed') {
    const openMs = openForMs(run);
    const safeAfterMs = isFenced(run) ? run.openUntilMs : null;
    if (openMs > 0) run.recent.rememberUnknown(run.call.callKey, { sentAtMs: last.sentAtMs, safeAfterMs }, run.deps.clock.now() + Math.min(openMs, longestOpenMs));
    return;
  }
  const text = isIqraError(error) ? error.details['safeAfter'] : undefined;
  const safeAfterMs = typeof text === 'string' ? Date.parse(text) : null;
  const untilMs = safeAfterMs ?? Math.max(last.window.latestStartMs + fenceMarginMs, run.time.now() + longestRequestLifeMs);
  const leftMs = Math.min(untilMs - run.time.earliest(), longestOpenMs);
  run.recent.rememberUnknown(run.call.callKey, { sentAtMs: last.sentAtMs, safeAfterMs }, run.deps.clock.now() + leftMs);
}
