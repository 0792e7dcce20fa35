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
  readonly older: object;
  readonly newer: object;
}

export interface SweepInput extends Omit<PollInput, 'state' | 'startAtMs'> {
  /** The host only fills its memory of ids with this poll and starts nothing: a trigger that was just switched on. Default false. */
  readonly populating?: boolean;
  /** Without it, or while it holds nothing, the whole window is read. */
  readonly store?: SweepStore;
  /** How far back to read without a stored mark. Default 3 h. */
  readonly windowMs?: number;
  /** Without a stored mark nobody can tell which calls are new: only so many, the newest, get their conversation. Default 25. */
  readonly maxConversations?: number;
  /** Without a stored mark: true for a call that an earlier poll handed over, so that its conversation need not be read again. */
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

const defaultWindowMs = 3 * 3600 * 1000;
const defaultBudget = { maxReads: 10, maxEvents: 600, concurrency: 5 } as const;
/** The whole window is read with every poll; from a mark, more than three pages are needed only after a burst or an outage. */
const windowPages = 12;
/** When the stored mark was lost, so many windows are read again from their start; the host drops what it knows. */
const recoveryWindows = 2;
const markPages = 20;
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
  if (input.populating === true) return populate(source, input, poll, build);
  const stored = await storedMemory(input.store);
  if (stored === 'unavailable') return readWindow(source, input, build);
  const startAtMs = input.clock.now() - recoveryWindows * (input.windowMs ?? defaultWindowMs);
  const state = stored === 'nothing' ? undefined : stored.older;
  const result = await poll({ ...input, state, startAtMs, budget: { maxPages: markPages, ...input.budget } });
  const older = stored === 'nothing' || result.kind === 'state_reset' ? result.state : stored.newer;
  await keep(input.store, { version: 1, older, newer: result.state });
  const conversation = input.options?.includeTranscript === false ? 'not_loaded' : 'loaded';
  const items = result.events.map((event): SweepItem<V> => ({ event, conversation })).toReversed();
  return { items, mode: 'mark', notices: result.notices, failure: result.failure };
}

/** The mark is set before the window is read: what ended before it is in the window, what ends later is found from the mark. */
async function populate<E extends TrackedEntry, V extends { readonly id: string }>(
  source: CallSource<E>,
  input: SweepInput,
  poll: Poll<V>,
  build: BuildEvent<E, V>,
): Promise<SweepResult<V>> {
  if (input.store === undefined) return readWindow(source, input, build);
  const first = await poll({ ...input, state: undefined });
  const result = await readWindow(source, input, build);
  await keep(input.store, { version: 1, older: first.state, newer: first.state });
  return result;
}

async function readWindow<E extends TrackedEntry, V extends { readonly id: string }>(
  source: CallSource<E>,
  input: SweepInput,
  build: BuildEvent<E, V>,
): Promise<SweepResult<V>> {
  const budget = new BudgetLeft({ maxPages: windowPages, ...input.budget }, input.clock);
  const windowMs = input.windowMs ?? defaultWindowMs;
  const giveUpAfterMs = input.options?.giveUpAfterMs;
  const swept = await sweepWindow(source, input.reads, budget, { windowMs, giveUpAfterMs, hostNowMs: input.clock.now() });
  const wanted = wantedOutcomes(input.options?.outcomes);
  const calls = swept.ended.filter((call) => wanted(call.judgement.outcome));
  const withTranscript = input.options?.includeTranscript ?? true;
  const unknown = calls.filter((call) => input.isKnown?.(call.entry.queueId) !== true);
  const newest = withTranscript ? unknown.slice(0, input.maxConversations ?? 25) : [];
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

/** A store that does not answer just now may still hold the memory: it must not be replaced by a fresh one. */
async function storedMemory(store: SweepStore | undefined): Promise<SweepMemory | 'nothing' | 'unavailable'> {
  if (store === undefined) return 'unavailable';
  try {
    return memoryFrom(await store.get()) ?? 'nothing';
  } catch {
    return 'unavailable';
  }
}

function memoryFrom(value: unknown): SweepMemory | null {
  if (!isJsonObject(value) || value['version'] !== 1) return null;
  const { older, newer } = value;
  return isJsonObject(older) && isJsonObject(newer) ? { version: 1, older, newer } : null;
}

/** A mark that could not be kept costs a longer read next time, nothing else: the older one is still valid. */
async function keep(store: SweepStore | undefined, memory: SweepMemory): Promise<void> {
  await store?.set(memory).catch(() => undefined);
}
