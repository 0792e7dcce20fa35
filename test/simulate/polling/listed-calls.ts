import type { ModelledCall, Settlement } from './modelled-call.ts';

interface Listed {
  readonly call: ModelledCall;
  readonly settlement: Settlement;
}

export interface ListedQuery {
  readonly fromMs: number;
  readonly toMs: number;
  readonly createdToMs: number;
  /** Only calls before this position in the order of creation. */
  readonly beforeIndex: number;
}

/** The settled calls as the server's database knows them at a moment, by their `completedAt`. Time only moves forward. */
export class ListedCalls {
  readonly #changes: readonly Listed[];
  readonly #byStamp: Listed[] = [];
  #applied = 0;

  constructor(calls: readonly ModelledCall[]) {
    this.#changes = calls
      .flatMap((call) => call.settlements.map((settlement) => ({ call, settlement })))
      .sort((a, b) => a.settlement.visibleMs - b.settlement.visibleMs);
  }

  advanceTo(nowMs: number): void {
    let change = this.#changes[this.#applied];
    while (change !== undefined && change.settlement.visibleMs <= nowMs) {
      this.#apply(change);
      change = this.#changes[(this.#applied += 1)];
    }
  }

  /** Newest created first. */
  find(query: ListedQuery): readonly ModelledCall[] {
    const found: ModelledCall[] = [];
    for (let i = this.#firstAt(query.fromMs); i < this.#byStamp.length; i += 1) {
      const listed = this.#byStamp[i];
      if (listed === undefined || listed.settlement.stampMs > query.toMs) break;
      const { call } = listed;
      if (call.createdMs <= query.createdToMs && call.index < query.beforeIndex) found.push(call);
    }
    return found.sort((a, b) => b.index - a.index);
  }

  #apply(change: Listed): void {
    const before = change.call.settlements[change.call.settlements.indexOf(change.settlement) - 1];
    if (before !== undefined) this.#remove(change.call, before);
    let at = this.#byStamp.length;
    this.#byStamp.push(change);
    for (; at > 0; at -= 1) {
      const left = this.#byStamp[at - 1];
      if (left === undefined || left.settlement.stampMs <= change.settlement.stampMs) break;
      this.#byStamp[at] = left;
    }
    this.#byStamp[at] = change;
  }

  #remove(call: ModelledCall, settlement: Settlement): void {
    for (let i = this.#firstAt(settlement.stampMs); i < this.#byStamp.length; i += 1) {
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
      if (listed !== undefined && listed.settlement.stampMs < stampMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
