import { BatchWorld } from './batch-world.ts';
import type { BatchPlan } from './batch-world.ts';
import type { FaultMix } from './fault-mixes.ts';
import { faultMixes, noFaults } from './fault-mixes.ts';
import { runWorlds } from './virtual-time.ts';

const listLeads = 500;
const leads = 30;
const concurrency = 9;
const worlds = 20;
const gapsMs: readonly number[] = [0, 250, 500, 1_000, 2_000, 5_000, 30_000, 60_000];
const mixNames: readonly string[] = ['base', 'bad network', 'slow server', 'lists that lag'];

/** What two workers did that took up the same list that far apart; how many people each kind of look-up let ring twice. */
export interface PortionRow {
  readonly mix: FaultMix['name'];
  readonly lease: boolean;
  readonly requestsPerMinute: number;
  readonly people: number;
  readonly single: PortionFigures;
  readonly portions: PortionFigures;
}

export interface PortionFigures {
  rungTwice: number;
  unknown: number;
  requestsPerCall: number;
}

/** Two workers, each with the whole list, over all gaps; with the same seed for either kind of look-up. */
export async function measurePortions(seed: number, worldsEach = worlds): Promise<readonly PortionRow[]> {
  const rows: PortionRow[] = [];
  for (const mix of faultMixes.filter(({ name }) => mixNames.includes(name))) {
    for (const lease of [true, false]) {
      for (const requestsPerMinute of [60, 0]) {
        const plan = { leads, concurrency, requestsPerMinute, lease };
        const single = await play({ ...plan, lookUps: 'single' }, mix, seed, worldsEach);
        const portions = await play({ ...plan, lookUps: 'portions' }, mix, seed, worldsEach);
        rows.push({ mix: mix.name, lease, requestsPerMinute, people: leads * worldsEach * gapsMs.length, single, portions });
      }
    }
  }
  return rows;
}

/** What one list of 500 leads costs one worker at 60 requests a minute. */
export interface ListRow {
  readonly mix: FaultMix['name'];
  readonly concurrency: number;
  readonly lookUps: BatchPlan['lookUps'];
  readonly requestsPerCall: number;
  readonly minutes: number;
}

export async function measureLists(seed: number): Promise<readonly ListRow[]> {
  const rows: ListRow[] = [];
  for (const mix of [noFaults, ...faultMixes.filter(({ name }) => name === 'base')]) {
    for (const lookUps of ['single', 'portions'] as const) {
      for (const listConcurrency of [5, 9, 10]) {
        const world = new BatchWorld({ leads: listLeads, concurrency: listConcurrency, requestsPerMinute: 60, lookUps, lease: false, startsMs: [0] }, mix, seed, 0);
        await runWorlds([world.time]);
        const requestsPerCall = (world.traffic.dials + world.traffic.lookUps) / listLeads;
        rows.push({ mix: mix.name, concurrency: listConcurrency, lookUps, requestsPerCall, minutes: world.endedAfterMs / 60_000 });
      }
    }
  }
  return rows;
}

async function play(plan: Omit<BatchPlan, 'startsMs'>, mix: FaultMix, seed: number, worldsEach: number): Promise<PortionFigures> {
  const played = gapsMs.flatMap((gapMs, gap) =>
    Array.from({ length: worldsEach }, (_, index) => new BatchWorld({ ...plan, startsMs: [0, gapMs] }, mix, seed, gap * worldsEach + index)),
  );
  await runWorlds(played.map(({ time }) => time));
  const sum = (figure: (world: BatchWorld) => number): number => played.reduce((total, world) => total + figure(world), 0);
  const requests = sum(({ traffic }) => traffic.dials + traffic.lookUps);
  return { rungTwice: sum(({ server }) => server.rungTwice.length), unknown: sum(({ unknown }) => unknown), requestsPerCall: requests / (2 * leads * played.length) };
}
