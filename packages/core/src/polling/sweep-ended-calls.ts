import type { IqraError } from '../errors/iqra-error.ts';
import { inboundCalls, outboundCalls, type CallSource, type TrackedEntry } from './call-source.ts';
import type { EndedCallEvent, InboundCallEndedEvent } from './ended-call-event.ts';
import { isJsonObject } from './json-checks.ts';
import { loadConversations, type EndedCall, type LoadedConversation } from './load-conversations.ts';
import { BudgetLeft } from './poll-budget.ts';
import { pollEndedCalls, pollEndedInboundCalls, wantedOutcomes, type PollInput, type PollResult } from './poll-ended-calls.ts';
import type { PollNotice } from './poll-notice.ts';
import { inboundEvent, outboundEvent, type BuildEvent } from './report-ended-calls.ts';
import { sweepWindow, type SweptWindow } from './sweep-window.ts';
import type { TrackerState } from './tracker-state.ts';

/** A place where a host can keep a small value between polls. Both may fail; the sweep then does without. */
export interface SweepStore {
  get(): Promise<unknown>;
  set(memory: SweepMemory): Promise<void>;
}

/**
 * The tracker's state after each of the last two polls. Each poll starts from the older one, so that every event is handed
 * over twice: an answer that the host lost does no harm, and the host drops the repeat by its id.
 */
export interface SweepMemory {
  readonly version: 1;
  readonly older: TrackerState;
  readonly newer: TrackerState;
}

export interface SweepInput extends Omit<PollInput, 'state'> {
  /** Without it, or while it holds nothing, the whole window is read. */
  readonly store?: SweepStore;
  /** How far back to read without a stored mark. Default 3 h. */
  readonly windowMs?: number;
  /** Without a stored mark nobody can tell which calls are new: only so many, the newest, get their conversation. Default 25. */
  readonly maxConversations?: number;
}

export interface SweepItem<V> {
  readonly event: V;
  readonly sessionId: string | null;
  /** `not_loaded` = there may be a conversation, but it was not read: the host may read it when it needs it. */
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

const defaultWindowMs = 3 * 3600 * 1000;
const defaultBudget = { maxPages: 12, maxReads: 10, maxEvents: 100, concurrency: 5 } as const;
const defaultSweepMs = 22_000;

/**
 * One poll for a host that drops repeats by `id` itself: the outbound calls that have ended, newest first, each only once its
 * end is certain. Throws the `IqraError` of a failed read when nothing could be read.
 */
export function sweepEndedCalls(input: SweepInput): Promise<SweepResult<EndedCallEvent>> {
  const source = outboundCalls(input.reads, input.options?.campaignIds);
  return sweep(source, input, pollEndedCalls, outboundEvent);
}

/** The same for inbound calls. */
export function sweepEndedInboundCalls(input: SweepInput): Promise<SweepResult<InboundCallEndedEvent>> {
  return sweep(inboundCalls(input.reads, input.options?.routeIds), input, pollEndedInboundCalls, inboundEvent);
}

type Poll<V> = (input: PollInput) => Promise<PollResult<V>>;

async function sweep<E extends TrackedEntry, V extends { readonly id: string }>(
  source: CallSource<E>,
  given: SweepInput,
  poll: Poll<V>,
  build: BuildEvent<E, V>,
): Promise<SweepResult<V>> {
  const deadlineMs = given.budget?.deadlineMs ?? given.clock.now() + defaultSweepMs;
  const input = { ...given, budget: { ...defaultBudget, ...given.budget, deadlineMs } };
  const stored = await storedMemory(input.store);
  if (stored === null) return startAfresh(source, input, poll, build);
  const result = await poll({ ...input, state: stored.older });
  if (result.kind === 'state_reset') return startAfresh(source, input, poll, build);
  await keep(input.store, { version: 1, older: stored.newer, newer: result.state });
  const items = result.events.map((event): SweepItem<V> => ({ event, sessionId: null, conversation: 'loaded' })).reverse();
  return { items, mode: 'mark', notices: result.notices, failure: result.failure };
}

/** The mark is set before the window is read: what ended before it is in the window, what ends later is found from the mark. */
async function startAfresh<E extends TrackedEntry, V extends { readonly id: string }>(
  source: CallSource<E>,
  input: SweepInput,
  poll: Poll<V>,
  build: BuildEvent<E, V>,
): Promise<SweepResult<V>> {
  const first = input.store === undefined ? null : await poll({ ...input, state: undefined });
  const result = await readWindow(source, input, build);
  if (first !== null) await keep(input.store, { version: 1, older: first.state, newer: first.state });
  return result;
}

async function readWindow<E extends TrackedEntry, V extends { readonly id: string }>(
  source: CallSource<E>,
  input: SweepInput,
  build: BuildEvent<E, V>,
): Promise<SweepResult<V>> {
  const budget = new BudgetLeft(input.budget ?? {}, input.clock);
  const windowMs = input.windowMs ?? defaultWindowMs;
  const giveUpAfterMs = input.options?.giveUpAfterMs;
  const swept = await sweepWindow(source, input.reads, budget, { windowMs, giveUpAfterMs, hostNowMs: input.clock.now() });
  const wanted = wantedOutcomes(input.options?.outcomes);
  const calls = swept.ended.filter((call) => wanted(call.judgement.outcome));
  const withTranscript = input.options?.includeTranscript ?? true;
  const newest = withTranscript ? calls.slice(0, input.maxConversations ?? 25) : [];
  const loaded = await loadConversations(newest, input.reads, budget);
  const items = calls.flatMap((call) => itemOf(call, loaded.get(call.entry.queueId), swept, windowMs, build));
  return { items, mode: 'window', notices: swept.notices, failure: swept.failure };
}

/**
 * An id is taken by the host once and for all, so a call whose conversation cannot be read just now is left out until it is
 * half way through the window.
 */
function itemOf<E extends TrackedEntry, V>(
  call: EndedCall<E>,
  loaded: LoadedConversation | undefined,
  swept: SweptWindow<E>,
  windowMs: number,
  build: BuildEvent<E, V>,
): readonly SweepItem<V>[] {
  const conversation = loaded ?? { kind: 'none' as const };
  if (conversation.kind === 'failed' && swept.readAtMs - call.stampMs < windowMs / 2) return [];
  const event = build(call, conversation, (id) => swept.campaigns.name(id));
  return [{ event, sessionId: call.entry.sessionId, conversation: loaded === undefined ? 'not_loaded' : standing(loaded) }];
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

async function storedMemory(store: SweepStore | undefined): Promise<{ readonly older: unknown; readonly newer: TrackerState } | null> {
  if (store === undefined) return null;
  const value = await store.get().catch(() => null);
  if (!isJsonObject(value) || value['version'] !== 1 || !isJsonObject(value['older']) || !isJsonObject(value['newer'])) return null;
  return value as unknown as SweepMemory;
}

/** A mark that could not be kept costs a longer read next time, nothing else: the older one is still valid. */
async function keep(store: SweepStore | undefined, memory: SweepMemory): Promise<void> {
  await store?.set(memory).catch(() => undefined);
}
