import type { Clock } from '../domain/clock.ts';
import type { CallReads } from '../api/registry.ts';
import { CampaignCache } from './campaign-cache.ts';
import { inboundCalls, outboundCalls, type CallSource, type TrackedEntry } from './call-source.ts';
import type { EndedCallEvent, InboundCallEndedEvent } from './ended-call-event.ts';
import { loadConversations, type EndedCall } from './load-conversations.ts';
import { BudgetLeft, pageSize, type PollBudget } from './poll-budget.ts';
import { wantedOutcomes, type EndedCallOptions } from './poll-ended-calls.ts';
import { inboundEvent, outboundEvent, type BuildEvent } from './report-ended-calls.ts';

export interface PeekInput {
  readonly reads: CallReads;
  readonly clock: Clock;
  readonly options?: EndedCallOptions;
  readonly budget?: PollBudget;
  /** How many calls to show. Default 3. */
  readonly limit?: number;
}

/** So many pages of the newest calls are searched for ended ones. */
const pagesSearched = 3;

/** The newest ended calls, for a test run by hand: no state is read or changed, and nothing counts as reported. */
export function peekEndedCalls(input: PeekInput): Promise<readonly EndedCallEvent[]> {
  return peek(outboundCalls(input.reads, input.options?.campaignIds), input, outboundEvent);
}

/** The same for inbound calls. */
export function peekEndedInboundCalls(input: PeekInput): Promise<readonly InboundCallEndedEvent[]> {
  return peek(inboundCalls(input.reads, input.options?.routeIds), input, inboundEvent);
}

async function peek<E extends TrackedEntry, V>(source: CallSource<E>, input: PeekInput, build: BuildEvent<E, V>): Promise<readonly V[]> {
  const budget = new BudgetLeft({ maxPages: pagesSearched, ...input.budget }, input.clock);
  const campaigns = new CampaignCache();
  const calls = await newestEnded(source, input, budget, campaigns);
  const withTranscript = input.options?.includeTranscript ?? true;
  const conversations = await loadConversations(withTranscript ? calls : [], input.reads, budget);
  return calls.map((call) => build(call, conversations.get(call.entry.queueId) ?? { kind: 'none' }, (id) => campaigns.name(id)));
}

async function newestEnded<E extends TrackedEntry>(
  source: CallSource<E>,
  input: PeekInput,
  budget: BudgetLeft,
  campaigns: CampaignCache,
): Promise<readonly EndedCall<E>[]> {
  const limit = input.limit ?? 3;
  const wanted = wantedOutcomes(input.options?.outcomes);
  const found: EndedCall<E>[] = [];
  let answer = budget.takePage() ? await source.newest(pageSize) : null;
  while (answer !== null) {
    const ids = answer.value.items.map((entry) => source.campaignId(entry)).filter((id) => id !== null);
    await campaigns.prepare(new Set(ids), input.reads, answer.serverTimeMs);
    for (const entry of answer.value.items) {
      const maxCallTimeSeconds = campaigns.maxCallTimeSeconds(source.campaignId(entry));
      const judgement = source.judge(entry, { readAtMs: answer.serverTimeMs, maxCallTimeSeconds });
      if (judgement.ended && wanted(judgement.outcome)) found.push({ entry, judgement, stampMs: source.stampMs(entry) ?? 0 });
      if (found.length >= limit) return found;
    }
    const { nextCursor } = answer.value;
    answer = nextCursor !== null && budget.takePage() ? await source.list({ cursor: nextCursor }, pageSize) : null;
  }
  return found;
}
