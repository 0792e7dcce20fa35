import type { CallOutcome } from '../domain/call.ts';
import type { IqraError } from '../errors/iqra-error.ts';
import type { TrackedEntry } from './judge-call.ts';
import type { CampaignCache } from './campaign-cache.ts';
import type { CallSource } from './call-source.ts';
import { findEndedCalls, type Found, type SweepInput } from './find-ended-calls.ts';
import { BudgetLeft, budgetOf, sweepPollMs } from './poll-budget.ts';
import { wantedOutcomes } from './poll-ended-calls.ts';
import type { PollNotice } from './read-pass.ts';
import { eventOf, hasConversation, loadConversations, toolsFor, type BuildEvent, type LoadedConversation, type NamedCall } from './report-ended-calls.ts';

export interface SweepItem<V> {
  readonly event: V;
  /**
   * `not_loaded` = there may be a conversation, but it was not read: the host may read it by `event.conversationId` when it needs it.
   * What follows from it (`outcome` of a call that looks completed, too) is then known only where `outcomeKnown` says so.
   */
  readonly conversation: 'loaded' | 'none' | 'not_loaded';
  readonly outcomeKnown: boolean;
}

export interface SweepResult<V> {
  /** Calls that have ended, newest first; may repeat earlier ones, always with the same `id`. */
  readonly items: readonly SweepItem<V>[];
  readonly mode: 'mark' | 'window';
  readonly notices: readonly PollNotice[];
  /** A read failed after some items were complete. */
  readonly failure: IqraError | null;
}

/** One poll over what has ended; `belongs`: whether the trigger's own filter lets a call through. */
export async function sweep<E extends TrackedEntry, V extends { readonly outcome: CallOutcome }>(
  source: CallSource<E>,
  given: SweepInput,
  build: BuildEvent<E, V>,
  belongs: (entry: E) => boolean,
): Promise<SweepResult<V>> {
  const deadlineMs = given.budget?.deadlineMs ?? given.clock.now() + sweepPollMs;
  const input = { ...given, budget: { ...given.budget, deadlineMs } };
  const found = await findEndedCalls(source, input);
  const calls = found.calls.filter((call) => belongs(call.entry)).toSorted((a, b) => b.stampMs - a.stampMs);
  const reading = await readWords(calls, input, found.campaigns);
  const wanted = wantedOutcomes(input.options?.outcomes);
  const items = calls.flatMap((call) => itemOf(call, reading, input, found, build) ?? []);
  return {
    items: items.filter((one) => wanted(one.event.outcome) || !one.outcomeKnown),
    mode: found.mode,
    notices: found.notices,
    failure: found.failure,
  };
}

interface Reading {
  readonly loaded: ReadonlyMap<string, LoadedConversation>;
  readonly tools: Awaited<ReturnType<typeof toolsFor>>;
}

/** Nobody can tell which calls are new to the host. Those whose words were never read come first that wait longest. */
async function readWords<E extends TrackedEntry>(calls: readonly NamedCall<E>[], input: SweepInput, campaigns: CampaignCache): Promise<Reading> {
  const withTranscript = input.options?.includeTranscript ?? true;
  const unread = withTranscript ? calls.filter((call) => input.outcomeOf?.(call.entry.queueId) === undefined) : [];
  const ordered = input.outcomeOf === undefined ? unread : unread.toReversed();
  const chosen = input.switchedOn === true ? [] : ordered.filter(hasConversation).slice(0, input.maxConversations);
  const loaded = await loadConversations(chosen, input.reads, new BudgetLeft({ ...budgetOf.words, ...input.budget }, input.clock));
  return { loaded, tools: await toolsFor([...loaded.values()], campaigns, input.reads) };
}

/**
 * An id is taken by the host once and for all, so a call whose words could not be read is left out while it comes again; and so is one
 * that was not read yet where outcomes were chosen, since nobody knows whether it has one of them.
 */
function itemOf<E extends TrackedEntry, V extends { readonly outcome: CallOutcome }>(
  call: NamedCall<E>,
  { loaded, tools }: Reading,
  input: SweepInput,
  found: Found<E>,
  build: BuildEvent<E, V>,
): SweepItem<V> | null {
  const { queueId } = call.entry;
  const withTranscript = input.options?.includeTranscript ?? true;
  const words = loaded.get(queueId);
  const known = input.outcomeOf?.(queueId);
  const judgement = known === undefined ? call.judgement : { ...call.judgement, outcome: known };
  const event = eventOf(build, { ...call, judgement }, words ?? { kind: 'none' }, tools);
  if (words?.kind === 'loaded' || words?.kind === 'refused') return { event, conversation: 'loaded', outcomeKnown: true };
  if (!hasConversation(call) || !withTranscript) return { event, conversation: 'none', outcomeKnown: true };
  const isNew = known === undefined && input.switchedOn !== true;
  const mayWait = words?.kind === 'failed' || (input.outcomeOf !== undefined && (input.options?.outcomes ?? []).length > 0);
  if (isNew && mayWait && found.comesAgain(call)) return null;
  return { event, conversation: 'not_loaded', outcomeKnown: known !== undefined || call.judgement.outcome !== 'completed' };
}
