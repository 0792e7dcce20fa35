import type { CallOutcome } from '../domain/call.ts';
import { isAmount, isJsonObject } from '../domain/json-value.ts';
import type { IqraError } from '../errors/iqra-error.ts';
import type { TrackedEntry } from './judge-call.ts';
import { CampaignCache } from './campaign-cache.ts';
import type { CallSource } from './call-source.ts';
import { BudgetLeft, budgetOf, type PollBudget } from './poll-budget.ts';
import { pollAndReport, type PollInput } from './poll-ended-calls.ts';
import type { PollNotice } from './read-pass.ts';
import { handOverEndedCalls, type NamedCall } from './report-ended-calls.ts';
import { sweepWindow } from './sweep-window.ts';
import { longestHoldMs, memoryLagMs, memoryRestMs, snapshotSpacingMs } from './time-limits.ts';

export interface SweepInput extends Omit<PollInput, 'state'> {
  /** Shared by all triggers of this kind on one connection, whatever their filters. Without it the whole window is read. */
  readonly store?: SweepStore;
  /** How far back to read without a stored mark. */
  readonly windowMs: number;
  /** `maxPages` is for the window; reading from a mark has its own. */
  readonly budget?: PollBudget;
  /** The trigger was switched on just now: every call that ended so far is handed over at once, for the host to know it as old. */
  readonly switchedOn?: boolean;
  /** So many calls of one poll get their conversation, those that wait longest first. */
  readonly maxConversations: number;
  /** How a call went, where an earlier poll read its conversation: it need not be read again. Without it nothing waits for its turn. */
  readonly outcomeOf?: (queueId: string) => CallOutcome | undefined;
}

/** Ended calls as a reading found them, before their conversations. */
export interface Found<E extends TrackedEntry> {
  readonly calls: readonly NamedCall<E>[];
  readonly campaigns: CampaignCache;
  readonly mode: 'mark' | 'window';
  readonly notices: readonly PollNotice[];
  readonly failure: IqraError | null;
  /** Whether a call whose conversation cannot be read just now may be left out: it will be found again. */
  readonly comesAgain: (call: NamedCall<E>) => boolean;
}

/** Finds the calls that have ended: from a stored mark where there is one, else in the window of the last hours. */
export async function findEndedCalls<E extends TrackedEntry>(source: CallSource<E>, input: SweepInput): Promise<Found<E>> {
  const stored = await readMemory(input.store);
  const nowMs = input.clock.now();
  switch (stored.kind) {
    case 'unavailable':
      return findInWindow(source, input);
    case 'nothing':
      return startAfresh(source, input);
    case 'stored':
      if (input.switchedOn === true && isStale(stored.memory, nowMs, memoryRestMs)) return startAfresh(source, input, { rested: true });
      if (isStale(stored.memory, nowMs, input.windowMs)) return startAfresh(source, input);
      if (input.switchedOn === true) return findInWindow(source, input);
      return isSettled(stored.memory, nowMs) ? findFromMark(source, input, stored.memory) : findInBoth(source, input, stored.memory);
    default:
      return stored satisfies never;
  }
}

/** The mark is set before the window is read: what ended before it is in the window, what ends later is found from the mark. */
async function startAfresh<E extends TrackedEntry>(source: CallSource<E>, input: SweepInput, rest: Pick<SweepMemory, 'rested'> = {}): Promise<Found<E>> {
  const first = await pollAndReport<E, NamedCall<E>>(source, markInput(input, undefined), handOverEndedCalls);
  const found = await findInWindow(source, input);
  await keepMemory(input.store, { version: 1, snapshots: [{ atMs: input.clock.now(), state: first.state }], ...rest });
  return found;
}

async function findFromMark<E extends TrackedEntry>(source: CallSource<E>, input: SweepInput, memory: SweepMemory): Promise<Found<E>> {
  const nowMs = input.clock.now();
  const base = baseOf(memory, nowMs);
  const result = await pollAndReport<E, NamedCall<E>>(source, markInput(input, withLatestSessions(base.state, memory)), handOverEndedCalls);
  if (result.kind === 'first_activation' || result.kind === 'state_reset') return startAfresh(source, input);
  const next = withSnapshot(memory, base, result.state, nowMs);
  if (result.failure === null && next.snapshots.at(-1) !== memory.snapshots.at(-1)) await keepMemory(input.store, next);
  const { events: calls, notices, failure } = result;
  return { calls, campaigns: new CampaignCache(), comesAgain: (call) => nowMs - call.stampMs < longestHoldMs, mode: 'mark', notices, failure };
}

/** While the memory is young: from the mark, which misses no burst, and in the window, which misses nothing of before the mark. */
async function findInBoth<E extends TrackedEntry>(source: CallSource<E>, input: SweepInput, memory: SweepMemory): Promise<Found<E>> {
  const marked = await findFromMark(source, input, memory);
  if (marked.mode === 'window' || marked.failure !== null) return marked;
  const window = await findInWindow(source, input);
  const calls = new Map([...window.calls, ...marked.calls].map((call) => [call.entry.queueId, call]));
  return { ...window, calls: [...calls.values()], mode: 'mark', notices: marked.notices };
}

/** Filters are applied afterwards: other triggers share the memory. Conversations too: most of the calls are known to the host. */
function markInput(input: SweepInput, state: unknown): PollInput {
  const { giveUpAfterMs } = input.options ?? {};
  const options = giveUpAfterMs === undefined ? {} : { giveUpAfterMs };
  const { reads, clock, scope = '' } = input;
  const { maxPages: _onlyForTheWindow, ...budget } = input.budget ?? {};
  return { reads, clock, scope, state, options, budget: { ...budgetOf.mark, ...budget } };
}

async function findInWindow<E extends TrackedEntry>(source: CallSource<E>, input: SweepInput): Promise<Found<E>> {
  const budget = new BudgetLeft({ ...budgetOf.window, ...input.budget }, input.clock);
  const { windowMs } = input;
  const giveUpAfterMs = input.options?.giveUpAfterMs;
  const swept = await sweepWindow(source, input.reads, budget, { windowMs, giveUpAfterMs, hostNowMs: input.clock.now() });
  return {
    calls: swept.ended.map((call) => ({ ...call, campaignName: swept.campaigns.name(source.campaignId(call.entry)) })),
    campaigns: swept.campaigns,
    comesAgain: (call) => swept.readAtMs - call.stampMs < windowMs / 2,
    mode: 'window',
    notices: swept.notices,
    failure: swept.failure,
  };
}

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

type StoredMemory =
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
async function keepMemory(store: SweepStore | undefined, memory: SweepMemory): Promise<void> {
  await store?.set(memory).catch(() => undefined);
}

/** The newest snapshot that is old enough, else the oldest. */
export function baseOf(memory: SweepMemory, nowMs: number): Snapshot {
  return memory.snapshots.findLast(({ atMs }) => atMs <= nowMs - memoryLagMs) ?? memory.snapshots[0];
}

/** What the polls since have learnt about the conversations behind calls counts from any snapshot. */
function withLatestSessions(state: object, memory: SweepMemory): object {
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
function isStale(memory: SweepMemory, nowMs: number, afterMs: number): boolean {
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
