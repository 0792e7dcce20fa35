import type { IqraError } from '../errors/iqra-error.ts';
import { inboundCalls, outboundCalls, type CallSource, type TrackedEntry } from './call-source.ts';
import type { EndedCallEvent, InboundCallEndedEvent } from './ended-call-event.ts';
import { loadConversations, type EndedCall, type LoadedConversation } from './load-conversations.ts';
import { BudgetLeft, type PollBudget } from './poll-budget.ts';
import { pollSource, wantedOutcomes, type PollInput } from './poll-ended-calls.ts';
import type { PollNotice } from './poll-notice.ts';
import { inboundEvent, outboundEvent, type BuildEvent } from './report-ended-calls.ts';
import { baseOf, isSettled, keepMemory, readMemory, withSnapshot, type SweepMemory, type SweepStore } from './sweep-memory.ts';
import { sweepWindow } from './sweep-window.ts';

export interface SweepInput extends Omit<PollInput, 'state'> {
  /** Shared by all triggers of this kind on one connection, whatever their filters. Without it the whole window is read. */
  readonly store?: SweepStore;
  /** How far back to read without a stored mark. Default 3 h. */
  readonly windowMs?: number;
  /** `maxPages` is for the window; reading from a mark has its own. */
  readonly budget?: PollBudget;
  /** Nobody can tell which calls are new to the host: only so many, the newest, get their conversation. Default 25. */
  readonly maxConversations?: number;
  /** True for a call that an earlier poll handed over, so that its conversation need not be read again. */
  readonly isKnown?: (queueId: string) => boolean;
}

export interface SweepItem<V> {
  readonly event: V;
  /** `not_loaded` = there may be a conversation, but it was not read: the host may read it by `event.sessionId` when it needs it. */
  readonly conversation: 'loaded' | 'none' | 'not_loaded' | 'failed';
}

export interface SweepResult<V> {
  /** Calls that have ended, newest first; may repeat earlier ones, always with the same `id`. */
  readonly items: readonly SweepItem<V>[];
  readonly mode: 'mark' | 'window';
  readonly notices: readonly PollNotice[];
  /** A read failed after some items were complete. */
  readonly failure: IqraError | null;
}

/** Ended calls as a reading found them, before their conversations. */
interface Found<E extends TrackedEntry> extends Omit<SweepResult<never>, 'items'> {
  readonly calls: readonly EndedCall<E>[];
  readonly campaignName: (campaignId: string | null) => string | null;
  /** Whether a call whose conversation cannot be read just now may be left out: it will be found again. */
  readonly comesAgain: (call: EndedCall<E>) => boolean;
}

const defaultWindowMs = 3 * 3600 * 1000;
const defaultSweepMs = 22_000;
const windowBudget: PollBudget = { maxPages: 12, maxReads: 10, concurrency: 5 };
/** Many pages are needed only after a burst or an outage; usually it is less than for a window. */
const markBudget: PollBudget = { maxPages: 60, maxReads: 60, maxEvents: 3000, concurrency: 5 };

/**
 * One poll for a host that drops repeats by `id` itself: the outbound calls that have ended, newest first, each only once its
 * end is certain. Throws the `IqraError` of a failed read when nothing could be read.
 */
export function sweepEndedCalls(input: SweepInput): Promise<SweepResult<EndedCallEvent>> {
  const unfiltered = input.store === undefined ? input.options?.campaignIds : [];
  const chosen = new Set(input.options?.campaignIds ?? []);
  const belongs = (call: EndedCall<{ campaignId: string | null } & TrackedEntry>) => chosen.size === 0 || chosen.has(call.entry.campaignId ?? '');
  return sweep(outboundCalls(input.reads, unfiltered), input, outboundEvent, belongs);
}

/** The same for inbound calls. */
export function sweepEndedInboundCalls(input: SweepInput): Promise<SweepResult<InboundCallEndedEvent>> {
  const unfiltered = input.store === undefined ? input.options?.routeIds : [];
  const chosen = new Set(input.options?.routeIds ?? []);
  const belongs = (call: EndedCall<{ routeId: string | null } & TrackedEntry>) => chosen.size === 0 || chosen.has(call.entry.routeId ?? '');
  return sweep(inboundCalls(input.reads, unfiltered), input, inboundEvent, belongs);
}

async function sweep<E extends TrackedEntry, V>(
  source: CallSource<E>,
  given: SweepInput,
  build: BuildEvent<E, V>,
  belongs: (call: EndedCall<E>) => boolean,
): Promise<SweepResult<V>> {
  const deadlineMs = given.budget?.deadlineMs ?? given.clock.now() + defaultSweepMs;
  const input = { ...given, budget: { ...given.budget, deadlineMs } };
  const found = await find(source, input);
  const wanted = wantedOutcomes(input.options?.outcomes);
  const calls = found.calls.filter((call) => belongs(call) && wanted(call.judgement.outcome)).toSorted((a, b) => b.stampMs - a.stampMs);
  const withTranscript = input.options?.includeTranscript ?? true;
  const unknown = calls.filter((call) => input.isKnown?.(call.entry.queueId) !== true);
  const newest = withTranscript ? unknown.slice(0, input.maxConversations ?? 25) : [];
  const loaded = await loadConversations(newest, input.reads, new BudgetLeft({ ...windowBudget, ...input.budget }, input.clock));
  const items = calls.flatMap((call) => itemOf(call, loaded.get(call.entry.queueId), found, build));
  return { items, mode: found.mode, notices: found.notices, failure: found.failure };
}

async function find<E extends TrackedEntry>(source: CallSource<E>, input: SweepInput): Promise<Found<E>> {
  const stored = await readMemory(input.store);
  switch (stored.kind) {
    case 'unavailable':
      return findInWindow(source, input);
    case 'nothing':
      return startAfresh(source, input);
    case 'stored':
      return isSettled(stored.memory, input.clock.now()) ? findFromMark(source, input, stored.memory) : findInBoth(source, input, stored.memory);
    default:
      return stored satisfies never;
  }
}

/** The mark is set before the window is read: what ended before it is in the window, what ends later is found from the mark. */
async function startAfresh<E extends TrackedEntry>(source: CallSource<E>, input: SweepInput): Promise<Found<E>> {
  const first = await pollSource(source, markInput(input, undefined), (call) => call);
  const found = await findInWindow(source, input);
  await keepMemory(input.store, { version: 1, snapshots: [{ atMs: input.clock.now(), state: first.state }] });
  return found;
}

async function findFromMark<E extends TrackedEntry>(source: CallSource<E>, input: SweepInput, memory: SweepMemory): Promise<Found<E>> {
  const nowMs = input.clock.now();
  const base = baseOf(memory, nowMs);
  const names = new Map<string, string | null>();
  const result = await pollSource<E, EndedCall<E>>(source, markInput(input, base.state), (call, _loaded, campaignName) => {
    const id = source.campaignId(call.entry);
    if (id !== null) names.set(id, campaignName(id));
    return call;
  });
  if (result.kind !== 'polled') return startAfresh(source, input);
  const next = withSnapshot(memory, base, result.state, nowMs);
  if (result.failure === null && next.snapshots.at(-1) !== memory.snapshots.at(-1)) await keepMemory(input.store, next);
  const campaignName = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return { calls: result.events, campaignName, comesAgain: () => false, mode: 'mark', notices: result.notices, failure: result.failure };
}

/** While the memory is young: from the mark, which misses no burst, and in the window, which misses nothing of before the mark. */
async function findInBoth<E extends TrackedEntry>(source: CallSource<E>, input: SweepInput, memory: SweepMemory): Promise<Found<E>> {
  const marked = await findFromMark(source, input, memory);
  if (marked.mode === 'window' || marked.failure !== null) return marked;
  const window = await findInWindow(source, input);
  const calls = new Map([...window.calls, ...marked.calls].map((call) => [call.entry.queueId, call]));
  const campaignName = (id: string | null) => marked.campaignName(id) ?? window.campaignName(id);
  return { ...window, calls: [...calls.values()], campaignName, mode: 'mark', notices: marked.notices };
}

/** Filters are applied afterwards: other triggers share the memory. Conversations too: most of the calls are known to the host. */
function markInput(input: SweepInput, state: unknown): PollInput {
  const { giveUpAfterMs } = input.options ?? {};
  const options = { includeTranscript: false, ...(giveUpAfterMs === undefined ? {} : { giveUpAfterMs }) };
  const { reads, clock, scope = '' } = input;
  const { maxPages: _onlyForTheWindow, ...budget } = input.budget ?? {};
  return { reads, clock, scope, state, options, budget: { ...markBudget, ...budget } };
}

async function findInWindow<E extends TrackedEntry>(source: CallSource<E>, input: SweepInput): Promise<Found<E>> {
  const budget = new BudgetLeft({ ...windowBudget, ...input.budget }, input.clock);
  const windowMs = input.windowMs ?? defaultWindowMs;
  const giveUpAfterMs = input.options?.giveUpAfterMs;
  const swept = await sweepWindow(source, input.reads, budget, { windowMs, giveUpAfterMs, hostNowMs: input.clock.now() });
  return {
    calls: swept.ended,
    campaignName: (id) => swept.campaigns.name(id),
    comesAgain: (call) => swept.readAtMs - call.stampMs < windowMs / 2,
    mode: 'window',
    notices: swept.notices,
    failure: swept.failure,
  };
}

/** An id is taken by the host once and for all, so a call whose conversation cannot be read just now is left out while it comes again. */
function itemOf<E extends TrackedEntry, V>(
  call: EndedCall<E>,
  loaded: LoadedConversation | undefined,
  found: Found<E>,
  build: BuildEvent<E, V>,
): readonly SweepItem<V>[] {
  if (loaded?.kind === 'failed' && found.comesAgain(call)) return [];
  const event = build(call, loaded ?? { kind: 'none' }, found.campaignName);
  return [{ event, conversation: loaded === undefined ? 'not_loaded' : standing(loaded) }];
}

function standing(loaded: LoadedConversation): SweepItem<never>['conversation'] {
  switch (loaded.kind) {
    case 'loaded':
    case 'none':
      return loaded.kind;
    case 'not_tried':
      return 'not_loaded';
    case 'failed':
    case 'refused':
      return 'failed';
    default:
      return loaded satisfies never;
  }
}
