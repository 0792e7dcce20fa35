import type { CallReads } from '../api/registry.ts';
import type { Conversation } from '../domain/conversation.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import type { EndedCall, TrackedEntry } from './judge-call.ts';
import { mayHaveWords } from './ended-call-event.ts';
import type { BudgetLeft } from './poll-budget.ts';
import { goneWordsLimitMs, incompleteWordsLimitMs, wordsLimitMs } from './time-limits.ts';

export type LoadedConversation =
  | { readonly kind: 'loaded'; readonly conversation: Conversation }
  /** Nobody spoke, or it was not asked for. */
  | { readonly kind: 'none' }
  /** Trying again later may work; after `patienceMs` its call is reported with what there is. */
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
  return timeIsUp ? { kind: 'not_tried' } : loadConversation(call, reads);
}

/** Whether words may stand behind an ended call. */
export function hasConversation<E extends TrackedEntry>({ entry, judgement }: Pick<EndedCall<E>, 'entry' | 'judgement'>): boolean {
  return entry.conversationId !== null && mayHaveWords(judgement.outcome);
}

/** Reads the conversation behind one ended call, where there is one. Never throws for a failed read. */
export async function loadConversation<E extends TrackedEntry>(
  call: EndedCall<E>,
  reads: Pick<CallReads, 'getConversation'>,
): Promise<LoadedConversation> {
  const { conversationId } = call.entry;
  if (conversationId === null || !hasConversation(call)) return { kind: 'none' };
  try {
    const conversation = (await reads.getConversation(conversationId)).value;
    if (isWhole(conversation, call)) return { kind: 'loaded', conversation };
    return failed('The server does not show what was said yet.', incompleteWordsLimitMs, conversation);
  } catch (error) {
    if (!isIqraError(error)) throw error;
    if (error.kind === 'permission') return { kind: 'refused', reason: error.message };
    return failed(error.message, error.kind === 'not_found' ? goneWordsLimitMs : wordsLimitMs);
  }
}

/** The words of a call may reach the server's store after its end: a talk that ended with nothing stored is not believed at once. */
function isWhole<E extends TrackedEntry>(conversation: Conversation, call: EndedCall<E>): boolean {
  if (call.judgement.basis !== 'session') return true;
  return conversation.messages.length > 0 || call.judgement.outcome !== 'completed';
}

function failed(reason: string, patienceMs: number, conversation: Conversation | null = null): LoadedConversation {
  return { kind: 'failed', reason, patienceMs, conversation };
}
