import type { CallReads } from '../api/registry.ts';
import type { CallEntry } from '../domain/call.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import { unreadEntry } from '../polling/call-source.ts';
import type { Judgement } from '../polling/judge-call.ts';
import { openEvent, readFoundCall, type CallStanding, type StandingEvent } from '../polling/found-call.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';

/** How a call that somebody waits for stands, read by its id: the one reading that may end a wait. */
export type WaitedCall =
  | {
      readonly kind: 'ended';
      readonly queueId: string;
      readonly entry: CallEntry;
      /** As the triggers give it. */
      readonly event: StandingEvent;
      /** What was said cannot be read yet, and may be later; the event says so in its warnings. */
      readonly wordsLate: boolean;
    }
  | {
      readonly kind: 'open';
      readonly queueId: string;
      readonly entry: CallEntry;
      readonly standing: CallStanding;
      /** What is known of it. */
      readonly event: StandingEvent;
      /** It has ended, but only what was said can tell its outcome: that is known after a while, though nobody tells of it any more. */
      readonly wordsLate: boolean;
      /** When (server time, in ms since 1970 UTC) waiting alone settles it; `null` = only the server can. */
      readonly confirmedByMs: number | null;
      /** Server time of the reading, in ms since 1970 UTC. */
      readonly readAtMs: number;
    }
  /** Nothing is known but its id. */
  | { readonly kind: 'unread'; readonly queueId: string; readonly error: IqraError };

export interface WaitedCallDeps {
  readonly reads: Pick<CallReads, 'getCall' | 'getConversation'>;
  readonly campaigns: CampaignDirectory;
}

/**
 * Reads one call by its id and says whether it has ended, by the rules of the triggers. Nothing but this reading counts: whoever says
 * that a call has ended may be early, mistaken or lying.
 * @throws IqraError only of kind `authentication`: then no reading will succeed.
 */
export async function readWaitedCall(deps: WaitedCallDeps, queueId: string, firstSeenMs?: number): Promise<WaitedCall> {
  try {
    const read = await deps.reads.getCall(queueId);
    const { entry, judgement, status, ended, event, wordsUnread } = await readFoundCall(deps, read, firstSeenMs);
    if (ended) return { kind: 'ended', queueId, entry, event, wordsLate: wordsUnread };
    const settlesByMs = judgement.ended ? null : confirmedByMs(judgement);
    return { kind: 'open', queueId, entry, standing: status, event, wordsLate: wordsUnread, confirmedByMs: settlesByMs, readAtMs: read.serverTimeMs };
  } catch (error) {
    if (!isIqraError(error) || error.kind === 'authentication') throw error;
    return { kind: 'unread', queueId, error };
  }
}

/** A talk that goes on may end at any time; only what looks over settles by the clock. */
function confirmedByMs(judgement: Extract<Judgement, { ended: false }>): number | null {
  switch (judgement.why) {
    case 'failed_may_change':
    case 'end_unconfirmed':
    case 'needs_confirmation':
      return judgement.waitUntilMs;
    case 'in_progress':
    case 'not_placed':
      return null;
    default:
      return judgement.why satisfies never;
  }
}

/** What is known of a call from placing it. */
export interface KnownCall {
  readonly queueId: string;
  readonly recipientNumber: string;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly callKey: string | null;
  /** The run that waits placed it; else its event had this call already. */
  readonly isOwn: boolean;
}

/** What a wait gives for one call: the keys of the triggers' events, all of them always. */
export type WaitedCallResult = StandingEvent & {
  /** That nobody was called again; why the outcome is empty, and what to do. `null` for a call of this run whose outcome is known. */
  readonly note: string | null;
};

/**
 * The result of a wait. A call that is not known to have ended gives its ids, whatever else is known, an empty outcome and a note with
 * `reason`, which says why it is waited for no longer.
 */
export function toWaitedResult(known: KnownCall, call: WaitedCall | null, reason: string): WaitedCallResult {
  const earlier = known.isOwn ? [] : [alreadyCalled];
  const event = call?.kind === 'ended' || call?.kind === 'open' ? call.event : openEvent(unreadCall(known), null);
  const open = call?.kind === 'ended' ? [] : [reason, standingOf(call), ...event.warnings, readLater];
  const note = [...earlier, ...open].join(' ');
  const { campaignName, callKey } = known;
  return { ...event, campaignName: event.campaignName ?? campaignName, callKey: event.callKey ?? callKey, note: note === '' ? null : note };
}

function unreadCall({ queueId, recipientNumber, campaignId }: KnownCall): CallEntry {
  return { ...unreadEntry(queueId, null), recipientNumber, campaignId, dynamicVariables: {}, metadata: {} };
}

const alreadyCalled = 'This event already had a call, so nobody was called again.';
const readLater = 'Its outcome can be read later by its queue ID. Do not call again because of this empty outcome.';

function standingOf(call: WaitedCall | null): string {
  switch (call?.kind) {
    case 'open':
      return `When it was last looked at, it stood at "${call.standing}".`;
    case 'unread':
      return `It could not be read: ${call.error.message}`;
    case 'ended':
    case undefined:
      return 'It was not looked at again.';
    default:
      return call satisfies never;
  }
}
