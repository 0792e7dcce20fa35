import type { FaultMix } from './fault-mixes.ts';
import type { Policy } from './policies.ts';
import { SimulatedEvent } from './event.ts';
import { runWorlds } from './virtual-time.ts';

/** What happened to many events under one policy and one mix of faults. Counts of events, except the last two. */
export interface Tally {
  readonly policy: Policy;
  readonly mix: FaultMix;
  events: number;
  dialledTwice: number;
  unknown: number;
  lostSilently: number;
  refused: number;
  expired: number;
  dials: number;
  lookUps: number;
}

const worldsAtOnce = 500;

/** Plays `events` events. Event `i` of a seed is the same whatever is played beside it. */
export async function tallyEvents(policy: Policy, mix: FaultMix, seed: number, events: number): Promise<Tally> {
  const tally: Tally = {
    policy,
    mix,
    events,
    dialledTwice: 0,
    unknown: 0,
    lostSilently: 0,
    refused: 0,
    expired: 0,
    dials: 0,
    lookUps: 0,
  };
  for (let first = 0; first < events; first += worldsAtOnce) {
    const count = Math.min(worldsAtOnce, events - first);
    const worlds = Array.from({ length: count }, (_, offset) => new SimulatedEvent(policy, mix, seed, first + offset));
    await runWorlds(worlds.map(({ time }) => time));
    for (const world of worlds) add(tally, world);
  }
  return tally;
}

function add(tally: Tally, event: SimulatedEvent): void {
  if (event.rings > 1) tally.dialledTwice += 1;
  if (event.ending === 'unknown') tally.unknown += 1;
  if (event.ending === 'lost') tally.lostSilently += 1;
  if (event.ending === 'refused') tally.refused += 1;
  if (event.rings === 0 && event.server.expired > 0) tally.expired += 1;
  tally.dials += event.traffic.dials;
  tally.lookUps += event.traffic.lookUps;
}
