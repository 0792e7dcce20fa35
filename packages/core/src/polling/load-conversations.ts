import type { CallOutcome } from '../domain/call.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { CallReads } from '../api/registry.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import type { TrackedEntry } from './call-source.ts';
import type { Judgement } from './judge-call.ts';
import type { BudgetLeft } from './poll-budget.ts';

/** A call whose end is certain, not reported yet. */
export interface EndedCall<E extends TrackedEntry> {
  readonly entry: E;
  readonly judgement: Extract<Judgement, { ended: true }>;
  readonly stampMs: number;
}

export type LoadedConversation =
  | { readonly kind: 'loaded'; readonly conversation: Conversation }
  /** Nobody spoke, or it was not asked for. */
  | { readonly kind: 'none' }
  /** Trying again later may work. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** It will not work later either. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The time was over before its turn. */
  | { readonly kind: 'not_tried' };

/** After so many failures in a row the rest of this poll is not tried: the server needs a pause. */
const failuresInARow = 3;

/** Reads the conversation behind each ended call, a few at a time, until the deadline. Never throws for a failed read. */
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
      if (result.kind === 'failed') failures += 1;
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
  const { sessionId } = call.entry;
  if (sessionId === null || !hasWords(call.judgement.outcome)) return { kind: 'none' };
  if (paused) return { kind: 'failed', reason: 'The server failed to answer for several conversations in a row.' };
  return timeIsUp ? { kind: 'not_tried' } : loadOne(sessionId, reads);
}

async function loadOne(sessionId: string, reads: Pick<CallReads, 'getConversation'>): Promise<LoadedConversation> {
  try {
    return { kind: 'loaded', conversation: (await reads.getConversation(sessionId)).value };
  } catch (error) {
    if (!isIqraError(error)) throw error;
    return { kind: error.kind === 'permission' ? 'refused' : 'failed', reason: error.message };
  }
}

/** A call that was declined, not answered or never connected has no words to read. */
function hasWords(outcome: CallOutcome): boolean {
  switch (outcome) {
    case 'completed':
    case 'voicemail':
    case 'failed':
    case 'unknown':
      return true;
    case 'declined':
    case 'no_answer':
    case 'canceled':
    case 'expired':
      return false;
    default:
      return outcome satisfies never;
  }
}
