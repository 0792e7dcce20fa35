import type { ApiReads, CallReads } from '../api/registry.ts';
import type { CallOutcome } from '../domain/call.ts';
import type { Clock } from '../domain/from-host.ts';
import type { Read } from '../domain/reads.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { readPages } from '../reading/walk-pages.ts';
import { inboundCalls, outboundCalls, type CallSource, type ListRange } from './call-source.ts';
import { CampaignCache } from './campaign-cache.ts';
import type { EndedCallEvent, InboundCallEndedEvent } from './ended-call-event.ts';
import type { EndedCall, TrackedEntry } from './judge-call.ts';
import { BudgetLeft, peekReads, type PollBudget } from './poll-budget.ts';
import { wantedOutcomes, type EndedCallOptions } from './poll-ended-calls.ts';
import { asLoaded, asSeenOnce, eventOf, hasConversation, inboundEvent, loadConversations, outboundEvent, toolsFor, type BuildEvent, type LoadedConversation } from './report-ended-calls.ts';
import { peekAroundMs, peekLookBackMs } from './time-limits.ts';

export interface PeekInput {
  readonly reads: CallReads & Pick<ApiReads, 'listConversations'>;
  readonly clock: Clock;
  readonly options?: EndedCallOptions;
  readonly budget?: PollBudget;
}

/** The newest ended calls of the last 30 days, for a test run by hand: no state is read or changed, and nothing counts as reported. */
export function peekEndedCalls(input: PeekInput): Promise<readonly EndedCallEvent[]> {
  return peek(outboundCalls(input.reads, input.options?.campaignIds), input, outboundEvent);
}

/** The same for inbound calls. */
export function peekEndedInboundCalls(input: PeekInput): Promise<readonly InboundCallEndedEvent[]> {
  return peek(inboundCalls(input.reads), input, inboundEvent);
}

async function peek<E extends TrackedEntry, V extends { readonly outcome: CallOutcome }>(
  source: CallSource<E>,
  input: PeekInput,
  build: BuildEvent<E, V>,
): Promise<readonly V[]> {
  const answer = await newestPage(source, input.clock.now() - peekLookBackMs);
  const campaigns = new CampaignCache();
  await campaigns.prepare(answer.value.map((entry) => source.campaignId(entry)), input.reads, input.clock.now());
  const calls = newestEnded(source, input, answer, campaigns);
  if (calls.length === 0) return [];
  const includeTranscript = input.options?.includeTranscript ?? true;
  const read = includeTranscript ? await conversationsOf(calls, input) : new Map<string, LoadedConversation>();
  const loaded = new Map<string, LoadedConversation>();
  for (const { entry } of calls) {
    const longestCall = () => Promise.resolve(campaigns.maxCallTimeSeconds(source.campaignId(entry)) ?? source.fallbackCallSeconds);
    loaded.set(entry.queueId, await asSeenOnce(read.get(entry.queueId) ?? { kind: 'none' }, answer.serverTimeMs, longestCall));
  }
  const whole = calls.filter((call) => loaded.get(call.entry.queueId)?.kind !== 'failed');
  const shown = whole.length > 0 ? whole : calls;
  const tools = await toolsFor([...loaded.values()], campaigns, input.reads);
  const named = shown.map((call) => ({ ...call, campaignName: campaigns.name(source.campaignId(call.entry)) }));
  const events = named.map((call) => eventOf(build, call, wordsOf(loaded.get(call.entry.queueId)), tools));
  const wanted = wantedOutcomes(input.options?.outcomes);
  return events.filter(({ outcome }) => wanted(outcome));
}

/** A test waits for nothing, so a talk that is empty yet tells nothing. */
function wordsOf(loaded: LoadedConversation = { kind: 'none' }): LoadedConversation {
  return loaded.kind === 'failed' ? { ...loaded, conversation: null } : loaded;
}

/** Judged as a poll would, so that a test shows nothing that no poll hands over. */
function newestEnded<E extends TrackedEntry>(
  source: CallSource<E>,
  { options = {} }: PeekInput,
  { value: entries, serverTimeMs: readAtMs }: Read<readonly E[]>,
  campaigns: CampaignCache,
): readonly EndedCall<E>[] {
  const wanted = wantedOutcomes(options.outcomes);
  const ended = entries.flatMap((entry) => {
    const maxCallTimeSeconds = campaigns.maxCallTimeSeconds(source.campaignId(entry));
    const judgement = source.judge(entry, { readAtMs, maxCallTimeSeconds, giveUpAfterMs: options.giveUpAfterMs });
    const maybeWanted = judgement.ended && (wanted(judgement.outcome) || judgement.outcome === 'completed');
    return maybeWanted ? [{ entry, judgement, stampMs: source.stampMs(entry) ?? 0 }] : [];
  });
  return ended.slice(0, peekReads.calls);
}

/** One page, distrusted like every other: one that shows nothing although calls are counted is no answer. */
function newestPage<E extends TrackedEntry>(source: CallSource<E>, fromMs: number): Promise<Read<readonly E[]>> {
  return readPages<E, ListRange>({
    list: (query) => source.list('cursor' in query ? { cursor: query.cursor } : { range: query.filter }, query.limit),
    count: (range) => source.count(range),
    filter: { fromMs, toMs: null, createdToMs: null },
    limit: maxPageSize,
    idOf: ({ queueId }) => queueId,
  });
}

async function conversationsOf<E extends TrackedEntry>(calls: readonly EndedCall<E>[], input: PeekInput): Promise<ReadonlyMap<string, LoadedConversation>> {
  const talked = calls.filter(hasConversation);
  const listed = talked.length > peekReads.oneByOne ? await listedTogether(talked, input) : new Map<string, LoadedConversation>();
  const missing = talked.filter(({ entry }) => !listed.has(entry.queueId));
  const few = missing.slice(0, listed.size > 0 ? 1 : peekReads.oneByOne);
  const single = await loadConversations(few, input.reads, new BudgetLeft(input.budget ?? {}, input.clock));
  const rest = missing.slice(few.length).map(({ entry }) => [entry.queueId, unread] as const);
  return new Map([...listed, ...single, ...rest]);
}

const unread: LoadedConversation = { kind: 'failed', reason: 'A test reads few conversations.', patienceMs: 0, conversation: null };

async function listedTogether<E extends TrackedEntry>(calls: readonly EndedCall<E>[], input: PeekInput): Promise<Map<string, LoadedConversation>> {
  const stamps = calls.map(({ stampMs }) => stampMs);
  const filter = {
    startedFrom: new Date(Math.min(...stamps) - peekAroundMs).toISOString(),
    startedTo: new Date(Math.max(...stamps) + peekAroundMs).toISOString(),
  };
  try {
    const { items } = (await input.reads.listConversations({ filter, limit: peekReads.listed })).value;
    return new Map(
      calls.flatMap((call) => {
        const conversation = items.find(({ conversationId }) => conversationId === call.entry.conversationId);
        return conversation === undefined ? [] : [[call.entry.queueId, asLoaded(call, conversation)] as const];
      }),
    );
  } catch (error) {
    if (!isIqraError(error) || error.kind === 'authentication') throw error;
    return new Map();
  }
}
