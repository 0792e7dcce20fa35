import type { CallEntry, CallOutcome } from '../domain/call.ts';
import { toEndedCallEvent, type EndedCallEvent } from '../polling/ended-call-event.ts';
import type { WaitedCall } from './read-waited-call.ts';

/** What is known of a call from placing it. */
export interface KnownCall {
  readonly queueId: string;
  readonly recipientNumber: string;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly callKey: string | null;
}

/** What a wait gives for one call: the keys of the triggers' events, all of them always. */
export type WaitedCallResult = Omit<EndedCallEvent, 'outcome'> & {
  /** `null` = the call is not known to have ended. */
  readonly outcome: CallOutcome | null;
  /** Why the outcome is empty, and what to do; `null` where the call has ended. */
  readonly note: string | null;
};

/**
 * The result of a wait. A call that is not known to have ended gives its ids, whatever else is known, an empty outcome and a note that
 * begins with `reason`.
 */
export function toWaitedResult(known: KnownCall, call: WaitedCall | null, reason: string): WaitedCallResult {
  if (call?.kind === 'ended') return { ...call.event, campaignName: call.event.campaignName ?? known.campaignName, note: null };
  const entry = call?.kind === 'open' ? call.entry : unreadEntry(known);
  const event = toEndedCallEvent(entry, openEnd, { conversation: null, campaignName: known.campaignName });
  return { ...event, callKey: event.callKey ?? known.callKey, outcome: null, note: `${reason} ${standingOf(call)} ${readLater}` };
}

/** Nothing follows from it: neither an outcome, nor whether anybody was reached. */
const openEnd = { ended: true, outcome: 'unknown', endReason: null, basis: 'queue' } as const;

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

function unreadEntry({ queueId, recipientNumber, campaignId }: KnownCall): CallEntry {
  return {
    queueId,
    recipientNumber,
    campaignId,
    progress: 'unrecognised',
    queuedAt: '',
    processingStartedAt: null,
    settledAt: null,
    dynamicVariables: {},
    metadata: {},
    callingNumberId: null,
    conversationId: null,
    sessionState: null,
    endReason: null,
  };
}
