import type { ApiReads, CallReads } from '../api/registry.ts';
import type { CallOutcome } from '../domain/call.ts';
import type { Clock } from '../domain/clock.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { CampaignCache } from './campaign-cache.ts';
import { inboundCalls, outboundCalls, type CallSource, type TrackedEntry } from './call-source.ts';
import { mayHaveWords, type EndedCallEvent, type InboundCallEndedEvent } from './ended-call-event.ts';
import { loadConversations, type EndedCall, type LoadedConversation } from './load-conversations.ts';
import { BudgetLeft, type PollBudget } from './poll-budget.ts';
import { wantedOutcomes, type EndedCallOptions } from './poll-ended-calls.ts';
import { detailsOf, inboundEvent, outboundEvent, toolsFor, type BuildEvent } from './report-ended-calls.ts';
import { maxPageSize } from '../domain/server-facts.ts';

export interface PeekInput {
  readonly reads: CallReads & Pick<ApiReads, 'listConversations'>;
  readonly clock: Clock;
  readonly options?: EndedCallOptions;
  readonly budget?: PollBudget;
  /** How many calls to show. Default 3. */
  readonly limit?: number;
}

const lookBackMs = 30 * 24 * 3600 * 1000;
/** So many conversations are read one by one; with more, one list is asked for them: a test takes at most four requests. */
const readOneByOne = 2;
/** Conversations around the calls shown; a call's starts a moment before it is placed, by another clock. */
const listedConversations = 25;
const aroundMs = 10 * 60 * 1000;

/** The newest ended calls of the last 30 days, for a test run by hand: no state is read or changed, and nothing counts as reported. */
export function peekEndedCalls(input: PeekInput): Promise<readonly EndedCallEvent[]> {
  return peek(outboundCalls(input.reads, input.options?.campaignIds), input, outboundEvent);
}

/** The same for inbound calls. */
export function peekEndedInboundCalls(input: PeekInput): Promise<readonly InboundCallEndedEvent[]> {
  return peek(inboundCalls(input.reads, input.options?.routeIds), input, inboundEvent);
}

async function peek<E extends TrackedEntry, V extends { readonly outcome: CallOutcome }>(
  source: CallSource<E>,
  input: PeekInput,
  build: BuildEvent<E, V>,
): Promise<readonly V[]> {
  const calls = await newestEnded(source, input);
  if (calls.length === 0) return [];
  const includeTranscript = input.options?.includeTranscript ?? true;
  const loaded = includeTranscript ? await conversationsOf(calls, input) : new Map<string, LoadedConversation>();
  const whole = calls.filter((call) => loaded.get(call.entry.queueId)?.kind !== 'failed');
  const shown = whole.length > 0 ? whole : calls;
  const campaigns = new CampaignCache();
  const ids = shown.map(({ entry }) => source.campaignId(entry)).filter((id) => id !== null);
  await campaigns.prepare(new Set(ids), input.reads, input.clock.now());
  const tools = await toolsFor([...loaded.values()], campaigns, input.reads);
  const events = shown.map((call) => {
    const details = detailsOf(loaded.get(call.entry.queueId) ?? { kind: 'none' });
    return build(call, { ...details, tools, campaignName: campaigns.name(source.campaignId(call.entry)) });
  });
  const wanted = wantedOutcomes(input.options?.outcomes);
  return events.filter(({ outcome }) => wanted(outcome));
}

async function newestEnded<E extends TrackedEntry>(source: CallSource<E>, input: PeekInput): Promise<readonly EndedCall<E>[]> {
  const wanted = wantedOutcomes(input.options?.outcomes);
  const answer = await source.newest(maxPageSize, input.clock.now() - lookBackMs);
  const ended = answer.value.items.flatMap((entry) => {
    const judgement = source.judge(entry, { readAtMs: answer.serverTimeMs, maxCallTimeSeconds: null });
    const maybeWanted = judgement.ended && (wanted(judgement.outcome) || judgement.outcome === 'completed');
    return maybeWanted ? [{ entry, judgement, stampMs: source.stampMs(entry) ?? 0 }] : [];
  });
  return ended.slice(0, input.limit ?? 3);
}

async function conversationsOf<E extends TrackedEntry>(calls: readonly EndedCall<E>[], input: PeekInput): Promise<ReadonlyMap<string, LoadedConversation>> {
  const talked = calls.filter(({ entry, judgement }) => entry.conversationId !== null && mayHaveWords(judgement.outcome));
  const listed = talked.length > readOneByOne ? await listedTogether(talked, input) : new Map<string, LoadedConversation>();
  const missing = talked.filter(({ entry }) => !listed.has(entry.queueId));
  const few = missing.slice(0, listed.size > 0 ? 1 : readOneByOne);
  const single = await loadConversations(few, input.reads, new BudgetLeft(input.budget ?? {}, input.clock));
  const rest = missing.slice(few.length).map(({ entry }) => [entry.queueId, unread] as const);
  return new Map([...listed, ...single, ...rest]);
}

const unread: LoadedConversation = { kind: 'failed', reason: 'A test reads few conversations.', patienceMs: 0, conversation: null };

async function listedTogether<E extends TrackedEntry>(calls: readonly EndedCall<E>[], input: PeekInput): Promise<Map<string, LoadedConversation>> {
  const stamps = calls.map(({ stampMs }) => stampMs);
  const filter = {
    startedFrom: new Date(Math.min(...stamps) - aroundMs).toISOString(),
    startedTo: new Date(Math.max(...stamps) + aroundMs).toISOString(),
  };
  try {
    const { items } = (await input.reads.listConversations({ filter, limit: listedConversations })).value;
    return new Map(
      calls.flatMap(({ entry }) => {
        const conversation = items.find(({ conversationId }) => conversationId === entry.conversationId);
        return conversation === undefined ? [] : [[entry.queueId, { kind: 'loaded', conversation }] as const];
      }),
    );
  } catch (error) {
    if (!isIqraError(error) || error.kind === 'authentication') throw error;
    return new Map();
  }
}
