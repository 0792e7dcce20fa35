import { parseArgs } from 'node:util';
import { faultMixes } from '../sending/fault-mixes.ts';
import type { Faults } from './judge-lead.ts';
import { tallyLeads, type RetryTally } from './tally.ts';

const usage = `Usage: simulate retrying [--leads N] [--seed S]
  --leads  how many people, spread over the mixes of faults (default 7000)
  --seed   any whole number (default 1)`;

/** Plays the shipped operation in a modelled world and prints what it did. Returns the exit code: 1 when a promise was broken. */
export async function run(argv: string[]): Promise<number> {
  const settings = readSettings(argv);
  if (settings === null) {
    console.error(usage);
    return 2;
  }
  const { leads, seed } = settings;
  console.log(`Simulating ${leads} leads, seed ${seed}.`);
  const startedMs = Date.now();
  const tallies: RetryTally[] = [];
  for (const [index, mix] of faultMixes.entries()) {
    const share = Math.floor((leads * (index + 1)) / faultMixes.length) - Math.floor((leads * index) / faultMixes.length);
    tallies.push(await tallyLeads(mix, seed + index, share));
  }
  console.log(table(tallies));
  console.log(`${leads} leads in ${((Date.now() - startedMs) / 1_000).toFixed(1)} s.`);
  return report(tallies.flatMap(brokenPromises));
}

function readSettings(argv: string[]) {
  try {
    const { values } = parseArgs({ args: argv, options: { leads: { type: 'string', default: '7000' }, seed: { type: 'string', default: '1' } } });
    const [leads, seed] = [Number(values.leads), Number(values.seed)];
    return Number.isSafeInteger(leads) && leads >= 1 && Number.isSafeInteger(seed) ? { leads, seed } : null;
  } catch {
    return null;
  }
}

const promises: Readonly<Record<keyof Faults, string>> = {
  twice: 'rung twice for one attempt, or during another',
  above: 'above the most attempts',
  outside: 'rung outside the hours',
  early: 'rung before the delay was over',
  unasked: 'called again without a reason',
  missed: 'left out, or told wrongly',
};

function namesOfPromises(): readonly (keyof Faults)[] {
  return ['twice', 'above', 'outside', 'early', 'unasked', 'missed'];
}

export function brokenPromises({ mix, faults }: Pick<RetryTally, 'mix' | 'faults'>): readonly string[] {
  return namesOfPromises().flatMap((name) => faults[name].map((sentence) => `${mix.name}, ${promises[name]}: ${sentence}`));
}

function table(tallies: readonly RetryTally[]): string {
  const head = ['faults', 'leads', 'deliveries', 'calls', 'rung', 'gave up', 'errors in the end', ...namesOfPromises().map((name) => promises[name])];
  const rows = tallies.map(({ mix, leads, deliveries, calls, rings, gaveUp, errors, faults }) => [mix.name, leads, deliveries, calls, rings, gaveUp, describe(errors), ...namesOfPromises().map((name) => faults[name].length)]);
  return ['', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function describe(errors: ReadonlyMap<string, number>): string {
  return [...errors].toSorted(([, a], [, b]) => b - a).map(([code, count]) => `${count} ${code}`).join(', ');
}

function line(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

const mostShown = 20;

function report(broken: readonly string[]): number {
  if (broken.length === 0) {
    console.log('Nobody was rung twice for one attempt, above the most attempts, outside the hours or too early; no end was left out.');
    return 0;
  }
  console.error(`${broken.length} promises broken:\n${broken.slice(0, mostShown).join('\n')}`);
  return 1;
}
