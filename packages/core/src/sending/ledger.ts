import { isJsonObject } from '../domain/json-value.ts';
import type { PlacedCall } from './planned-call.ts';

/** What one execution knows about the call of one item. Plain JSON; times in ms since 1970 by the server's clock. */
export type LedgerEntry =
  /** Written before the request leaves, so that an execution that dies in between knows that it may have left. */
  | (LedgerSend & { readonly state: 'sending' })
  | (LedgerSend & { readonly state: 'unknown' })
  /** In the queue, under an id that the server did not tell. */
  | (LedgerSend & { readonly state: 'placed_without_id' })
  | { readonly state: 'placed'; readonly callKey: string; readonly call: PlacedCall };

export interface LedgerSend {
  readonly callKey: string;
  /** Which send of the call, from 1. */
  readonly send: number;
  readonly sentAtMs: number;
  readonly startMs: number;
  readonly latestStartMs: number;
}

/** The memory of one execution, item by item. */
export interface Ledger {
  recall(item: string): LedgerEntry | undefined;
  /** What is known about the same event from any item. */
  recallKey(callKey: string): LedgerEntry | undefined;
  remember(item: string, entry: LedgerEntry): void;
  /** What this execution placed or may have placed so far, in the order of the items. */
  entries(): readonly LedgerEntry[];
  /** Only after a definite failure: the item may then be sent. */
  forget(item: string): void;
}

const storeName = 'iqraCalls';

/**
 * A ledger kept inside `store`, a plain object that the host saves with its execution. Every change is written at once. `item` must
 * be the same each time the host runs the same item again.
 */
export function createLedger(store: Record<string, unknown>): Ledger {
  const items = itemsIn(store);
  const itemOfKey = new Map(Object.entries(items).map(([item, entry]) => [entry.callKey, item]));
  return {
    recall: (item) => items[nameOf(item)],
    recallKey: (callKey) => {
      const item = itemOfKey.get(callKey);
      return item === undefined ? undefined : items[item];
    },
    entries: () => Object.values(items),
    remember: (item, entry) => {
      items[nameOf(item)] = entry;
      itemOfKey.set(entry.callKey, nameOf(item));
    },
    forget: (item) => {
      const name = nameOf(item);
      const entry = items[name];
      if (entry !== undefined && itemOfKey.get(entry.callKey) === name) itemOfKey.delete(entry.callKey);
      delete items[name];
    },
  };
}

/** The prefix keeps an item's name apart from the names that every object inherits. */
function nameOf(item: string): string {
  return `item ${item}`;
}

function itemsIn(store: Record<string, unknown>): Record<string, LedgerEntry> {
  const kept = store[storeName];
  const items = areEntries(kept) ? kept : {};
  store[storeName] = items;
  return items;
}

/** Only this file writes there. */
function areEntries(kept: unknown): kept is Record<string, LedgerEntry> {
  return isJsonObject(kept);
}
