import { createInFlightKeys, placeOnce } from '@iqra-automation/core/testing';
import type { PlannedCall } from '@iqra-automation/core';
import { CallServer } from './call-server.ts';
import { insertMs, legMs } from './fault-mixes.ts';
import { KeyServer } from './key-server.ts';
import { Link } from './link.ts';
import { Random } from './random.ts';
import { runWorlds, VirtualTime } from './virtual-time.ts';
import { Worker } from './worker.ts';

const originMs = Date.UTC(2026, 10, 24, 9);
const pairs = 2_000;
const overlapGapsMs: readonly number[] = [0, 250, 500, 1_000, 2_000, 5_000];

/** Share of events with two calls when two workers in two processes start that far apart, nothing else going wrong. */
export interface Overlap {
  readonly gapMs: number;
  readonly withLease: number;
  readonly withoutLease: number;
}

export async function measureOverlap(seed: number): Promise<readonly Overlap[]> {
  const measured: Overlap[] = [];
  for (const gapMs of overlapGapsMs) {
    measured.push({ gapMs, withLease: await share(gapMs, true, seed), withoutLease: await share(gapMs, false, seed) });
  }
  return measured;
}

async function share(gapMs: number, lease: boolean, seed: number): Promise<number> {
  const worlds = Array.from({ length: pairs }, (_, index) => startPair(gapMs, lease, new Random(seed, index)));
  await runWorlds(worlds.map(({ time }) => time));
  return worlds.filter(({ server }) => server.rings > 1).length / pairs;
}

function startPair(gapMs: number, lease: boolean, random: Random) {
  const time = new VirtualTime(originMs);
  const server = new CallServer(time, 'config', () => ({ pickUpMs: random.between(0, 5_000), fate: 'dials' }));
  const keys = new KeyServer(time, random, 0);
  const chance = {
    dialFault: () => ({ kind: 'none' }) as const,
    readFault: () => 'none' as const,
    legMs: () => legMs(random),
    insertMs: () => insertMs(random),
  };
  for (const startMs of [originMs, originMs + gapMs]) {
    const worker = new Worker(time, 0, random);
    const link = new Link({ time, server, chance, traffic: { dials: 0, lookUps: 0 } }, worker, () => undefined);
    time.at(startMs, () => {
      const deps = {
        reads: link.reads,
        dial: link.dial,
        clock: worker.clock,
        inFlight: createInFlightKeys(),
        keyStore: lease ? keys.storeFor(worker) : undefined,
      };
      void placeOnce(deps, planned, { checkBeforeSending: true, waitToSettle: true, requestFormat: 'auto' });
    });
  }
  return { time, server };
}

const planned: PlannedCall = {
  recipientNumber: '+14155550123',
  campaignId: 'campaign',
  agentId: null,
  callingNumberId: null,
  dynamicVariables: {},
  metadata: {},
  startMs: null,
  latestStartLimitMs: null,
  keepTryingMs: 120_000,
  callKey: 'key',
  keyKind: 'event_key',
  keyLifetimeMs: 86_400_000,
  laterKeys: new Set(),
  source: 'simulation',
  warnings: [],
};
