import { IqraError } from '@iqra-automation/core';
import type { CallFilter, Dial, DialAnswer, DialRequest, Placement, Read } from '@iqra-automation/core';
import type { ErrorCode, SendingDeps } from '@iqra-automation/core/testing';
import type { CallServer } from './call-server.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Worker } from './worker.ts';

/** What happens to one dial request on its way. All times in ms. */
export type DialFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'connection_refused' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'request_lost'; readonly noticedAfterMs: number }
  | { readonly kind: 'answer_lost'; readonly noticedAfterMs: number }
  /** A gateway gives up; the request may still reach the queue, later. */
  | { readonly kind: 'bad_gateway'; readonly insertAfterMs: number | null }
  | { readonly kind: 'slow'; readonly insertAfterMs: number }
  | { readonly kind: 'queued_without_id' }
  | { readonly kind: 'inserted_but_error' };

/** What happens to one read. */
export type ReadFault = 'none' | 'fails' | 'empty_page';

export interface Chance {
  dialFault(): DialFault;
  readFault(): ReadFault;
  /** One way through the network. */
  legMs(): number;
  /** From arrival to the entry in the queue. */
  insertMs(): number;
}

const dialTimeoutMs = 30_000;

/** Counts what a world's workers sent. */
export interface Traffic {
  dials: number;
  lookUps: number;
}

/** What a link joins a worker to. */
export interface LinkedWorld {
  readonly time: VirtualTime;
  readonly server: CallServer;
  readonly chance: Chance;
  readonly traffic: Traffic;
  /** How far the times of the answers are off. */
  readonly dateOffsetMs?: number;
}

/** One worker's connection to the server, with the faults of the road. */
export class Link {
  readonly #time: VirtualTime;
  readonly #server: CallServer;
  readonly #worker: Worker;
  readonly #chance: Chance;
  readonly #traffic: Traffic;
  /** Called when a dial request has left, for crashes between send and answer. */
  readonly #onDialLeft: () => void;
  readonly #dateOffsetMs: number;

  constructor(world: LinkedWorld, worker: Worker, onDialLeft: () => void) {
    this.#time = world.time;
    this.#server = world.server;
    this.#chance = world.chance;
    this.#traffic = world.traffic;
    this.#worker = worker;
    this.#dateOffsetMs = world.dateOffsetMs ?? 0;
    this.#onDialLeft = onDialLeft;
  }

  readonly dial: Dial = async (request) => {
    this.#traffic.dials += 1;
    const fault = this.#chance.dialFault();
    const sentMs = this.#time.nowMs;
    this.#onDialLeft();
    const arrivedMs = sentMs + this.#chance.legMs();
    switch (fault.kind) {
      case 'none':
        return await this.#answered(sentMs, request, arrivedMs + this.#chance.insertMs());
      case 'slow':
        return await this.#answered(sentMs, request, arrivedMs + fault.insertAfterMs);
      case 'connection_refused':
        return await this.#fail(arrivedMs, (error) => ({ kind: 'not_sent', error }), 'not_placed');
      case 'throttled':
        return await this.#fail(arrivedMs, (error) => ({ kind: 'throttled', error, retryAfterMs: fault.retryAfterMs }), 'not_placed');
      case 'refused':
        return await this.#fail(arrivedMs, (error) => ({ kind: 'refused', error }), 'not_placed');
      case 'request_lost':
        return await this.#fail(sentMs + fault.noticedAfterMs, ambiguous, 'unknown');
      case 'answer_lost':
        this.#insertAt(arrivedMs + this.#chance.insertMs(), request);
        return await this.#fail(sentMs + fault.noticedAfterMs, ambiguous, 'unknown');
      case 'bad_gateway':
        if (fault.insertAfterMs !== null) this.#insertAt(arrivedMs + fault.insertAfterMs, request);
        return await this.#fail(arrivedMs + this.#chance.legMs(), ambiguous, 'unknown');
      case 'queued_without_id':
        this.#insertAt(arrivedMs, request);
        return await this.#fail(arrivedMs + this.#chance.legMs(), (error) => ({ kind: 'queued_without_id', error }), 'placed');
      case 'inserted_but_error':
        this.#insertAt(arrivedMs, request);
        return await this.#fail(arrivedMs + this.#chance.legMs(), ambiguous, 'unknown');
      default:
        return fault satisfies never;
    }
  };

  readonly reads: SendingDeps['reads'] = {
    countCalls: (filter) => this.#read(() => this.#server.count(filter)),
    listCalls: (query) => {
      // The server's cursor carries the filter.
      const { filter, offset } = 'filter' in query ? { filter: query.filter, offset: 0 } : (JSON.parse(query.cursor) as { filter: CallFilter; offset: number });
      return this.#read(
        () => {
          const page = this.#server.list(filter, query.limit, offset);
          return { ...page, nextCursor: page.nextCursor === null ? null : JSON.stringify({ filter, offset: Number(page.nextCursor) }) };
        },
        () => ({ items: [], nextCursor: null, totalCount: 0 }),
      );
    },
    getCall: (queueId) =>
      this.#read(() => {
        const entry = this.#server.get(queueId);
        if (entry === null) throw failure('not_placed');
        return entry;
      }),
  };

  async #answered(sentMs: number, request: DialRequest, insertMs: number): Promise<DialAnswer> {
    let queueId = '';
    let answeredMs = insertMs;
    this.#time.at(insertMs, () => {
      queueId = this.#server.insert(request);
      answeredMs = this.#time.nowMs;
    });
    const backMs = insertMs + this.#chance.legMs();
    await this.#worker.waitUntil(Math.min(backMs, sentMs + dialTimeoutMs));
    if (backMs > sentMs + dialTimeoutMs) return ambiguous(failure('unknown'));
    return { kind: 'queued', queueId, serverTimeMs: wholeSecond(answeredMs + this.#dateOffsetMs) };
  }

  #insertAt(atMs: number, request: DialRequest): void {
    this.#time.at(atMs, () => void this.#server.insert(request));
  }

  async #fail(atMs: number, answer: (error: IqraError) => DialAnswer, placement: Placement): Promise<DialAnswer> {
    await this.#worker.waitUntil(atMs);
    return answer(failure(placement));
  }

  /** `empty` stands in for the value when the server hides its database's failure; without it the failure shows. */
  async #read<T>(value: () => T, empty?: () => T): Promise<Read<T>> {
    this.#traffic.lookUps += 1;
    const fault = this.#chance.readFault();
    await this.#worker.waitUntil(this.#time.nowMs + this.#chance.legMs());
    const shown = fault === 'empty_page' && empty !== undefined ? empty() : value();
    const serverTimeMs = wholeSecond(this.#time.nowMs + this.#dateOffsetMs);
    await this.#worker.waitUntil(this.#time.nowMs + this.#chance.legMs());
    if (fault === 'fails') throw failure('not_placed');
    return { value: shown, serverTimeMs, serverKind: this.#server.kind };
  }
}

function ambiguous(error: IqraError): DialAnswer {
  return { kind: 'ambiguous', error };
}

/** The header `Date` is cut to whole seconds. */
function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}

const failures: Readonly<Record<Placement, IqraError>> = {
  not_placed: makeFailure('not_placed'),
  placed: makeFailure('placed'),
  unknown: makeFailure('unknown'),
};

function failure(placement: Placement): IqraError {
  return failures[placement];
}

function makeFailure(placement: Placement): IqraError {
  return new IqraError({ kind: 'server', code: 'MODELLED_FAULT' as ErrorCode, message: 'A modelled fault.', nextStep: 'None.', placement });
}
