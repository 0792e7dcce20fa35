import { parseArgs } from 'node:util';
import { faultMixes } from './fault-mixes.ts';
import { policies } from './policies.ts';
import { measureOverlap } from './overlap.ts';
import { overlapTable, tallyTable } from './report.ts';
import { tallyEvents } from './tally.ts';
import type { Tally } from './tally.ts';

const usage = `Usage: simulate sending [--events N] [--seed S] [--policies lease,no-lease,...]
  --events    events per fault mix (default 20000)
  --seed      any whole number (default 1)
  --policies  which of: ${policies.map(({ id }) => id).join(', ')} (default all)`;

/** Plays the shipped protocol in a modelled world and prints what it did. Returns the exit code: 1 when a promise was broken. */
export async function run(argv: string[]): Promise<number> {
  const settings = readSettings(argv);
  if (settings === null) {
    console.error(usage);
    return 2;
  }
  const { events, seed, chosen } = settings;
  console.log(`Simulating ${events} events per fault mix, seed ${seed}.`);
  const tallies: Tally[] = [];
  const startedMs = Date.now();
  for (const policy of chosen) {
    for (const mix of faultMixes) tallies.push(await tallyEvents(policy, mix, seed, events));
  }
  const seconds = (Date.now() - startedMs) / 1_000;
  const total = events * tallies.length;
  console.log(tallyTable(tallies));
  console.log(overlapTable(await measureOverlap(seed)));
  console.log(`${total} events in ${seconds.toFixed(1)} s (${Math.round(total / Math.max(seconds, 0.001))} per second).`);
  return report(brokenPromises(tallies));
}

function readSettings(argv: string[]) {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        events: { type: 'string', default: '20000' },
        seed: { type: 'string', default: '1' },
        policies: { type: 'string', default: policies.map(({ id }) => id).join(',') },
      },
    });
    const ids = values.policies.split(',');
    const chosen = policies.filter(({ id }) => ids.includes(id));
    const [events, seed] = [Number(values.events), Number(values.seed)];
    if (!Number.isSafeInteger(events) || events < 1 || !Number.isSafeInteger(seed) || chosen.length < ids.length) return null;
    return { events, seed, chosen };
  } catch {
    return null;
  }
}

/** With a lease and a fence nobody may be dialled twice; under the protocol no event may vanish. */
export function brokenPromises(tallies: readonly Tally[]): readonly string[] {
  return tallies
    .filter(({ policy }) => !policy.bare)
    .flatMap((tally) => {
      const where = `${tally.policy.name}, ${tally.mix.name}`;
      const fenced = tally.policy.lease && !tally.policy.keyless && tally.policy.serverKind === 'config';
      return [
        ...(fenced && tally.dialledTwice > 0 ? [`${where}: ${tally.dialledTwice} dialled twice`] : []),
        ...(tally.lostSilently > 0 ? [`${where}: ${tally.lostSilently} lost silently`] : []),
      ];
    });
}

function report(broken: readonly string[]): number {
  if (broken.length === 0) {
    console.log('With a lease nobody was dialled twice; no event was lost silently.');
    return 0;
  }
  console.error(`Promises broken:\n${broken.join('\n')}`);
  return 1;
}
