import { IqraError, type Read } from '@iqra-automation/core';
import type { ErrorCode } from '@iqra-automation/core/testing';
import type { Random } from '../sending/random.ts';
import type { Faults } from './fault-schedule.ts';

/** A server's time, which moves a little with every request, and what goes wrong with its answers. */
export class FaultyServer {
  nowMs: number;
  /** How far the `Date` of its answers is off just now. */
  dateOffMs = 0;
  readonly #faults: Faults;
  readonly #random: Random;

  constructor(startMs: number, faults: Faults, random: Random) {
    this.nowMs = startMs;
    this.#faults = faults;
    this.#random = random;
  }

  /** Takes the time of one request, or throws when the server is down. Requests that run side by side take less time each. */
  takeRequest(sideBySide = 1): void {
    this.nowMs += this.#random.between(40, 200) / sideBySide;
    if (this.#faults.outages.covers(this.nowMs)) throw failure('connection', 'The server did not answer.');
  }

  databaseIsDown(): boolean {
    return this.#faults.databaseFailures.covers(this.nowMs);
  }

  /** A failed list looks like one with nothing in it. */
  hidesList(): boolean {
    return this.databaseIsDown() || this.#random.chance(this.#faults.swallowedListShare);
  }

  rejectsCursor(): boolean {
    return this.#random.chance(this.#faults.rejectedCursorShare);
  }

  failsConversation(): boolean {
    return this.databaseIsDown() || this.#random.chance(this.#faults.failedConversationShare);
  }

  /** The `Date` header knows no fractions of a second. */
  answer<T>(value: T): Read<T> {
    return { value, serverTimeMs: Math.floor((this.nowMs + this.dateOffMs) / 1000) * 1000, serverKind: 'config' };
  }
}

export function failure(kind: 'server' | 'connection' | 'not_found', message: string): IqraError {
  return new IqraError({ kind, code: 'MODELLED_FAILURE' as ErrorCode, message, nextStep: 'Try again later.', placement: 'not_placed' });
}
