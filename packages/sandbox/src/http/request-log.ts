import type { OperationName } from '../operations/operation.ts';

/** One request to the API as it arrived. The key is not kept. */
export interface LoggedRequest {
  /** Sandbox time, ms since 1970 UTC. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly operation: OperationName | null;
  readonly contentType: string | null;
  readonly body: Buffer;
  /** Recipient of an initiate request, as sent. */
  readonly recipient: string | null;
  /** Kind of the fault that struck it. */
  readonly fault: string | null;
}

/** The newest requests, oldest first. */
export class RequestLog {
  readonly #keep: number;
  #entries: LoggedRequest[] = [];
  #total = 0;

  constructor(keep: number) {
    this.#keep = keep;
  }

  add(entry: LoggedRequest): void {
    this.#total += 1;
    this.#entries.push(entry);
    if (this.#entries.length > this.#keep * 2) this.#entries = this.#entries.slice(-this.#keep);
  }

  list(): readonly LoggedRequest[] {
    return this.#entries.slice(-this.#keep);
  }

  /** All requests since the start, also those that are no longer kept. */
  get total(): number {
    return this.#total;
  }

  clear(): void {
    this.#entries = [];
    this.#total = 0;
  }
}
