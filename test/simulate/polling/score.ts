import type { CallOutcome } from '@iqra-automation/core';
import { isInbound, type AnyModelledCall } from './modelled-server.ts';

/** What a trigger did with the calls, against what truly happened. */
export interface Score {
  readonly expected: number;
  readonly missed: number;
  readonly repeated: number;
  /** Reported before the call had ended; where the server never learns the end, before its longest time was over. */
  readonly early: number;
  /** Reported with another outcome than the true one. */
  readonly wrong: number;
  /** Ended before the activation, and reported all the same. */
  readonly old: number;
  readonly unknown: number;
  /** Reported as completed without what was said, and without a way to read it later. */
  readonly wordsLost: number;
  readonly latencySeconds: { readonly p50: number; readonly p99: number; readonly max: number };
}

/** A time in which the trigger was switched off, up to the poll that it was switched on with. */
export interface Off {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What ended so shortly before a trigger was switched off may not have been told yet: words that come late, polls that were lost. */
const lastPollsMs = 3 * 3_600_000;

interface Report {
  readonly atMs: number;
  readonly outcome: CallOutcome;
  readonly wordsLost: boolean;
}

/** Collects the reports of one trigger and scores them. */
export class ScoreSheet {
  readonly #reports = new Map<string, Report[]>();

  add(queueId: string, atMs: number, outcome: CallOutcome, wordsLost = false): void {
    const reports = this.#reports.get(queueId);
    if (reports === undefined) this.#reports.set(queueId, [{ atMs, outcome, wordsLost }]);
    else reports.push({ atMs, outcome, wordsLost });
  }

  /** A call counts as expected when it ended after the activation, and was placed at most this long before it. */
  score(calls: readonly AnyModelledCall[], activatedMs: number, lookBackMs: number, offs: readonly Off[] = []): Score {
    const tally = { expected: 0, missed: 0, repeated: 0, early: 0, wrong: 0, old: 0, unknown: 0, wordsLost: 0 };
    const latencies: number[] = [];
    for (const call of calls) {
      const reports = this.#reports.get(call.queueId) ?? [];
      const isOff = offs.some(({ fromMs, toMs }) => call.finalMs > fromMs - lastPollsMs && firstListedMs(call) < toMs + marginMs);
      const isExpected = !isOff && call.finalMs > activatedMs && firstListedMs(call) > activatedMs - lookBackMs;
      if (isExpected) tally.expected += 1;
      if (isExpected && reports.length === 0) tally.missed += 1;
      if (reports.length > 1) tally.repeated += 1;
      const [report] = reports;
      if (report === undefined) continue;
      const endedOff = offs.some(({ fromMs, toMs }) => call.finalMs > fromMs && report.atMs >= toMs && settledBefore(call, toMs));
      if (settledBefore(call, activatedMs) || endedOff) tally.old += 1;
      if (report.atMs < call.finalMs) tally.early += 1;
      if (report.outcome !== call.outcome) tally.wrong += 1;
      if (report.outcome === 'unknown') tally.unknown += 1;
      if (report.wordsLost) tally.wordsLost += 1;
      if (isExpected && call.outcome !== 'unknown') latencies.push((report.atMs - call.finalMs) / 1000);
    }
    return { ...tally, latencySeconds: percentiles(latencies) };
  }
}

/** The earliest time at which the call can be found by the time of its kind: an outbound one is placed, an inbound one comes in. */
function firstListedMs(call: AnyModelledCall): number {
  const listings = isInbound(call) ? [call.creation] : call.settlements;
  return Math.min(...listings.map(({ visibleMs, stampMs }) => Math.min(visibleMs, stampMs)));
}

const marginMs = 60_000;

/** Known to be over, by any rule, well before the activation. */
function settledBefore(call: AnyModelledCall, activatedMs: number): boolean {
  return call.outcome !== 'unknown' && !mayChange(call, activatedMs) && call.finalMs + marginMs < activatedMs;
}

/** A caller for whom no conversation comes is known to be missed at the latest so long after the call came in (docs/ended-calls.md). */
const missedKnownAfterMs = 30 * 60_000;

/**
 * An outbound call that failed may still be placed; an inbound one whose conversation cannot be looked up says nothing of its end, and one
 * without a conversation may yet get one.
 */
function mayChange(call: AnyModelledCall, activatedMs: number): boolean {
  if (!isInbound(call)) return call.outcome === 'failed';
  if (call.endedMs === null && call.outcome === 'no_answer') return activatedMs < call.createdMs + missedKnownAfterMs + marginMs;
  return call.hiddenMs !== null && call.hiddenMs[0] < activatedMs && call.hiddenMs[1] > activatedMs - marginMs;
}

export function percentiles(values: number[]): { readonly p50: number; readonly p99: number; readonly max: number } {
  values.sort((a, b) => a - b);
  const at = (part: number) => values[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Scores of several stretches of traffic as one; of the latencies, the worst of each kind. */
export function addScores(a: Score, b: Score): Score {
  const worst = (key: 'p50' | 'p99' | 'max') => Math.max(a.latencySeconds[key], b.latencySeconds[key]);
  return {
    expected: a.expected + b.expected,
    missed: a.missed + b.missed,
    repeated: a.repeated + b.repeated,
    early: a.early + b.early,
    wrong: a.wrong + b.wrong,
    old: a.old + b.old,
    unknown: a.unknown + b.unknown,
    wordsLost: a.wordsLost + b.wordsLost,
    latencySeconds: { p50: worst('p50'), p99: worst('p99'), max: worst('max') },
  };
}
