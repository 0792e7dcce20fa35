import type { ApiReads } from '../api/registry.ts';
import { readConversation } from '../conversation/read-conversation.ts';
import type { CallEntry } from '../domain/call.ts';
import type { InputProblem } from '../errors/iqra-error.ts';
import { serverErrors } from '../errors/server-errors.ts';
import { describeDistantMoment } from '../hours/describe-moment.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';
import { walkPages } from '../reading/walk-pages.ts';
import { readTalk, type AttemptSeen } from './read-ended-attempt.ts';
import { retryReasons, retryingErrors } from './retrying-errors.ts';

/** What was said longer ago is for the Do Not Call list to keep. */
const lookBackMs = 30 * 24 * 60 * 60_000;
/** Of somebody who is talked with more often in that time, the newest talks are read. */
const mostTalks = 5;

export type OptOutReads = Pick<ApiReads, 'listCalls' | 'getConversation'>;

/**
 * Whether the person asked not to be called again in another call of late, about whatever event and by whichever campaign: the reason
 * to call no more, or `null`. One request for the list of the newest calls to the number, and one for each talk in it.
 * @throws IqraError when the server cannot be asked, or its list lacks the call before.
 */
export async function refuseOptedOutElsewhere(reads: OptOutReads, { entry, readAtMs }: AttemptSeen, campaigns: CampaignDirectory): Promise<InputProblem | null> {
  const calls = await newestCalls(reads, entry, readAtMs);
  const talks = calls.filter((call) => call.queueId !== entry.queueId && mayHoldARequest(call)).slice(0, mostTalks);
  for (const { conversationId, queuedAt } of talks) {
    const talk = conversationId === null ? 'gone' : await readTalk(reads, conversationId, campaigns);
    // Nobody can learn any more what was said there.
    if (talk === 'gone') continue;
    if (talk === 'forbidden') return retryReasons.problem('OTHER_WORDS_NOT_READABLE', 'queueId', {});
    if (readConversation(talk.conversation, talk.tools).optOutRequested) {
      return retryReasons.problem('OPTED_OUT_ELSEWHERE', 'queueId', { at: describeDistantMoment(Date.parse(queuedAt)) });
    }
  }
  return null;
}

/** The call before is one of them, unless so many came later that they fill the page: a list without it shows a failure. */
async function newestCalls(reads: OptOutReads, entry: CallEntry, readAtMs: number): Promise<readonly CallEntry[]> {
  const { recipientNumber, queuedAt, queueId } = entry;
  const createdFrom = new Date(Math.min(readAtMs - lookBackMs, Date.parse(queuedAt))).toISOString();
  const filter = { recipientNumbers: [recipientNumber], createdFrom };
  const walk = walkPages({ list: (query) => reads.listCalls(query), filter, idOf: (call) => call.queueId, belongs: (call) => call.recipientNumber === recipientNumber });
  const first = await walk.next();
  if (first.done === true) return [];
  const { read, fault, complete } = first.value;
  if (fault !== null) throw serverErrors.error(fault, {});
  const { items } = read.value;
  if (complete && !items.some((call) => call.queueId === queueId)) throw retryingErrors.error('CALL_NOT_LISTED', {});
  return items;
}

/** A list may show the end of another conversation of the same call, so only an end at which nobody can have spoken counts. */
function mayHoldARequest({ conversationId, endReason }: CallEntry): boolean {
  return conversationId !== null && endReason !== 'no_answer' && endReason !== 'declined_or_busy';
}
