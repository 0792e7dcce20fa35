import type { Listing, QueuedCall } from './modelled-conversation.ts';

interface Listed<C> {
  readonly call: C;
  readonly listing: Listing;
  /** What the call was listed by until then. */
  readonly before: Listing | undefined;
}

export interface ListedQuery {
  readonly fromMs: number;
  readonly toMs: number;
  readonly createdToMs: number;
  /** Only calls before this position in the order of creation. */
  readonly beforeIndex: number;
}

/** Calls as the server's database knows them at a moment, by one of their times. Time only moves forward. */
export class ListedCalls<C extends QueuedCall> {
  readonly #changes: readonly Listed<C>[];
  readonly #byStamp: Listed<C>[] = [];
  #applied = 0;

  /** `listingsOf` gives each write of the time, in order. */
  constructor(calls: readonly C[], listingsOf: (call: C) => readonly Listing[]) {
    this.#changes = calls
      .flatMap((call) => listingsOf(call).map((listing, at, all) => ({ call, listing, before: all[at - 1] })))
      .sort((a, b) => a.listing.visibleMs - b.listing.visibleMs);
  }

  advanceTo(nowMs: number): void {
    let change = this.#changes[this.#applied];
    while (change !== undefined && change.listing.visibleMs <= nowMs) {
      this.#apply(change);
      change = this.#changes[(this.#applied += 1)];
    }
  }

  /** Newest created first. */
  find(query: ListedQuery): readonly C[] {
    const found: C[] = [];
    for (let i = this.#firstAt(query.fromMs); i < this.#byStamp.length; i += 1) {
      const listed = this.#byStamp[i];
      if (listed === undefined || listed.listing.stampMs > query.toMs) break;
      const { call } = listed;
      if (call.createdMs <= query.createdToMs && call.index < query.beforeIndex) found.push(call);
    }
    return found.sort((a, b) => b.index - a.index);
  }

  #apply(change: Listed<C>): void {
    if (change.before !== undefined) this.#remove(change.call, change.before);
    let at = this.#byStamp.length;
    this.#byStamp.push(change);
    for (; at > 0; at -= 1) {
      const left = this.#byStamp[at - 1];
      if (left === undefined || left.listing.stampMs <= change.listing.stampMs) break;
      this.#byStamp[at] = left;
    }
    this.#byStamp[at] = change;
  }

  #remove(call: C, listing: Listing): void {
    for (let i = this.#firstAt(listing.stampMs); i < this.#byStamp.length; i += 1) {
      if (this.#byStamp[i]?.call !== call) continue;
      this.#byStamp.splice(i, 1);
      return;
    }
  }

  #firstAt(stampMs: number): number {
    let low = 0;
    let high = this.#byStamp.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const listed = this.#byStamp[middle];
      if (listed !== undefined && listed.listing.stampMs < stampMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
