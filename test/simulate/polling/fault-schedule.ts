import { Random } from '../sending/random.ts';

/** What can go wrong on the way. Shares are per answer or per poll; gaps are mean times between. */
export interface Faults {
  /** The server is down: every read fails. */
  readonly outages: Intervals;
  /** The server's database is down: lists are empty, counts fail, single reads say "not found". */
  readonly databaseFailures: Intervals;
  /** The host is down: no polls at all. */
  readonly hostDown: Intervals;
  readonly swallowedListShare: number;
  readonly rejectedCursorShare: number;
  readonly failedConversationShare: number;
  readonly lostTickShare: number;
  /** The host stops after a poll and before it kept what the poll returned. */
  readonly restartShare: number;
}

/** Stretches of time, in order, without overlap. */
export class Intervals {
  readonly #spans: readonly (readonly [number, number])[];
  #next = 0;

  constructor(spans: readonly (readonly [number, number])[]) {
    this.#spans = spans;
  }

  /** Asked with times that never go back. */
  covers(ms: number): boolean {
    let span = this.#spans[this.#next];
    while (span !== undefined && span[1] < ms) span = this.#spans[(this.#next += 1)];
    return span !== undefined && span[0] <= ms;
  }
}

const hourMs = 3_600_000;

export function drawFaults(seed: number, startMs: number, endMs: number): Faults {
  const random = new Random(seed, 2);
  return {
    outages: drawIntervals(random, startMs, endMs, 28 * hourMs, 25 * 60_000),
    databaseFailures: drawIntervals(random, startMs, endMs, 30 * hourMs, 6 * 60_000),
    hostDown: drawIntervals(random, startMs, endMs, 60 * hourMs, 40 * 60_000),
    swallowedListShare: 0.005,
    rejectedCursorShare: 0.005,
    failedConversationShare: 0.002,
    lostTickShare: 0.01,
    restartShare: 0.005,
  };
}

function drawIntervals(random: Random, startMs: number, endMs: number, gapMs: number, lengthMs: number): Intervals {
  const spans: [number, number][] = [];
  let atMs = startMs + random.exponential(gapMs);
  while (atMs < endMs) {
    const untilMs = atMs + random.exponential(lengthMs);
    spans.push([atMs, untilMs]);
    atMs = untilMs + random.exponential(gapMs);
  }
  return new Intervals(spans);
}
