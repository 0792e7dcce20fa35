/** One line of the result: what was measured, beside what it is compared with. */
export interface Row {
  readonly measure: string;
  readonly value: number;
  readonly unit: string;
  readonly comparedWith: string;
  /** Of what it is compared with, in the same unit; `null` = there is nothing to measure, the name says why. */
  readonly other: number | null;
  /** `value` / `other`. */
  readonly ratio: number | null;
  /** The claim, where there is one; `kept` is null when the machine was too busy to judge it. */
  readonly limit?: { readonly text: string; readonly kept: boolean | null };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

/** How often `work` can be done in a second of processor time; it is given a running number. */
function rate(work: (index: number) => unknown, roundMs: number): number {
  const started = process.cpuUsage();
  let done = 0;
  let usedMs = 0;
  while (usedMs < roundMs) {
    for (let step = 0; step < 50; step += 1) work(done + step);
    done += 50;
    const { user, system } = process.cpuUsage(started);
    usedMs = (user + system) / 1_000;
  }
  return (done / usedMs) * 1_000;
}

/** Two kinds of work in turn, so that whatever else the machine does strikes both; medians over the rounds. */
export function compareRates(
  one: (index: number) => unknown,
  other: (index: number) => unknown,
  { rounds, roundMs }: { readonly rounds: number; readonly roundMs: number },
): { readonly one: number; readonly other: number; readonly ratio: number } {
  rate(one, roundMs);
  rate(other, roundMs);
  const pairs = Array.from({ length: rounds }, () => ({ one: rate(one, roundMs), other: rate(other, roundMs) }));
  return { one: median(pairs.map((pair) => pair.one)), other: median(pairs.map((pair) => pair.other)), ratio: median(pairs.map((pair) => pair.one / pair.other)) };
}
