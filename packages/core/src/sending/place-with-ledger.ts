import type { CallEntry } from '../domain/call.ts';
import { isJsonObject } from '../domain/json-value.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { fenceMarginMs } from './fence.ts';
import { learnServer, lookBefore } from './look-before.ts';
import { placeOnce } from './place-once.ts';
import { asDeduplicated } from './held-keys.ts';
import { recoveredCall } from './placed-call.ts';
import type { PlacedCall, PlannedCall, SendingOptions } from './planned-call.ts';
import { placementUnknown, placedWithoutId } from './sending-errors.ts';
import { createRun, isFenced, latestStartReading, type SendingDeps, type SendingRun, type Send } from './sending-run.ts';

/** What one execution knows about the call of one item. Plain JSON; times in ms since 1970 by the server's clock. */
export type LedgerEntry =
  /** Written before the request leaves, so that an execution that dies in between knows that it may have left. */
  | (LedgerSend & { readonly state: 'sending' })
  | (LedgerSend & { readonly state: 'unknown' })
  /** In the queue, under an id that the server did not tell. */
  | (LedgerSend & { readonly state: 'placed_without_id' })
  | { readonly state: 'placed'; readonly callKey: string; readonly call: PlacedCall };

interface LedgerSend {
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
  /** What this execution placed or may have placed so far, each with its item. */
  entries(): readonly (readonly [item: string, entry: LedgerEntry])[];
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
    entries: () => Object.entries(items).map(([name, entry]) => [name.slice(nameOf('').length), entry] as const),
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

export interface LedgerPlace {
  readonly ledger: Ledger;
  /** The item's name within the execution, the same on every try. */
  readonly item: string;
}

/**
 * `placeOnce` for a host that may run the same item again within one execution: an item that was placed gives the same result
 * again, and one that may have been placed is only looked up, never sent again.
 */
export async function placeWithLedger(place: LedgerPlace, deps: SendingDeps, call: PlannedCall, options: SendingOptions): Promise<PlacedCall> {
  const { ledger, item } = place;
  const own = ledger.recall(item);
  const known = own ?? knownFromOtherItem(ledger, deps, call);
  if (known === undefined) return await placeAndRecord(place, deps, call, options);
  const placed = await recallCall(known, deps, call, options);
  const result = own === undefined ? asDeduplicated(placed) : placed;
  ledger.remember(item, { state: 'placed', callKey: known.callKey, call: result });
  return result;
}

/** Another item of the same event; one that is being sent right now is joined, not looked up. */
function knownFromOtherItem(ledger: Ledger, deps: SendingDeps, call: PlannedCall): LedgerEntry | undefined {
  const other = ledger.recallKey(call.callKey);
  return other?.state === 'sending' && deps.inFlight.has(call.callKey) ? undefined : other;
}

async function placeAndRecord(place: LedgerPlace, deps: SendingDeps, call: PlannedCall, options: SendingOptions): Promise<PlacedCall> {
  const { ledger, item } = place;
  const { callKey } = call;
  let last: LedgerSend | undefined;
  const recording: SendingDeps = {
    ...deps,
    onProgress: async (progress) => {
      if (progress.step === 'sending') {
        last = sendIn(callKey, progress.send);
        ledger.remember(item, { state: 'sending', ...last });
      }
      await deps.onProgress?.(progress);
    },
  };
  try {
    const placed = await placeOnce(recording, call, options);
    ledger.remember(item, { state: 'placed', callKey, call: placed });
    return placed;
  } catch (error) {
    const placement = isIqraError(error) ? error.placement : 'unknown';
    if (placement === 'not_placed') ledger.forget(item);
    else if (last !== undefined) ledger.remember(item, { state: placement === 'placed' ? 'placed_without_id' : 'unknown', ...last });
    throw error;
  }
}

function sendIn(callKey: string, { number, sentAtMs, window }: Send): LedgerSend {
  const { startMs, latestStartMs } = window;
  return { callKey, send: number, sentAtMs, startMs, latestStartMs };
}

async function recallCall(known: LedgerEntry, deps: SendingDeps, call: PlannedCall, options: SendingOptions): Promise<PlacedCall> {
  if (known.state === 'placed') return known.call;
  const run = createRun(deps, { ...call, callKey: known.callKey }, options);
  const { entry, failure } = await lookOnly(() => lookBefore(run));
  if (entry !== null) return recoveredFromLedger(run, known, entry);
  if (known.state === 'placed_without_id') throw placedWithoutId(call, known.sentAtMs, failure);
  if (latestStartReading(run) !== 'ignored' && !isFenced(run)) await learnServer(run);
  throw placementUnknown({
    call,
    sentAtMs: known.sentAtMs,
    safeAfterMs: isFenced(run) ? known.latestStartMs + fenceMarginMs : null,
    reason: 'sent_by_an_earlier_try',
    cause: failure,
  });
}

/** A failed look-up would be a definite failure before a send; here something was sent, so it only leaves the placement open. */
async function lookOnly(look: () => Promise<CallEntry | null>): Promise<{ entry: CallEntry | null; failure: unknown }> {
  try {
    return { entry: await look(), failure: undefined };
  } catch (failure) {
    return { entry: null, failure };
  }
}

function recoveredFromLedger(run: SendingRun, known: LedgerSend, entry: CallEntry): PlacedCall {
  run.sent.push({ number: known.send, sentAtMs: known.sentAtMs, window: { startMs: known.startMs, latestStartMs: known.latestStartMs, scheduled: false } });
  return recoveredCall(run, entry);
}
