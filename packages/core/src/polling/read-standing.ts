import type { ApiReads } from '../api/registry.ts';
import { outcomeOfTalk, readConversation } from '../conversation/read-conversation.ts';
import type { CallEntry, CallOutcome, InboundCallEntry } from '../domain/call.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';
import { mayHaveWords } from './ended-call-event.ts';
import { judgeInboundCall, judgeWithLimit, type Judgement } from './judge-call.ts';

export { judgeCall } from './judge-call.ts';

/** Where a call stands, as one word for a host's output: the outcome once it ended, else how far it has come. */
export type CallStanding = 'queued' | 'dialing' | 'ringing' | 'in_progress' | 'ending' | 'unconfirmed' | 'ended';

/**
 * Says where a call stands. `unconfirmed` = it looks over, but the server may still correct itself: wait until
 * `judgement.waitUntilMs`.
 */
export function describeProgress(entry: CallEntry, judgement: Judgement): CallStanding {
  if (judgement.ended) return 'ended';
  switch (judgement.why) {
    case 'failed_may_change':
    case 'end_unconfirmed':
    case 'needs_confirmation':
      return 'unconfirmed';
    case 'not_placed':
      return entry.progress === 'processing' ? 'dialing' : 'queued';
    case 'in_progress':
      return standingOfSession(entry);
    default:
      return judgement.why satisfies never;
  }
}

function standingOfSession(entry: CallEntry): CallStanding {
  switch (entry.sessionState) {
    case null:
    case 'created':
    case 'waiting':
      return 'ringing';
    case 'ending':
      return 'ending';
    case 'starting':
    case 'active':
    case 'paused':
    case 'ended':
    case 'error':
    case 'unrecognised':
      return 'in_progress';
    default:
      return entry.sessionState satisfies never;
  }
}

/** How a call stands at the moment of an answer. */
export interface EntryStanding {
  readonly status: CallStanding;
  readonly ended: boolean;
  /** `null` until the call has ended. */
  readonly outcome: CallOutcome | null;
}

/** `readAtMs`: server time of the answer that carried the entry, in ms since 1970 UTC. */
export async function readStanding(entry: CallEntry, readAtMs: number, campaigns: CampaignDirectory): Promise<EntryStanding> {
  const judgement = await judgeWithLimit(entry, readAtMs, campaigns);
  return {
    status: describeProgress(entry, judgement),
    ended: judgement.ended,
    outcome: judgement.ended ? judgement.outcome : null,
  };
}

/** `reached`: whether somebody said something; `null` = the call has not ended, nobody can tell, or the conversation cannot be read. */
export type SpokenStanding = EntryStanding & { readonly reached: boolean | null };

/**
 * The same with a look at what was said: an end says nothing about whether anybody spoke. Costs one more request for a call that may
 * have words; where that fails, the end alone decides.
 */
export async function readSpokenStanding(
  reads: Pick<ApiReads, 'getConversation'>,
  entry: CallEntry,
  readAtMs: number,
  campaigns: CampaignDirectory,
): Promise<SpokenStanding> {
  const standing = await readStanding(entry, readAtMs, campaigns);
  if (standing.outcome === null) return { ...standing, reached: null };
  if (standing.outcome !== 'completed' || entry.conversationId === null) {
    return { ...standing, reached: mayHaveWords(standing.outcome) ? null : false };
  }
  try {
    const reading = readConversation((await reads.getConversation(entry.conversationId)).value);
    return { ...standing, outcome: outcomeOfTalk(standing.outcome, reading), reached: reading.reached };
  } catch (error) {
    if (!isIqraError(error) || error.kind === 'authentication') throw error;
    return { ...standing, reached: null };
  }
}

export function inboundStanding(entry: InboundCallEntry, readAtMs: number): Omit<EntryStanding, 'status'> {
  const judgement = judgeInboundCall(entry, { readAtMs });
  return { ended: judgement.ended, outcome: judgement.ended ? judgement.outcome : null };
}
