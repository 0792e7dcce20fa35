/** The proof of the number rules: numbers of all countries in the spellings that reach strangers, judged by Google's numbering data. */
import { parseArgs } from 'node:util';
import { nationalShares, proveNumbers } from './prove-numbers.ts';
import type { Tally } from './sweeps.ts';

const { values } = parseArgs({
  options: {
    numbers: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write('Usage: pnpm prove:numbers [--numbers PER_TYPE_AND_REGION] [--seed NUMBER]   (default 60, 1)\n');
  process.exit(0);
}

const strangersShown = 20;
const leastOverall = 0.97;
const leastInARegion = 0.9;

const proof = proveNumbers({ perType: Number(values.numbers), seed: Number(values.seed) });
print(`${proof.numbers} numbers of ${proof.regions} regions; ${proof.withdrawn} more are of ranges that were withdrawn since the judge's data was made`);
printTallies('Own country code in front, own default country', proof.ownCode);
printTallies('Foreign numbers as bare digits, by default country', proof.foreign);
const { overall, worst } = nationalShares(proof);
printTallies('National numbers, own default country', new Map([['all regions', total(proof.national)]]));
print(`\naccepted as themselves: ${percent(overall)} over all; the lowest: ${worst.map(([region, share]) => `${region} ${percent(share)}`).join(', ')}`);

const strangers = [proof.ownCode, proof.foreign, proof.national].flatMap((tallies) => [...tallies.values()].flatMap((tally) => tally.strangers));
print(`strangers: ${strangers.length}`);
for (const sentence of strangers.slice(0, strangersShown)) print(sentence);
process.exitCode = strangers.length === 0 && overall >= leastOverall && (worst[0]?.[1] ?? 0) >= leastInARegion ? 0 : 1;

function printTallies(title: string, tallies: ReadonlyMap<string, Tally>): void {
  print(`\n${title.padEnd(52)}${['texts', 'accepted', 'warned', 'refused', 'strangers'].map((word) => word.padStart(10)).join('')}`);
  for (const [name, tally] of tallies) {
    const cells = [tally.texts, tally.accepted, tally.warned, tally.refused, tally.strangers.length];
    print(`  ${name.padEnd(50)}${cells.map((cell) => String(cell).padStart(10)).join('')}`);
  }
}

function total(tallies: ReadonlyMap<string, Tally>): Tally {
  const all = [...tallies.values()];
  const sum = (pick: (tally: Tally) => number): number => all.reduce((count, tally) => count + pick(tally), 0);
  return {
    texts: sum((tally) => tally.texts),
    accepted: sum((tally) => tally.accepted),
    refused: sum((tally) => tally.refused),
    warned: sum((tally) => tally.warned),
    strangers: all.flatMap((tally) => tally.strangers),
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
