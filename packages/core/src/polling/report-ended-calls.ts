import type { CallReads } from '../api/registry.ts';
import type { AgentTool } from '../domain/business.ts';
import type { CallEntry, CallOutcome, InboundCallEntry } from '../domain/call.ts';
import { usedCustomTools, type Conversation } from '../domain/conversation.ts';
import type { Read } from '../domain/reads.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import type { EndedCall, EndedJudgement, TrackedEntry } from './judge-call.ts';
import type { PollBook } from './poll-book.ts';
import type { CampaignCache } from './campaign-cache.ts';
import { mayHaveWords, toEndedCallEvent, toInboundCallEndedEvent, type EndedCallEvent, type EventDetails, type InboundCallEndedEvent } from './ended-call-event.ts';
import type { BudgetLeft } from './poll-budget.ts';
import { goneWordsLimitMs, incompleteWordsLimitMs, unreadableCampaignCallSeconds, wordsLimitMs } from './time-limits.ts';
import type { PollNotice } from './read-pass.ts';
import type { Tracker } from './tracker.ts';

/** Builds the event of one call from what was read about it. */
export type BuildEvent<E extends TrackedEntry, V> = (call: EndedCall<E>, details: EventDetails) => V;

export const outboundEvent: BuildEvent<CallEntry, EndedCallEvent> = (call, details) => toEndedCallEvent(call.entry, call.judgement, details);

export const inboundEvent: BuildEvent<InboundCallEntry, InboundCallEndedEvent> = (call, details) =>
  toInboundCallEndedEvent(call.entry, call.judgement, details);

/** With more calls than this to follow, a call is reported without its conversation at the first failure. */
const roomForHeldDetails = 1000;

/** An ended call with the name of its campaign. */
export interface NamedCall<E extends TrackedEntry> extends EndedCall<E> {
  readonly campaignName: string | null;
}

export interface ReportDeps<E extends TrackedEntry, V> {
  readonly book: PollBook<E>;
  readonly tracker: Tracker;
  readonly reads: Pick<CallReads, 'getConversation' | 'getBusiness'>;
  readonly budget: BudgetLeft;
  readonly includeTranscript: boolean;
  readonly wanted: (outcome: CallOutcome) => boolean;
  readonly nowMs: number;
  readonly build: BuildEvent<E, V>;
}

/**
 * Turns the calls that ended into events, oldest first. A call whose conversation cannot be read just now is held back until it can,
 * or until the limit of `time-limits.ts` has passed: neither is it lost, nor does one broken conversation hold up the rest.
 */
export async function reportEndedCalls<E extends TrackedEntry, V extends { readonly outcome: CallOutcome }>(
  deps: ReportDeps<E, V>,
): Promise<readonly V[]> {
  const { book, tracker } = deps;
  const calls = [...book.ended.values()].sort((a, b) => a.stampMs - b.stampMs);
  const conversations = deps.includeTranscript ? await loadConversations(calls, deps.reads, deps.budget) : new Map<string, LoadedConversation>();
  const ready = calls.flatMap((call) => {
    const loaded = asReported(deps, call, conversations.get(call.entry.queueId) ?? { kind: 'none' });
    return loaded === null ? [] : [{ call, loaded }];
  });
  await book.prepareCampaigns(ready.map(({ call }) => call.entry), deps.nowMs);
  const tools = await toolsFor(ready.map(({ loaded }) => loaded), tracker.campaigns, deps.reads);
  for (const { call } of ready) book.finish(call);
  if (ready.length < calls.length) book.notices.push(eventsHeld(calls.length - ready.length, conversations));
  return ready
    .map(({ call, loaded }) => eventOf(deps.build, { ...call, campaignName: book.campaignName(call.entry) }, loaded, tools))
    .filter(({ outcome }) => deps.wanted(outcome));
}

function eventsHeld(count: number, conversations: ReadonlyMap<string, LoadedConversation>): PollNotice {
  const failure = [...conversations.values()].find(({ kind }) => kind === 'failed');
  const reason = failure?.kind === 'failed' ? ` One of them: ${failure.reason}` : '';
  return { code: 'events_held', message: `Ended calls that wait for their conversations and follow with a later poll: ${count}.${reason}` };
}

/** Hands the ended calls over as they are, for somebody who reads what was said himself. */
export async function handOverEndedCalls<E extends TrackedEntry>(deps: Omit<ReportDeps<E, unknown>, 'build'>): Promise<readonly NamedCall<E>[]> {
  const { book, nowMs } = deps;
  const calls = [...book.ended.values()].sort((a, b) => a.stampMs - b.stampMs);
  await book.prepareCampaigns(calls.map(({ entry }) => entry), nowMs);
  for (const call of calls) book.finish(call);
  return calls.map((call) => ({ ...call, campaignName: book.campaignName(call.entry) }));
}

/** The business's own tools, where one of these conversations used one: only the business tells their names. */
export async function toolsFor(
  loaded: readonly LoadedConversation[],
  campaigns: CampaignCache,
  reads: Pick<CallReads, 'getBusiness'>,
): Promise<readonly AgentTool[]> {
  const used = loaded.some((one) => one.kind === 'loaded' && usedCustomTools(one.conversation));
  return used ? await campaigns.tools(reads) : [];
}

/** The event of a call, with what its conversation says or why it says nothing. Every reading of ended calls builds its events here. */
export function eventOf<E extends TrackedEntry, V>(build: BuildEvent<E, V>, call: NamedCall<E>, loaded: LoadedConversation, tools: readonly AgentTool[]): V {
  return build(call, { ...detailsOf(loaded), tools, campaignName: call.campaignName });
}

function detailsOf(loaded: LoadedConversation): Pick<EventDetails, 'conversation' | 'warnings'> {
  switch (loaded.kind) {
    case 'loaded':
      return { conversation: loaded.conversation, warnings: loaded.warnings ?? [] };
    case 'none':
    case 'not_tried':
      return { conversation: null };
    case 'failed':
    case 'refused':
      return { conversation: null, warnings: [missingWords(loaded.reason)] };
    default:
      return loaded satisfies never;
  }
}

function missingWords(reason: string): string {
  return `The conversation could not be read, so what was said is missing, and whether anybody spoke is not known. ${reason}`;
}

const stayedEmpty = `The server shows no word of this conversation ${incompleteWordsLimitMs / 60_000} minutes after its end, so it counts as one in which nobody spoke.`;

/** What a call that ended is reported with; `null` = it waits for its words. */
function asReported<E extends TrackedEntry, V>(deps: ReportDeps<E, V>, call: EndedCall<E>, loaded: LoadedConversation): LoadedConversation | null {
  switch (loaded.kind) {
    case 'loaded':
    case 'none':
    case 'refused':
      return loaded;
    case 'not_tried':
      deps.book.holdBack(call, deps.nowMs);
      return null;
    case 'failed': {
      const { conversation, patienceMs } = loaded;
      if (deps.book.waitForWords(call, deps.nowMs) >= patienceMs) return conversation === null ? loaded : { kind: 'loaded', conversation, warnings: [stayedEmpty] };
      return deps.tracker.pending.size > roomForHeldDetails ? loaded : null;
    }
    default:
      return loaded satisfies never;
  }
}

export type LoadedConversation =
  | { readonly kind: 'loaded'; readonly conversation: Conversation; readonly warnings?: readonly string[] }
  /** Nobody spoke, or it was not asked for. */
  | { readonly kind: 'none' }
  /** Trying again later may work; after `patienceMs` its call is reported with what there is: the conversation, where it is only empty. */
  | { readonly kind: 'failed'; readonly reason: string; readonly patienceMs: number; readonly conversation: Conversation | null }
  /** It will not work later either. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The time was over before its turn. */
  | { readonly kind: 'not_tried' };

/** After so many failures in a row the rest of this poll is not tried: the server needs a pause. */
const failuresInARow = 3;

/** Reads the conversation behind each ended call, a few at a time, until the deadline. Never throws for a failed read (docs/decisions/0014-polling-failed-detail-reads.md). */
export async function loadConversations<E extends TrackedEntry>(
  calls: readonly EndedCall<E>[],
  reads: Pick<CallReads, 'getConversation'>,
  budget: BudgetLeft,
): Promise<ReadonlyMap<string, LoadedConversation>> {
  const loaded = new Map<string, LoadedConversation>();
  const queue = [...calls];
  let failures = 0;
  const worker = async (): Promise<void> => {
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
      const result = await loadUnless(call, reads, failures >= failuresInARow, budget.timeIsUp());
      if (result.kind === 'failed' && result.patienceMs === wordsLimitMs) failures += 1;
      if (result.kind === 'loaded') failures = 0;
      loaded.set(call.entry.queueId, result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, budget.concurrency) }, worker));
  return loaded;
}

async function loadUnless<E extends TrackedEntry>(
  call: EndedCall<E>,
  reads: Pick<CallReads, 'getConversation'>,
  paused: boolean,
  timeIsUp: boolean,
): Promise<LoadedConversation> {
  if (!hasConversation(call)) return { kind: 'none' };
  if (paused) return failed('The server failed to answer for several conversations in a row.', wordsLimitMs);
  return timeIsUp ? { kind: 'not_tried' } : loadConversation(call, reads).catch(heldUntilRead);
}

/** A key that is refused stops the next poll, not this one. */
function heldUntilRead(error: unknown): LoadedConversation {
  if (!isIqraError(error)) throw error;
  return failed(error.message, wordsLimitMs);
}

/** Whether words may stand behind an ended call. */
export function hasConversation<E extends TrackedEntry>({ entry, judgement }: Pick<EndedCall<E>, 'entry' | 'judgement'>): boolean {
  return entry.conversationId !== null && mayHaveWords(judgement.outcome);
}

/** Reads the conversation behind one ended call, where there is one. @throws IqraError only of kind `authentication`: then no reading will succeed. */
export async function loadConversation<E extends TrackedEntry>(
  call: Pick<EndedCall<E>, 'entry' | 'judgement'>,
  reads: Pick<CallReads, 'getConversation'>,
): Promise<LoadedConversation> {
  const { conversationId } = call.entry;
  if (conversationId === null || !hasConversation(call)) return { kind: 'none' };
  try {
    return asLoaded(call, (await reads.getConversation(conversationId)).value);
  } catch (error) {
    if (!isIqraError(error) || error.kind === 'authentication') throw error;
    if (error.kind === 'permission') return { kind: 'refused', reason: error.message };
    return failed(error.message, error.kind === 'not_found' ? goneWordsLimitMs : wordsLimitMs);
  }
}

/** What a reading of its conversation is worth to an ended call. */
export function asLoaded({ judgement }: Pick<EndedCall<TrackedEntry>, 'judgement'>, conversation: Conversation): LoadedConversation {
  if (!isStillEmpty(conversation, judgement)) return { kind: 'loaded', conversation };
  return failed('The server does not show what was said yet.', incompleteWordsLimitMs, conversation);
}

/** The words of a call may reach the server's store after its end: a talk that ended with nothing stored is not believed at once. */
export function isStillEmpty({ messages }: Conversation, { basis, outcome }: EndedJudgement): boolean {
  return basis === 'session' && outcome === 'completed' && messages.length === 0;
}

/** The longest conversation that is allowed, in seconds; `null` = it cannot be read. Asked for only where it decides. */
export type LongestCall = () => Promise<number | null>;

/**
 * Whether a conversation is empty, and its words may still be late for whoever did not watch it end. They have their time from the latest
 * moment at which the talk can have ended: when somebody left, else the end of the longest one. @throws what `longestCall` throws.
 */
export async function isNotStoredYet({ value, serverTimeMs }: Pick<Read<Conversation>, 'value' | 'serverTimeMs'>, longestCall: LongestCall): Promise<boolean> {
  if (value.messages.length > 0) return false;
  const left = value.parties.map(({ leftAt }) => Date.parse(leftAt ?? '')).filter(Number.isFinite);
  const endedMs = left.length > 0 ? Math.max(...left) : Date.parse(value.startedAt) + ((await longestCall()) ?? unreadableCampaignCallSeconds) * 1000;
  return serverTimeMs < endedMs + incompleteWordsLimitMs;
}

/** The same conversation for whoever did not watch its end: one that is empty counts as loaded once its words cannot be late any more. */
export async function asSeenOnce(loaded: LoadedConversation, serverTimeMs: number, longestCall: LongestCall): Promise<LoadedConversation> {
  if (loaded.kind !== 'failed' || loaded.conversation === null) return loaded;
  const late = await isNotStoredYet({ value: loaded.conversation, serverTimeMs }, longestCall);
  return late ? loaded : { kind: 'loaded', conversation: loaded.conversation };
}

function failed(reason: string, patienceMs: number, conversation: Conversation | null = null): LoadedConversation {
  return { kind: 'failed', reason, patienceMs, conversation };
}
