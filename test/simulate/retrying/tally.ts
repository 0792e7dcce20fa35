import type { FaultMix } from '../sending/fault-mixes.ts';
import { runWorlds } from '../sending/virtual-time.ts';
import { judgeLead, type Faults } from './judge-lead.ts';
import { RetriedLead } from './retried-lead.ts';

/** What happened to many leads under one mix of faults. */
export interface RetryTally {
  readonly mix: FaultMix;
  leads: number;
  calls: number;
  rings: number;
  deliveries: number;
  gaveUp: number;
  /** Deliveries that a person had to give up on, after several tries by hand, by the code of the error. */
  readonly errors: Map<string, number>;
  dials: number;
  readonly faults: Faults;
}

const worldsAtOnce = 250;

/** Plays `leads` leads. Lead `i` of a seed is the same whatever is played beside it. */
export async function tallyLeads(mix: FaultMix, seed: number, leads: number): Promise<RetryTally> {
  const faults: Faults = { twice: [], above: [], outside: [], early: [], unasked: [], missed: [] };
  const tally: RetryTally = { mix, leads, calls: 0, rings: 0, deliveries: 0, gaveUp: 0, errors: new Map(), dials: 0, faults };
  for (let first = 0; first < leads; first += worldsAtOnce) {
    const worlds = Array.from({ length: Math.min(worldsAtOnce, leads - first) }, (_, offset) => new RetriedLead(mix, seed, first + offset));
    await runWorlds(worlds.map(({ time }) => time));
    for (const [offset, world] of worlds.entries()) add(tally, world, first + offset);
  }
  return tally;
}

function add(tally: RetryTally, world: RetriedLead, index: number): void {
  const calls = world.server.calls();
  tally.calls += calls.length;
  tally.rings += calls.filter(({ rangMs }) => rangMs !== null).length;
  tally.deliveries += world.deliveries.length;
  tally.dials += world.dials;
  const reports = world.deliveries.flatMap(({ report }) => (report === null || report === 'placed' ? [] : [report]));
  for (const report of reports) if ('failed' in report) tally.errors.set(report.failed, (tally.errors.get(report.failed) ?? 0) + 1);
  if (reports.some((report) => 'result' in report && report.result.gaveUp)) tally.gaveUp += 1;
  const faults = judgeLead({ lead: world.lead, calls, deliveries: world.deliveries, clocksRight: world.clocksRight });
  tally.faults.twice.push(...named(index, faults.twice));
  tally.faults.above.push(...named(index, faults.above));
  tally.faults.outside.push(...named(index, faults.outside));
  tally.faults.early.push(...named(index, faults.early));
  tally.faults.unasked.push(...named(index, faults.unasked));
  tally.faults.missed.push(...named(index, faults.missed));
}

function named(index: number, sentences: readonly string[]): readonly string[] {
  return sentences.map((sentence) => `lead ${index}: ${sentence}`);
}
