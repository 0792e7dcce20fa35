import { outcomeFor } from '../calls/outcomes.ts';
import type { OutcomeName } from '../calls/outcomes.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { LoadedRecords } from './entries.ts';
import type { Journal } from './journal.ts';
import type { AcceptedCall, AcceptedInboundCall, AcceptedWebSession } from './records.ts';
import type { Tenancy } from './tenancy.ts';
import type { InboundCall, OutboundCall, WebSession } from './world.ts';
import { World } from './world.ts';

export interface StateOptions {
  readonly seed: string;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly cleanupJob: boolean;
  readonly usageRecords: boolean;
  /** Decides instead of the recipient's last digits; `undefined` = let them decide. */
  readonly outcomeOf: ((recipientNumber: string) => OutcomeName | undefined) | undefined;
  readonly cursorSecret: string;
  readonly tenancy: Tenancy;
  readonly loaded: LoadedRecords;
}

/** A call that a fault holds back: it is accepted at `at`, although its request was answered (or lost) long before. */
interface DelayedAccept {
  readonly at: number;
  readonly accept: (at: number) => void;
}

/** The world, its clock and its store as one thing: what operations read and change. */
export class SandboxState {
  readonly world: World;
  readonly options: StateOptions;
  #delayed: DelayedAccept[] = [];
  readonly #outcomes = new Map<string, OutcomeName>();

  constructor(options: StateOptions) {
    this.options = options;
    this.world = new World(options.seed, options.loaded);
  }

  /** Now, after everything that was due has been accepted. */
  now(): number {
    const now = this.options.clock.now();
    this.#acceptDelayed(now);
    return now;
  }

  acceptCall(call: Omit<AcceptedCall, 'kind' | 'outcome'>): OutboundCall {
    const record: AcceptedCall = { kind: 'call', ...call, outcome: this.outcomeOf(call.recipientNumber) };
    const accepted = this.world.addCall(record);
    this.#keep(record);
    return accepted;
  }

  acceptInboundCall(call: Omit<AcceptedInboundCall, 'kind'>): InboundCall {
    const record: AcceptedInboundCall = { kind: 'inbound', ...call };
    const accepted = this.world.addInboundCall(record);
    this.#keep(record);
    return accepted;
  }

  acceptWebSession(session: Omit<AcceptedWebSession, 'kind'>): WebSession {
    const record: AcceptedWebSession = { kind: 'web', ...session };
    const accepted = this.world.addWebSession(record);
    this.#keep(record);
    return accepted;
  }

  delayAccept(at: number, accept: (at: number) => void): void {
    this.#delayed.push({ at, accept });
    this.#delayed.sort((left, right) => left.at - right.at);
  }

  /** Cancels every waiting call, as deleting the business would. */
  cancelQueued(): void {
    const at = this.now();
    this.world.cancelQueued(at);
    this.#keep({ kind: 'canceled', at });
  }

  reset(): void {
    const at = this.now();
    this.#delayed = [];
    this.#outcomes.clear();
    this.world.apply({ kind: 'reset', at });
    this.#keep({ kind: 'reset', at });
  }

  /** How calls to one recipient go from now on; `null` = as before. */
  setOutcome(recipientNumber: string, outcome: OutcomeName | null): void {
    if (outcome === null) this.#outcomes.delete(recipientNumber);
    else this.#outcomes.set(recipientNumber, outcome);
  }

  outcomeOf(recipientNumber: string): OutcomeName {
    return this.#outcomes.get(recipientNumber) ?? this.options.outcomeOf?.(recipientNumber) ?? outcomeFor(this.options.seed, recipientNumber);
  }

  /** Resolves when everything that was accepted so far would survive a kill. */
  durable(): Promise<void> {
    return this.options.journal.flushed();
  }

  #acceptDelayed(now: number): void {
    for (;;) {
      const [next] = this.#delayed;
      if (next === undefined || next.at > now) return;
      this.#delayed.shift();
      next.accept(next.at);
    }
  }

  #keep(record: Parameters<Journal['append']>[0]): void {
    // Whoever answers a request waits for `durable()`, which fails with the same error.
    this.options.journal.append(record).catch(() => undefined);
  }
}
