import type { Verdict } from './judge.ts';
import type { SydneyCall } from './sydney-at-night.ts';

export interface HostVerdict {
  readonly name: string;
  readonly verdict: Verdict;
  readonly tookMs: number;
}

const sentencesShown = 20;

/** Prints the table, and what is wrong. True when nothing is. */
export function printVerdicts(hosts: readonly HostVerdict[], sydney: readonly SydneyCall[]): boolean {
  const verdicts = hosts.map(({ verdict }) => verdict);
  const reasons = [...new Set(verdicts.flatMap((verdict) => Object.keys(verdict.refused)))].sort();
  const total = (refused: Verdict['refused']): number => Object.values(refused).reduce((sum, count) => sum + count, 0);
  const rows: readonly (readonly [string, readonly (string | number)[]])[] = [
    ['', hosts.map(({ name }) => name)],
    ['leads', verdicts.map(({ leads }) => leads)],
    ['countries', verdicts.map(({ countries }) => countries)],
    ['placed now', verdicts.map(({ placedNow }) => placedNow)],
    ['scheduled', verdicts.map(({ scheduled }) => scheduled)],
    ['refused', verdicts.map(({ refused }) => total(refused))],
    ...reasons.map((reason) => [`  ${reason}`, verdicts.map(({ refused }) => refused[reason] ?? 0)] as const),
    ['dialled', verdicts.map(({ dialled }) => dialled)],
    ['expired undialled', verdicts.map(({ expired }) => expired)],
    ['dialled outside', verdicts.map(({ outside }) => outside.length)],
    ['other faults', verdicts.map(({ faults }) => faults.length)],
    ['seconds', hosts.map(({ tookMs }) => Math.round(tookMs / 1_000))],
  ];
  for (const [label, cells] of rows) print(`${label.padEnd(28)}${cells.map((cell) => String(cell).padStart(9)).join('')}`);
  for (const call of sydney) {
    print(`${call.right ? 'right' : 'WRONG'}: Sydney from New York through ${call.host}: lead at ${call.leadArrived}, scheduled for ${call.scheduledFor}, latest start ${call.latestStart}, rung at ${call.rungAt} (local times of Sydney)`);
  }
  const wrong = verdicts.flatMap(({ outside, faults }) => [...outside, ...faults]);
  for (const sentence of wrong.slice(0, sentencesShown)) print(sentence);
  return wrong.length === 0 && sydney.every((call) => call.right) && verdicts.every(({ countries }) => countries >= 60);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
