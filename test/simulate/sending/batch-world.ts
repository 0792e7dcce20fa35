import { createCallBatch, createPacer, isIqraError } from '@iqra-automation/core';
import type { PlannedCall } from '@iqra-automation/core';
import { createInFlightKeys, placeOnce } from '@iqra-automation/core/testing';
import { createRecentKeys } from '../../../packages/core/src/sending/held-keys.ts';
import { createServerKnowledge } from '../../../packages/core/src/sending/server-knowledge.ts';
import { CallServer } from './call-server.ts';
import { chanceOf, dispatchOf } from './fault-mixes.ts';
import type { FaultMix } from './fault-mixes.ts';
import { KeyServer } from './key-server.ts';
import { Link } from './link.ts';
import { Random } from './random.ts';
import { VirtualTime } from './virtual-time.ts';
import { Worker } from './worker.ts';

/** How a host works through a list of leads. */
export interface BatchPlan {
  readonly leads: number;
  readonly concurrency: number;
  readonly requestsPerMinute: number;
  /** `single`: each call is looked up alone, as before there were portions. */
  readonly lookUps: 'portions' | 'single';
  readonly lease: boolean;
  /** When each worker takes up the whole list, in ms after the first. */
  readonly startsMs: readonly number[];
}

const originMs = Date.UTC(2026, 10, 24, 9);

/** A list of leads that one or more workers, each a process of its own, work through from its beginning. */
export class BatchWorld {
  readonly time = new VirtualTime(originMs);
  readonly traffic = { dials: 0, lookUps: 0 };
  readonly server: CallServer;
  /** When each request left. */
  readonly departuresMs: number[] = [];
  readonly #plan: BatchPlan;
  readonly #random: Random;
  readonly #keys: KeyServer;
  readonly #mix: FaultMix;
  unknown = 0;
  notPlaced = 0;
  /** When the last call of the list had come to its end, in ms after the start. */
  endedAfterMs = 0;

  constructor(plan: BatchPlan, mix: FaultMix, seed: number, index: number) {
    this.#plan = plan;
    this.#mix = mix;
    this.#random = new Random(seed, index);
    this.server = new CallServer(this.time, 'config', () => dispatchOf(this.#random), () => this.#random.between(0, mix.longestListLagMs));
    this.server.addEarlierCall();
    this.#keys = new KeyServer(this.time, this.#random, 0);
    for (const startMs of plan.startsMs) this.time.at(originMs + startMs, () => void this.#workThrough());
  }

  async #workThrough(): Promise<void> {
    const { leads, concurrency, requestsPerMinute, lookUps } = this.#plan;
    const worker = new Worker(this.time, this.#random.between(-3_000, 3_000), this.#random);
    const link = this.#linkOf(worker);
    const pacer = createPacer({ requestsPerMinute, clock: worker.clock });
    const memory = { inFlight: createInFlightKeys(), recent: createRecentKeys(), knowledge: createServerKnowledge() };
    const readsAt = (pace: () => Promise<void>) => pacedReads(link, pace);
    const batch = lookUps === 'single' ? null : createCallBatch({ readsAt, pacer, clock: worker.clock, concurrency, calls: leads });
    const place = async (lead: number): Promise<void> => {
      const own = batch?.enter();
      const pace = own?.pace ?? (() => pacer.take());
      const deps = { reads: readsAt(pace), dial: link.dial, clock: worker.clock, pace, lead: own, ...memory, ...(this.#plan.lease ? { keyStore: this.#keys.storeFor(worker) } : {}) };
      try {
        await placeOnce(deps, planOf(lead), { checkBeforeSending: true, waitToSettle: false, requestFormat: 'auto' });
      } catch (error) {
        if (!isIqraError(error)) throw error;
        if (error.placement === 'not_placed') this.notPlaced += 1;
        else this.unknown += 1;
      } finally {
        own?.end();
      }
    };
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < leads) await place(next++);
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    this.endedAfterMs = this.time.nowMs - originMs;
  }

  #linkOf(worker: Worker): Link {
    const chance = chanceOf(this.#mix, this.#random);
    const noted = {
      ...chance,
      // One draw of the way through the network begins each request.
      dialFault: () => {
        this.departuresMs.push(this.time.nowMs);
        return chance.dialFault();
      },
      readFault: () => {
        this.departuresMs.push(this.time.nowMs);
        return chance.readFault();
      },
    };
    return new Link({ time: this.time, server: this.server, chance: noted, traffic: this.traffic }, worker, () => undefined);
  }
}

function pacedReads({ reads }: Link, pace: () => Promise<void>): Link['reads'] {
  return {
    countCalls: async (filter) => await pace().then(() => reads.countCalls(filter)),
    listCalls: async (query) => await pace().then(() => reads.listCalls(query)),
    getCall: async (queueId) => await pace().then(() => reads.getCall(queueId)),
  };
}

function planOf(lead: number): PlannedCall {
  return {
    recipientNumber: `+1415555${String(1_000 + lead)}`,
    campaignId: 'campaign',
    agentId: null,
    callingNumberId: null,
    dynamicVariables: {},
    metadata: {},
    startMs: null,
    latestStartLimitMs: null,
    keepTryingMs: 120_000,
    callKey: `key ${lead}`,
    keyKind: 'event_key',
    keyLifetimeMs: 86_400_000,
    laterKeys: new Set(),
    source: 'simulation',
    warnings: [],
  };
}
