import type { ApiReads } from '../api/registry.ts';
import type { AgentTool } from '../domain/business.ts';
import type { CallEntry, CallOutcome } from '../domain/call.ts';
import type { Read } from '../domain/reads.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';
import { CampaignCache } from './campaign-cache.ts';
import { toEndedCallEvent, type EndedCallEvent } from './ended-call-event.ts';
import { judgeWithLimit, type Judgement } from './judge-call.ts';
import { asSeenOnce, eventOf, hasConversation, loadConversation, outboundEvent, toolsFor, type LoadedConversation } from './report-ended-calls.ts';
import { incompleteWordsLimitMs } from './time-limits.ts';

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

/** The same, as a host shows it. */
export function standingOf(entry: CallEntry, judgement: Judgement): EntryStanding {
  return { status: describeProgress(entry, judgement), ended: judgement.ended, outcome: judgement.ended ? judgement.outcome : null };
}

/** What is known of a call in whatever state: the keys of the triggers' events. */
export type StandingEvent = Omit<EndedCallEvent, 'outcome'> & Pick<EntryStanding, 'outcome'>;

/** One call as the server shows it, and how it stands. */
export interface FoundCall extends EntryStanding {
  readonly entry: CallEntry;
  readonly judgement: Judgement;
  readonly event: StandingEvent;
  /** What was said may be read by `event.conversationId`; it was not looked at, or cannot be read yet. */
  readonly wordsUnread: boolean;
}

export interface FoundCallDeps {
  readonly reads: Pick<ApiReads, 'getConversation'>;
  readonly campaigns: CampaignDirectory;
}

type ReadEntry = Pick<Read<CallEntry>, 'value' | 'serverTimeMs'>;

/**
 * How one call stands, with what was said and the names of its campaign and of the tools that were used: the one reading of a call by
 * itself, by the rules of the triggers. What cannot be read leaves its place empty, and a warning says so.
 * @throws IqraError only of kind `authentication`: then no reading will succeed.
 */
export async function readFoundCall(deps: FoundCallDeps, read: ReadEntry, firstSeenMs?: number): Promise<FoundCall> {
  const seen = await lookAtCall(deps, read, firstSeenMs);
  const campaign = await deps.campaigns.find(read.value.campaignId);
  const tools = await toolsFor([seen.loaded], new CampaignCache(), deps.campaigns);
  return toFoundCall(read.value, seen, campaign?.name ?? null, tools);
}

/** `reached`: whether somebody said something; `null` = the call has not ended, nobody can tell, or the conversation cannot be read. */
type SpokenStanding = EntryStanding & Pick<EndedCallEvent, 'reached'>;

/** The same without the names: one request for a call that may have words, none for any other, and the campaigns where its longest call decides. @throws as `readFoundCall`. */
export async function readSpokenStanding(deps: FoundCallDeps, read: ReadEntry): Promise<SpokenStanding> {
  const { status, ended, outcome, event } = toFoundCall(read.value, await lookAtCall(deps, read), null, []);
  return { status, ended, outcome, reached: event.reached };
}

/** The same for one of many: what was said is not looked at, so the end alone decides. */
export function foundInList(entry: CallEntry, judgement: Judgement, campaignName: string | null): FoundCall {
  return toFoundCall(entry, { judgement, loaded: { kind: 'none' }, wordsLate: false }, campaignName, []);
}

interface SeenCall {
  readonly judgement: Judgement;
  readonly loaded: LoadedConversation;
  /** The talk has ended, and what is stored of it tells nothing yet. */
  readonly wordsLate: boolean;
}

async function lookAtCall({ reads, campaigns }: FoundCallDeps, { value: entry, serverTimeMs }: ReadEntry, firstSeenMs?: number): Promise<SeenCall> {
  const judgement = await judgeWithLimit(entry, serverTimeMs, campaigns, firstSeenMs);
  if (!judgement.ended) return { judgement, loaded: { kind: 'none' }, wordsLate: false };
  const longestCall = async () => (await campaigns.find(entry.campaignId))?.maxCallTimeSeconds ?? null;
  const loaded = await asSeenOnce(await loadConversation({ entry, judgement }, reads), serverTimeMs, longestCall);
  return { judgement, loaded, wordsLate: loaded.kind === 'failed' && loaded.conversation !== null };
}

function toFoundCall(entry: CallEntry, { judgement, loaded, wordsLate }: SeenCall, campaignName: string | null, tools: readonly AgentTool[]): FoundCall {
  if (!judgement.ended || wordsLate) {
    const standing: EntryStanding = wordsLate ? { status: 'unconfirmed', ended: false, outcome: null } : standingOf(entry, judgement);
    const event = { ...openEvent(entry, campaignName, wordsLate ? [noWordYet] : []), outcome: null };
    return { entry, judgement, ...standing, event, wordsUnread: wordsLate };
  }
  const event = eventOf(outboundEvent, { entry, judgement, stampMs: 0, campaignName }, loaded, tools);
  const wordsUnread = loaded.kind === 'failed' || (loaded.kind === 'none' && hasConversation({ entry, judgement }));
  return { entry, judgement, ...standingOf(entry, judgement), outcome: event.outcome, event, wordsUnread };
}

/** The event of a call that is not known to have ended. Nothing follows from it: neither an outcome, nor whether anybody was reached. */
export function openEvent(entry: CallEntry, campaignName: string | null, warnings: readonly string[] = []): StandingEvent {
  const openEnd = { ended: true, outcome: 'unknown', endReason: null, basis: 'queue' } as const;
  return { ...toEndedCallEvent(entry, openEnd, { conversation: null, campaignName, warnings }), outcome: null };
}

const noWordYet =
  'The talk has ended, and the server does not show yet what was said, so it is not known whether anybody was reached. ' +
  `Look at the call again in ${incompleteWordsLimitMs / 60_000} minutes.`;
