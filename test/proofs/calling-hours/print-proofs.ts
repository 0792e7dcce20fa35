import type { PrefixComparison } from './compare-prefixes.ts';
import type { Verdict } from './judge.ts';
import type { HostProof } from './run-leads.ts';
import { tzDatabaseVersion } from './tz-database.ts';

export interface TimedProof extends HostProof {
  readonly host: string;
  readonly tookMs: number;
}

const sentencesShown = 20;

/** Prints the table, and what is wrong. True when nothing is. */
export function printProofs(proofs: readonly TimedProof[]): boolean {
  const verdicts = proofs.map(({ verdict }) => verdict);
  const reasons = [...new Set(verdicts.flatMap((verdict) => Object.keys(verdict.refused)))].sort();
  const total = (refused: Verdict['refused']): number => Object.values(refused).reduce((sum, count) => sum + count, 0);
  const rows: readonly (readonly [string, readonly (string | number)[]])[] = [
    ['', proofs.map(({ host }) => host)],
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
    ['seconds', proofs.map(({ tookMs }) => Math.round(tookMs / 1_000))],
  ];
  for (const [label, cells] of rows) print(`${label.padEnd(28)}${cells.map((cell) => String(cell).padStart(9)).join('')}`);
  for (const { host, sydney } of proofs) {
    print(
      `${sydney.right ? 'right' : 'WRONG'}: Sydney from New York through ${host}: lead at ${sydney.leadArrived}, scheduled for ${sydney.scheduledFor}, latest start ${sydney.latestStart}, rung at ${sydney.rungAt} (local times of Sydney)`,
    );
  }
  const wrong = verdicts.flatMap(({ outside, faults }) => [...outside, ...faults]);
  for (const sentence of wrong.slice(0, sentencesShown)) print(sentence);
  return wrong.length === 0 && proofs.every(({ sydney }) => sydney.right) && verdicts.every(({ countries }) => countries >= 60);
}

/** Prints how the zones of prefixes compare with an independent source. True when nobody could be rung by a wrong clock. */
export function printComparison({ areaCodes, missing, prefixes, foreign, wider }: PrefixComparison): boolean {
  print(`zones of prefixes beside tz database ${tzDatabaseVersion} and the area codes of the numbering plan:`);
  print(`  ${areaCodes} area codes in several zones, ${missing.length} lack a clock of theirs`);
  print(`  ${prefixes} prefixes outside +1, ${foreign.length} with no clock of their country, ${wider} with one more than it has`);
  for (const sentence of [...missing, ...foreign].slice(0, sentencesShown)) print(sentence);
  return missing.length === 0 && foreign.length === 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
