import { isIqraError } from '@iqra-automation/core';
import { createInFlightKeys, placeOnce } from '@iqra-automation/core/testing';
import type { PlacedCall, PlannedCall, SendingOptions, KeyStore } from '@iqra-automation/core';
import type { SendingDeps } from '@iqra-automation/core/testing';
import { CallServer } from './call-server.ts';
import type { FaultMix } from './fault-mixes.ts';
import { createRecentKeys } from '../../../packages/core/src/sending/held-keys.ts';
import { createServerKnowledge } from '../../../packages/core/src/sending/server-knowledge.ts';
import { chanceOf, dispatchOf } from './fault-mixes.ts';
import { KeyServer } from './key-server.ts';
import { Link } from './link.ts';
import type { Chance, Traffic } from './link.ts';
import type { Policy } from './policies.ts';
import { Random } from './random.ts';
import { VirtualTime } from './virtual-time.ts';
import { Worker } from './worker.ts';

/** What was said about one delivery of the event. `null` in the end = nothing was ever said: lost silently. */
type Report = { readonly kind: 'placed'; readonly call: PlacedCall } | { readonly kind: 'refused' } | { readonly kind: 'unknown' };

const hostTries = 3;
const originMs = Date.UTC(2026, 10, 24, 9);

/** One event of the outside world: one recipient, one server queue, one or more deliveries to a host. */
export class SimulatedEvent {
  readonly time = new VirtualTime(originMs);
  readonly traffic: Traffic = { dials: 0, lookUps: 0 };
  readonly server: CallServer;
  readonly #policy: Policy;
  readonly #mix: FaultMix;
  readonly #random: Random;
  readonly #chance: Chance;
  readonly #keys: KeyServer;
  readonly #call: PlannedCall;
  readonly #reports: (Report | null)[] = [];
  readonly #dateOffsetMs: number;
  /** What one process remembers; all that runs in it reads one clock. */
  #process = freshProcess();

  constructor(policy: Policy, mix: FaultMix, seed: number, index: number) {
    this.#policy = policy;
    this.#mix = mix;
    this.#random = new Random(seed, index);
    this.#chance = chanceOf(mix, this.#random);
    this.server = new CallServer(this.time, policy.serverKind, () => dispatchOf(this.#random), () => this.#random.between(0, mix.longestListLagMs));
    this.#dateOffsetMs = this.#random.chance(mix.wrongDate) ? this.#random.between(45_000, 600_000) * (this.#random.chance(0.5) ? 1 : -1) : 0;
    this.server.addEarlierCall();
    this.#keys = new KeyServer(this.time, this.#random, mix.keyStoreSilent);
    this.#call = planOf(this.#random);
    this.#deliver(originMs);
    if (this.#random.chance(mix.duplicate)) this.#deliver(originMs + this.#random.exponential(mix.duplicateGapMeanMs));
  }

  get rings(): number {
    return this.server.rings;
  }

  /** How the event ended for the person who reads the reports. */
  get ending(): 'placed' | 'refused' | 'unknown' | 'lost' {
    const reports = this.#reports;
    if (reports.includes(null)) return 'lost';
    const placed = reports.flatMap((report) => (report?.kind === 'placed' ? [report.call.queueId] : []));
    if (placed.some((queueId) => !this.server.has(queueId))) return 'lost';
    if (placed.length > 0) return 'placed';
    return reports.some((report) => report?.kind === 'unknown') ? 'unknown' : 'refused';
  }

  #deliver(atMs: number): void {
    const number = this.#reports.push(null) - 1;
    this.time.at(atMs, () => void this.#workOn(number));
  }

  /** A worker takes the delivery; when it crashes, another takes it over later. */
  async #workOn(number: number): Promise<void> {
    const drawnErrorMs = clockErrorMs(this.#random);
    this.#process.clockErrorMs ??= drawnErrorMs;
    const worker = new Worker(this.time, this.#policy.oneProcess ? this.#process.clockErrorMs : drawnErrorMs, this.#random);
    const onDialLeft = this.#planCrash(number, worker);
    const link = new Link({ time: this.time, server: this.server, chance: this.#chance, traffic: this.traffic, dateOffsetMs: this.#dateOffsetMs }, worker, onDialLeft);
    const report = await this.#tryOnHost(worker, link, number);
    this.#reports[number] = report;
    if (report.kind === 'unknown' && this.#random.chance(0.5)) this.#runAgainLater(number);
  }

  /** The host's own three tries around the step; it stops at success, at a definite answer, and at an unknown placement. */
  async #tryOnHost(worker: Worker, link: Link, number: number): Promise<Report> {
    const memory = this.#policy.oneProcess ? this.#process.memory : { inFlight: createInFlightKeys() };
    const planned = this.#policy.keyless ? { ...this.#call, callKey: `key of delivery ${number}`, keyKind: 'run' as const } : this.#call;
    const deps = {
      reads: link.reads,
      dial: link.dial,
      clock: worker.clock,
      ...memory,
      keyStore: this.#keyStore(worker),
    };
    const options: SendingOptions = { checkBeforeSending: true, waitToSettle: this.#policy.waitToSettle, requestFormat: 'auto' };
    for (let tries = 1; ; tries += 1) {
      try {
        const call = this.#policy.bare ? await this.#sendBare(link) : await placeOnce(deps, planned, options);
        return { kind: 'placed', call };
      } catch (error) {
        if (!isIqraError(error)) throw error;
        if (error.placement !== 'not_placed' && !this.#policy.bare) return { kind: 'unknown' };
        if (tries === hostTries) return { kind: error.placement === 'not_placed' ? 'refused' : 'unknown' };
        await worker.clock.sleep(this.#random.between(1_000, 5_000));
      }
    }
  }

  #keyStore(worker: Worker): KeyStore | undefined {
    if (this.#policy.shortHolds) return this.#keys.shortHoldsFor(worker);
    return this.#policy.lease ? this.#keys.storeFor(worker) : undefined;
  }

  async #sendBare(link: Link): Promise<PlacedCall> {
    const startMs = this.#call.startMs ?? this.time.nowMs;
    const answer = await link.dial({ ...this.#call, configMetadata: {}, startMs, latestStartMs: startMs + 86_400_000, scheduled: false });
    if (answer.kind !== 'queued') throw answer.error;
    const times = { scheduledFor: '', scheduledForLocal: '', latestStart: '' };
    return { ...this.#call, ...times, status: 'placed', note: '', campaignName: null, queueId: answer.queueId, placed: true, deduplicated: false, recovered: false };
  }

  /** Half of the crashes fall between send and answer, half anywhere in the first seconds; queue systems notice within minutes. */
  #planCrash(number: number, worker: Worker): () => void {
    if (!this.#random.chance(this.#mix.crash)) return () => undefined;
    const crashAt = (atMs: number): void => {
      this.time.at(atMs, () => {
        if (worker.dead || this.#reports[number] !== null) return;
        worker.crash();
        this.#process = freshProcess();
        this.time.at(this.time.nowMs + 30_000 + this.#random.exponential(90_000), () => void this.#workOn(number));
      });
    };
    if (this.#random.chance(0.5)) {
      crashAt(this.time.nowMs + this.#random.between(0, 1_500));
      return () => undefined;
    }
    return () => crashAt(this.time.nowMs + this.#random.between(0, 1_000));
  }

  /** A person does what the message says: runs the step again after the named time, or after ten minutes where none is named. */
  #runAgainLater(number: number): void {
    this.time.at(this.time.nowMs + 600_000 + this.#random.exponential(300_000), () => {
      this.#reports[number] = null;
      void this.#workOn(number);
    });
  }
}

/** Most clocks are right within seconds; one in fifty is wrong by ten minutes. */
function clockErrorMs(random: Random): number {
  if (random.chance(0.98)) return random.between(-3_000, 3_000);
  return random.chance(0.5) ? 600_000 : -600_000;
}

/** One call in ten is scheduled, minutes to hours ahead, within a calling window. */
function planOf(random: Random): PlannedCall {
  const startMs = random.chance(0.1) ? originMs + random.between(60_000, 8 * 3_600_000) : null;
  return {
    recipientNumber: '+14155550123',
    campaignId: 'campaign',
    agentId: null,
    callingNumberId: null,
    dynamicVariables: {},
    metadata: {},
    startMs,
    latestStartLimitMs: startMs === null ? null : startMs + random.between(1_800_000, 4 * 3_600_000),
    keepTryingMs: 120_000,
    callKey: 'key',
    keyKind: 'event_key',
    keyLifetimeMs: 86_400_000,
    laterKeys: new Set(),
    source: 'simulation',
    warnings: [],
  };
}

interface HostProcess {
  readonly memory: Pick<SendingDeps, 'inFlight' | 'recent' | 'knowledge'>;
  /** Of its computer's clock; drawn by the first that works in it. */
  clockErrorMs?: number;
}

/** A process of the host as it starts: it remembers nothing. */
function freshProcess(): HostProcess {
  return { memory: { inFlight: createInFlightKeys(), recent: createRecentKeys(), knowledge: createServerKnowledge() } };
}
