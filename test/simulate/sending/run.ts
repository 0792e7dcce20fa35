import { parseArgs } from 'node:util';
import { faultMixes } from './fault-mixes.ts';
import { policies } from './policies.ts';
import { measureOverlap } from './overlap.ts';
import { measureLists, measurePortions } from './portions.ts';
import type { PortionRow } from './portions.ts';
import { listsTable, overlapTable, portionsTable, tallyTable } from './report.ts';
import { tallyEvents } from './tally.ts';
import type { Tally } from './tally.ts';

const usage = `Usage: simulate sending [--events N] [--seed S] [--portions N] [--policies lease,no-lease,...]
  --events    events per fault mix (default 20000)
  --seed      any whole number (default 1)
  --portions  lists that two processes take up, for each gap between them (default 20)
  --policies  which of: ${policies.map(({ id }) => id).join(', ')} (default all)`;

/** Plays the shipped protocol in a modelled world and prints what it did. Returns the exit code: 1 when a promise was broken. */
export async function run(argv: string[]): Promise<number> {
  const settings = readSettings(argv);
  if (settings === null) {
    console.error(usage);
    return 2;
  }
  const { events, seed, chosen, portionWorlds } = settings;
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
  console.log(listsTable(await measureLists(seed)));
  const portions = await measurePortions(seed, portionWorlds);
  console.log(portionsTable(portions));
  console.log(`${total} events in ${seconds.toFixed(1)} s (${Math.round(total / Math.max(seconds, 0.001))} per second).`);
  return report([...brokenPromises(tallies), ...brokenPortions(portions)]);
}

function readSettings(argv: string[]) {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        events: { type: 'string', default: '20000' },
        seed: { type: 'string', default: '1' },
        portions: { type: 'string', default: '20' },
        policies: { type: 'string', default: policies.map(({ id }) => id).join(',') },
      },
    });
    const ids = values.policies.split(',');
    const chosen = policies.filter(({ id }) => ids.includes(id));
    const [events, seed, portionWorlds] = [Number(values.events), Number(values.seed), Number(values.portions)];
    const whole = [events, seed, portionWorlds].every(Number.isSafeInteger);
    if (!whole || events < 1 || portionWorlds < 1 || chosen.length < ids.length) return null;
    return { events, seed, chosen, portionWorlds };
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

/**
 * Looking up in portions may let nobody be rung twice whom single look-ups would not: nobody at all with a lease, and without one no
 * more people over all faults. (Two runs of one list differ by chance; a single row of few lists says little.)
 */
export function brokenPortions(rows: readonly PortionRow[]): readonly string[] {
  const withLease = rows.filter(({ lease, portions }) => lease && portions.rungTwice > 0);
  const limits = [...new Set(rows.map(({ requestsPerMinute }) => requestsPerMinute))];
  return [
    ...withLease.map(({ mix, portions }) => `in portions, ${mix}, with a lease: ${portions.rungTwice} rung twice`),
    ...limits.flatMap((limit) => {
      const without = rows.filter(({ lease, requestsPerMinute }) => !lease && requestsPerMinute === limit);
      const [single, portions] = [sum(without.map((row) => row.single.rungTwice)), sum(without.map((row) => row.portions.rungTwice))];
      return portions > single ? [`in portions, without a lease, ${limit} requests a minute: ${portions} rung twice, ${single} looked up alone`] : [];
    }),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function report(broken: readonly string[]): number {
  if (broken.length === 0) {
    console.log('With a lease nobody was dialled twice; no event was lost silently.');
    return 0;
  }
  console.error(`Promises broken:\n${broken.join('\n')}`);
  return 1;
}
