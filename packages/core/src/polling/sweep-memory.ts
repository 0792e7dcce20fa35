import { isAmount, isJsonObject } from '../domain/json-value.ts';
import { memoryLagMs, snapshotSpacingMs } from './time-limits.ts';

/** A place where a host can keep a value between polls, for all triggers of one kind on one connection. It may fail or forget (docs/decisions/0019-polling-sweep-shared-mark.md). */
export interface SweepStore {
  get(): Promise<unknown>;
  set(memory: SweepMemory): Promise<void>;
}

/** The tracker's state as it was after some earlier polls, oldest first. */
export interface SweepMemory {
  readonly version: 1;
  readonly snapshots: readonly [Snapshot, ...Snapshot[]];
  /** No trigger was at work for long before the first snapshot, so nobody is owed anything that ended before it. */
  readonly rested?: true;
}

export interface Snapshot {
  /** Time of the host's clock, ms since 1970 UTC. */
  readonly atMs: number;
  readonly state: object;
}

export type StoredMemory =
  | { readonly kind: 'stored'; readonly memory: SweepMemory }
  | { readonly kind: 'nothing' }
  /** It may still hold a memory, which must not be replaced by a fresh one. */
  | { readonly kind: 'unavailable' };

/** What the store holds. Never throws. */
export async function readMemory(store: SweepStore | undefined): Promise<StoredMemory> {
  if (store === undefined) return { kind: 'unavailable' };
  try {
    const memory = memoryFrom(await store.get());
    return memory === null ? { kind: 'nothing' } : { kind: 'stored', memory };
  } catch {
    return { kind: 'unavailable' };
  }
}

/**
 * Whether some snapshot is old enough to start from. Until then the memory is younger than what a trigger that shares it may not
 * have seen yet: what ended between that trigger's last poll and the first snapshot stands only in the window. Where there was no
 * such trigger the window would show nothing but old calls.
 */
export function isSettled(memory: SweepMemory, nowMs: number): boolean {
  return memory.rested === true || memory.snapshots[0].atMs <= nowMs - memoryLagMs;
}

/** A memory that could not be kept costs more reading next time, nothing else: the older snapshots are still valid. */
export async function keepMemory(store: SweepStore | undefined, memory: SweepMemory): Promise<void> {
  await store?.set(memory).catch(() => undefined);
}

/** The newest snapshot that is old enough, else the oldest. */
export function baseOf(memory: SweepMemory, nowMs: number): Snapshot {
  return memory.snapshots.findLast(({ atMs }) => atMs <= nowMs - memoryLagMs) ?? memory.snapshots[0];
}

/** What the polls since have learnt about the conversations behind calls counts from any snapshot. */
export function withLatestSessions(state: object, memory: SweepMemory): object {
  const latest = memory.snapshots.at(-1)?.state;
  return isJsonObject(latest) && typeof latest['sessions'] === 'string' ? { ...state, sessions: latest['sessions'] } : state;
}

/** Adds the state after a poll, at most every few minutes, and drops what is older than the snapshot it started from. */
export function withSnapshot(memory: SweepMemory, base: Snapshot, state: object, nowMs: number): SweepMemory {
  const younger = memory.snapshots.filter(({ atMs }) => atMs > base.atMs && atMs <= nowMs);
  const newestMs = younger.at(-1)?.atMs ?? base.atMs;
  const added = nowMs - newestMs >= snapshotSpacingMs ? [{ atMs: nowMs, state }] : [];
  return { version: 1, snapshots: [base, ...younger, ...added], ...(memory.rested === true ? { rested: true } : {}) };
}

/** Whether the memory is of a time so long ago that its calls are none of this poll's business. */
export function isStale(memory: SweepMemory, nowMs: number, afterMs: number): boolean {
  return Math.max(...memory.snapshots.map(({ atMs }) => atMs)) < nowMs - afterMs;
}

function memoryFrom(value: unknown): SweepMemory | null {
  if (!isJsonObject(value) || value['version'] !== 1 || !Array.isArray(value['snapshots'])) return null;
  const snapshots = value['snapshots'].flatMap((snapshot: unknown) => {
    if (!isJsonObject(snapshot) || !isAmount(snapshot['atMs']) || !isJsonObject(snapshot['state'])) return [];
    return [{ atMs: snapshot['atMs'], state: snapshot['state'] }];
  });
  const [oldest, ...younger] = snapshots;
  return oldest === undefined ? null : { version: 1, snapshots: [oldest, ...younger], ...(value['rested'] === true ? { rested: true } : {}) };
}
