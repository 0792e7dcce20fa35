import { isIqraError } from '@iqra-automation/core';
import { createInFlightKeys } from '@iqra-automation/core/testing';
import type { DialRequest, IqraError, PlacedCall, PlannedCall, SendingOptions, SendingProgress, ServerKind } from '@iqra-automation/core';
import type { SendingDeps } from '@iqra-automation/core/testing';
import { placeOnce } from '../../../../packages/core/src/sending/place-once.ts';
import { CallServer } from '../../../simulate/sending/call-server.ts';
import type { Dispatch } from '../../../simulate/sending/call-server.ts';
import { KeyServer } from '../../../simulate/sending/key-server.ts';
import { Link } from '../../../simulate/sending/link.ts';
import type { DialFault, ReadFault } from '../../../simulate/sending/link.ts';
import { Random } from '../../../simulate/sending/random.ts';
import { runUntil, VirtualTime } from '../../../simulate/sending/virtual-time.ts';
import { Worker } from '../../../simulate/sending/worker.ts';

export const startOfWorldMs = Date.UTC(2026, 10, 24, 9);
const legMs = 50;
const insertMs = 100;

export interface Script {
  /** One per dial, in order; `none` when they have run out. */
  readonly dialFaults?: readonly DialFault[];
  /** One per read. */
  readonly readFaults?: readonly ReadFault[];
  readonly serverKind?: ServerKind;
  readonly clockErrorMs?: number;
  readonly dispatch?: Dispatch;
  /** No call of ours stands in the list yet. */
  readonly newBusiness?: boolean;
}

/** A world in which exactly what the script says goes wrong, and the rest works in fixed times. */
export class ScriptedWorld {
  readonly time = new VirtualTime(startOfWorldMs);
  readonly random = new Random(1, 1);
  readonly traffic = { dials: 0, lookUps: 0 };
  readonly server: CallServer;
  readonly keys = new KeyServer(this.time, this.random, 0);
  readonly requests: DialRequest[] = [];
  readonly progress: SendingProgress[] = [];
  readonly worker: Worker;
  readonly #dialFaults: DialFault[];
  readonly #readFaults: ReadFault[];

  constructor(script: Script = {}) {
    this.#dialFaults = [...(script.dialFaults ?? [])];
    this.#readFaults = [...(script.readFaults ?? [])];
    this.server = new CallServer(this.time, script.serverKind ?? 'config', () => script.dispatch ?? { pickUpMs: 1_000, fate: 'dials' });
    if (script.newBusiness !== true) this.server.addEarlierCall();
    this.worker = new Worker(this.time, script.clockErrorMs ?? 0, this.random);
  }

  /** What one process of the host gives to the protocol. */
  deps(changes: Partial<SendingDeps> = {}): SendingDeps {
    const chance = {
      dialFault: () => this.#dialFaults.shift() ?? ({ kind: 'none' } as const),
      readFault: () => this.#readFaults.shift() ?? 'none',
      legMs: () => legMs,
      insertMs: () => insertMs,
    };
    const link = new Link({ time: this.time, server: this.server, chance, traffic: this.traffic }, this.worker, () => undefined);
    return {
      reads: link.reads,
      dial: (request) => {
        this.requests.push(request);
        return link.dial(request);
      },
      clock: this.worker.clock,
      inFlight: createInFlightKeys(),
      onProgress: (progress) => void this.progress.push(progress),
      ...changes,
    };
  }

  place(call: Partial<PlannedCall> = {}, options: Partial<SendingOptions> = {}, deps: SendingDeps = this.deps()): Promise<PlacedCall> {
    return this.until(placeOnce(deps, { ...plannedCall, ...call }, { checkBeforeSending: true, waitToSettle: true, requestFormat: 'auto', ...options }));
  }

  /** The error that the run must end with. */
  async failToPlace(...parameters: Parameters<ScriptedWorld['place']>): Promise<IqraError> {
    return await failureOf(this.place(...parameters));
  }

  until<T>(work: Promise<T>): Promise<T> {
    return runUntil(this.time, work);
  }

  /** Lets the dispatcher and all late requests do what they will. */
  async finish(): Promise<void> {
    await this.until(this.time.sleep(24 * 3_600_000));
  }

  get secondsGone(): number {
    return (this.time.nowMs - startOfWorldMs) / 1_000;
  }
}

export async function failureOf(work: Promise<unknown>): Promise<IqraError> {
  try {
    await work;
  } catch (error) {
    if (isIqraError(error)) return error;
    throw error;
  }
  throw new Error('The work was expected to fail.');
}

export const plannedCall: PlannedCall = {
  recipientNumber: '+14155550123',
  campaignId: 'campaign-1',
  agentId: null,
  callingNumberId: null,
  dynamicVariables: { name: 'Amina' },
  metadata: { crm: 'C-1' },
  startMs: null,
  latestStartLimitMs: null,
  keepTryingMs: 120_000,
  callKey: 'key-of-the-event',
  keyKind: 'event_key',
  keyLifetimeMs: 24 * 3_600_000,
  laterKeys: new Set(),
  source: 'n8n',
  warnings: ['A warning of the plan.'],
};
