import { createCallingMemory, createCampaignDirectory, isIqraError, placeCall, retrying, type CallingMemory, type Connection } from '@iqra-automation/core';
import { chanceOf, dispatchOf, type FaultMix } from '../sending/fault-mixes.ts';
import { KeyServer } from '../sending/key-server.ts';
import { Link, type Chance, type Traffic } from '../sending/link.ts';
import { Random } from '../sending/random.ts';
import { VirtualTime } from '../sending/virtual-time.ts';
import { Worker } from '../sending/worker.ts';
import { AnsweringServer } from './answering-server.ts';
import { drawLead, rulesOf, type Lead } from './draw-lead.ts';
import { modelledClient } from './modelled-client.ts';

/** What a host was told in the end about one delivery; `null` = nothing: it was lost. */
export interface Delivery {
  /** The call whose end is told; `null` for the event that asks for the first call. */
  readonly queueId: string | null;
  report: Report | null;
}

/** `failed` = the code of the error with which the last run ended. */
type Report = { readonly result: retrying.TryAgainResult } | { readonly failed: string } | 'placed';

interface Run {
  readonly delivery: Delivery;
  readonly worker: Worker;
  readonly runsByHand: number;
}

const connection: Connection = { baseUrl: 'https://iqra.example', businessId: 'business', requestFormat: 'auto' };
const hostTries = 3;
const mostRunsByHand = 4;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** One person from the first call to the last attempt, with everything that goes wrong between. */
export class RetriedLead {
  readonly lead: Lead;
  readonly time: VirtualTime;
  readonly server: AnsweringServer;
  readonly deliveries: Delivery[] = [];
  readonly #mix: FaultMix;
  readonly #random: Random;
  readonly #chance: Chance;
  readonly #keys: KeyServer;
  readonly #traffic: Traffic = { dials: 0, lookUps: 0 };
  readonly #dateOffsetMs: number;
  /** One for all runs of a host that is one process; else each run has its own. */
  readonly #shared: boolean;
  /** False once a run had a clock that was minutes wrong: then a delay can be as much shorter. */
  clocksRight = true;
  #memory: CallingMemory = createCallingMemory();
  /** What runs now; in a host that is one process, a crash ends all of it. */
  readonly #running = new Set<Run>();

  constructor(mix: FaultMix, seed: number, index: number) {
    this.#mix = mix;
    this.#random = new Random(seed, index);
    this.lead = drawLead(this.#random);
    this.time = new VirtualTime(this.lead.startMs);
    this.#chance = chanceOf(mix, this.#random);
    this.#shared = this.#random.chance(0.5);
    this.#dateOffsetMs = this.#random.chance(mix.wrongDate) ? this.#random.between(45_000, 600_000) * (this.#random.chance(0.5) ? 1 : -1) : 0;
    const lag = (): number => this.#random.between(0, mix.longestListLagMs);
    this.server = new AnsweringServer(this.time, this.#random, () => dispatchOf(this.#random), lag, (queueId) => this.#tell(queueId));
    this.server.addEarlierCall();
    this.#keys = new KeyServer(this.time, this.#random, mix.keyStoreSilent);
    this.#deliver(null, this.time.nowMs);
  }

  get dials(): number {
    return this.#traffic.dials;
  }

  /** A trigger tells an end within minutes; one in three is told again: at once, later, or days later, after those of later attempts. */
  #tell(queueId: string): void {
    // The trigger of a host judges by the time in the server's answers.
    const toldMs = this.time.nowMs + Math.max(0, -this.#dateOffsetMs) + this.#random.between(0, 5 * minuteMs);
    this.#deliver(queueId, toldMs);
    for (let again = toldMs; this.#random.chance(0.33); ) {
      again += this.#random.chance(0.4) ? this.#random.between(0, 1_000) : this.#random.exponential(this.#random.chance(0.5) ? 10 * minuteMs : 30 * hourMs);
      this.#deliver(queueId, again);
    }
  }

  #deliver(queueId: string | null, atMs: number): void {
    const delivery: Delivery = { queueId, report: null };
    this.deliveries.push(delivery);
    this.time.at(atMs, () => void this.#workOn(delivery, 0));
  }

  /** A worker takes the delivery; when it crashes, another takes it over later. What fails is run again by a person, some times. */
  async #workOn(delivery: Delivery, runsByHand: number): Promise<void> {
    const errorMs = clockErrorMs(this.#random);
    if (Math.abs(errorMs) > minuteMs) this.clocksRight = false;
    const worker = new Worker(this.time, errorMs, this.#random);
    const run = { delivery, worker, runsByHand };
    this.#running.add(run);
    const onDialLeft = this.#planCrash(run);
    const world = { time: this.time, server: this.server, chance: this.#chance, dateOffsetMs: this.#dateOffsetMs };
    const link = new Link({ ...world, traffic: this.#traffic }, worker, onDialLeft);
    const client = modelledClient(world, link, worker);
    const memory = this.#shared ? this.#memory : createCallingMemory();
    const deps = { client, connection, clock: worker.clock, memory, keyStore: this.#keys.storeFor(worker), campaigns: createCampaignDirectory(client) };
    delivery.report = await this.#tryOnHost(worker, () => this.#step(deps, delivery.queueId));
    this.#running.delete(run);
    if (delivery.report === 'placed' || 'result' in delivery.report || runsByHand >= mostRunsByHand) return;
    this.time.at(this.time.nowMs + 10 * minuteMs + this.#random.exponential(5 * minuteMs), () => void this.#workOn(delivery, runsByHand + 1));
  }

  async #step(deps: retrying.TryAgainDeps, queueId: string | null): Promise<Report> {
    const host = { source: 'simulation', itemId: null, stepId: '' };
    const { recipient, maxAttempts, outcomes, delays } = this.lead;
    const rules = rulesOf(this.lead);
    if (queueId === null) {
      await placeCall(deps, { recipientNumber: recipient.e164, campaignId: 'campaign', eventKey: 'lead', ...rules }, host);
      return 'placed';
    }
    return { result: await retrying.tryAgain(deps, { queueId, maxAttempts, afterOutcomes: outcomes, delay: delays.map(({ text }) => text), ...rules }, host) };
  }

  /** The host's own tries around the step; it stops at an answer, and at an outcome that nobody knows. */
  async #tryOnHost(worker: Worker, step: () => Promise<Report>): Promise<Report> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await step();
      } catch (error) {
        if (!isIqraError(error)) throw error;
        if (error.placement !== 'not_placed' || tries === hostTries) return { failed: error.code };
        await worker.clock.sleep(this.#random.between(1_000, 5_000));
      }
    }
  }

  /** Half of the crashes fall between send and answer, half anywhere in the first seconds. */
  #planCrash(run: Run): () => void {
    if (!this.#random.chance(this.#mix.crash)) return () => undefined;
    const crashAt = (atMs: number): void => this.time.at(atMs, () => this.#crash(run));
    if (this.#random.chance(0.5)) {
      crashAt(this.time.nowMs + this.#random.between(0, 1_500));
      return () => undefined;
    }
    return () => crashAt(this.time.nowMs + this.#random.between(0, 1_000));
  }

  /** Queue systems notice within minutes that a process is gone. */
  #crash(run: Run): void {
    if (!this.#running.has(run)) return;
    const lost = this.#shared ? [...this.#running] : [run];
    this.#memory = createCallingMemory();
    for (const { delivery, worker, runsByHand } of lost) {
      worker.crash();
      this.time.at(this.time.nowMs + 30_000 + this.#random.exponential(90_000), () => void this.#workOn(delivery, runsByHand));
    }
    for (const one of lost) this.#running.delete(one);
  }
}

/** Most clocks are right within seconds; one in fifty is wrong by ten minutes. */
function clockErrorMs(random: Random): number {
  if (random.chance(0.98)) return random.between(-3_000, 3_000);
  return random.chance(0.5) ? 600_000 : -600_000;
}
