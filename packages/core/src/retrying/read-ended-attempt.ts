import type { ApiReads } from '../api/registry.ts';
import { readConversation } from '../conversation/read-conversation.ts';
import type { AgentTool } from '../domain/business.ts';
import type { CallEntry, CallOutcome } from '../domain/call.ts';
import { usedCustomTools, type Conversation } from '../domain/conversation.ts';
import { isIqraError, type InputProblem } from '../errors/iqra-error.ts';
import { serverErrors } from '../errors/server-errors.ts';
import { describeDistantMoment } from '../hours/local-time.ts';
import { toEndedCallEvent } from '../polling/ended-call-event.ts';
import { judgeCall, needsLimit, type EndedJudgement } from '../polling/judge-call.ts';
import { describeProgress, type CallStanding } from '../polling/found-call.ts';
import { isNotStoredYet, isStillEmpty } from '../polling/report-ended-calls.ts';
import { goneWordsLimitMs } from '../polling/time-limits.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';
import { gatherPages } from '../reading/walk-pages.ts';
import type { EndedAttempt } from './retry-policy.ts';
import { attemptOf } from './later-attempts.ts';
import { retryReasons, retryingErrors } from './retrying-errors.ts';

type AttemptReads = Pick<ApiReads, 'getConversation'>;

/** The call that somebody wants to try again, as the server shows it now. */
interface AttemptSeen {
  readonly entry: CallEntry;
  /** Server time of the answer, in ms since 1970 UTC. */
  readonly readAtMs: number;
}

type AttemptEnd = { readonly ended: null; readonly standing: CallStanding } | { readonly ended: EndedAttempt };

/**
 * Reads how a call went. The words decide whether somebody was reached and asked not to be called again.
 * @throws IqraError when the server cannot be asked, or does not show yet what was said in the call.
 */
export async function readEnd(reads: AttemptReads, seen: AttemptSeen, campaigns: CampaignDirectory): Promise<AttemptEnd> {
  const judgement = await judge(seen, campaigns);
  if (!judgement.ended) return { ended: null, standing: describeProgress(seen.entry, judgement) };
  return { ended: { attempt: attemptOf(seen.entry), ...(await readWords(reads, seen, judgement, campaigns)) } };
}

/**
 * Whoever hands the call over has held it as long as the trackers do, who saw it earlier and so need no margin for clocks that differ.
 * Without them a failed call may still revive, which is why it counts as an attempt.
 */
async function judge({ entry, readAtMs }: AttemptSeen, campaigns: CampaignDirectory) {
  const firstSeenMs = Date.parse(entry.leftQueueAt ?? entry.queuedAt);
  const maxCallTimeSeconds = needsLimit(entry) ? await readLongestCall(entry, campaigns) : null;
  return judgeCall(entry, { readAtMs, firstSeenMs, maxCallTimeSeconds });
}

/** `null` = the campaign is gone, or may not be read. A reading that fails is no limit of an hour: the call would count as not ended. */
async function readLongestCall({ campaignId }: CallEntry, campaigns: CampaignDirectory): Promise<number | null> {
  try {
    const { value } = await campaigns.getBusiness();
    return value.campaigns.find(({ id }) => id === campaignId)?.maxCallTimeSeconds ?? null;
  } catch (error) {
    if (isIqraError(error) && error.kind === 'permission') return null;
    throw error;
  }
}

async function readWords(reads: AttemptReads, { entry, readAtMs }: AttemptSeen, judgement: EndedJudgement, campaigns: CampaignDirectory) {
  const leftQueueMs = Date.parse(entry.leftQueueAt ?? entry.queuedAt);
  const silent = toEndedCallEvent(entry, judgement, { conversation: null });
  // An outcome that leaves no room for words needs no look at them.
  if (silent.optOutRequested !== null || entry.conversationId === null) return { ...factsOf(silent), endedAtMs: leftQueueMs };
  const words = await readTalk(reads, entry.conversationId, campaigns);
  // The server says "no such conversation" also while its database fails.
  if (words === 'gone' && readAtMs - leftQueueMs < goneWordsLimitMs) throw retryingErrors.error('WORDS_NOT_THERE_YET', {});
  if (words === 'gone' || words === 'forbidden') return { ...factsOf(silent), endedAtMs: leftQueueMs };
  const endedAtMs = Math.max(leftQueueMs, ...knownMoments(words.conversation));
  const talk = { value: words.conversation, serverTimeMs: readAtMs };
  if (isStillEmpty(talk.value, judgement) && (await isNotStoredYet(talk, () => readLongestCall(entry, campaigns)))) throw retryingErrors.error('WORDS_NOT_THERE_YET', {});
  return { ...factsOf(toEndedCallEvent(entry, judgement, words)), endedAtMs };
}

function factsOf({ outcome, optOutRequested }: { readonly outcome: CallOutcome; readonly optOutRequested: boolean | null }) {
  return { outcome, optOutRequested };
}

function knownMoments({ messages, parties }: Conversation): readonly number[] {
  const texts = [...messages.map(({ at }) => at), ...parties.map(({ leftAt }) => leftAt)];
  return texts.map((text) => Date.parse(text ?? '')).filter(Number.isFinite);
}

/** What was said in a call, with the tools whose names belong to it. */
interface Talk {
  readonly conversation: Conversation;
  readonly tools: readonly AgentTool[];
}

/** Reads what was said. @throws IqraError for whatever may pass by itself. */
async function readTalk(reads: AttemptReads, conversationId: string, campaigns: CampaignDirectory): Promise<Talk | 'gone' | 'forbidden'> {
  try {
    const conversation = (await reads.getConversation(conversationId)).value;
    // A tool's name can be the only sign that somebody asked not to be called again, and only the business tells it.
    const tools = usedCustomTools(conversation) ? (await campaigns.getBusiness()).value.tools : [];
    return { conversation, tools };
  } catch (error) {
    if (isIqraError(error) && error.kind === 'not_found') return 'gone';
    if (isIqraError(error) && error.kind === 'permission') return 'forbidden';
    throw error;
  }
}

/** What was said longer ago is for the Do Not Call list to keep. */
const lookBackMs = 30 * 24 * 60 * 60_000;
/** Of somebody who is talked with more often in that time, the newest talks are read. */
const mostTalks = 5;

type OptOutReads = Pick<ApiReads, 'listCalls' | 'getConversation'>;

/**
 * Whether the person asked not to be called again in another call of late, about whatever event and by whichever campaign: the reason
 * to call no more, or `null`. One request for the list of the newest calls to the number, and one for each talk in it.
 * @throws IqraError when the server cannot be asked, or its list lacks the call before.
 */
export async function refuseOptedOutElsewhere(reads: OptOutReads, { entry, readAtMs }: AttemptSeen, campaigns: CampaignDirectory): Promise<InputProblem | null> {
  const calls = await newestCalls(reads, entry, readAtMs);
  const talks = calls.filter((call) => call.queueId !== entry.queueId && mayHoldARequest(call)).slice(0, mostTalks);
  for (const other of talks) {
    const { conversationId, queuedAt } = other;
    const talk = conversationId === null ? 'gone' : await readTalk(reads, conversationId, campaigns);
    // Nobody can learn any more what was said there.
    if (talk === 'gone') continue;
    if (talk === 'forbidden') return retryReasons.problem('OTHER_WORDS_NOT_READABLE', 'queueId', {});
    const shown = { value: talk.conversation, serverTimeMs: readAtMs };
    if (await isNotStoredYet(shown, () => readLongestCall(other, campaigns))) throw retryingErrors.error('OTHER_WORDS_NOT_THERE_YET', {});
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
  const { items, fault, complete } = await gatherPages({
    list: (query) => reads.listCalls(query),
    filter,
    idOf: (call) => call.queueId,
    belongs: (call) => call.recipientNumber === recipientNumber,
    mostPages: 1,
  });
  if (fault !== null) throw serverErrors.error(fault, {});
  if (complete && !items.some((call) => call.queueId === queueId)) throw retryingErrors.error('CALL_NOT_LISTED', {});
  return items;
}

/** A list may show the end of another conversation of the same call, so only an end at which nobody can have spoken counts. */
function mayHoldARequest({ conversationId, endReason }: CallEntry): boolean {
  return conversationId !== null && endReason !== 'no_answer' && endReason !== 'declined_or_busy';
}
