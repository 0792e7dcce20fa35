import type { CallEntry } from '../domain/call.ts';
import { callKeyOf } from './call-metadata.ts';

/** The server writes Failed when its own 30 s wait runs out, and may still place the call; until this age Failed proves nothing. */
const failedMayReviveMs = 120_000;
export const lookUpPageSize = 50;
export const mostLookUpPages = 3;

/** What a look-up asked for. */
export interface LookUpQuestion {
  readonly keys: readonly string[];
  readonly recipientNumber: string;
  readonly campaignId: string | null;
  readonly createdFromMs: number;
}

/** What the list showed after `count` had said that there is something. */
export interface LookUpPages {
  readonly count: number;
  readonly pages: readonly (readonly CallEntry[])[];
  /** True when the last page read was the last one of the list. */
  readonly complete: boolean;
  readonly serverTimeMs: number;
}

export type EntryVerdict =
  /** The event has a call that was, is or may yet be dialled. */
  | { readonly kind: 'alive'; readonly entry: CallEntry }
  | { readonly kind: 'absent' }
  /** The event's calls all failed, were canceled or expired; oldest first. */
  | { readonly kind: 'dead'; readonly entries: readonly CallEntry[] }
  /** Nothing may be concluded. */
  | { readonly kind: 'unclear'; readonly reason: string };

/**
 * Reads the answer to "does this event have a call already?". The list shows an empty page when the server's database fails, and
 * an unfiltered one when a cursor is damaged, so whatever does not fit the count and the filter is unclear, never absent.
 */
export function judgeLookUp(question: LookUpQuestion, shown: LookUpPages): EntryVerdict {
  const entries = shown.pages.flat();
  const fault = faultOf(question, shown, entries);
  // A page that does not fit the question is no evidence of anything, not even of what it shows.
  if (fault?.untrustworthy) return { kind: 'unclear', reason: fault.reason };
  const ours = entries.filter((entry) => question.keys.includes(callKeyOf(entry) ?? '')).sort(byAge);
  const alive = ours.find((entry) => isAlive(entry, shown.serverTimeMs));
  if (alive !== undefined) return { kind: 'alive', entry: alive };
  if (fault !== null) return { kind: 'unclear', reason: fault.reason };
  return ours.length > 0 ? { kind: 'dead', entries: ours } : { kind: 'absent' };
}

/** False only for a call that certainly never rings any more. */
function isAlive(entry: CallEntry, serverTimeMs: number): boolean {
  switch (entry.progress) {
    case 'queued':
    case 'processing':
    case 'placed':
    case 'unrecognised':
      return true;
    case 'failed':
      return serverTimeMs - Date.parse(entry.settledAt ?? entry.queuedAt) < failedMayReviveMs;
    case 'canceled':
    case 'expired':
      return false;
    default:
      return entry.progress satisfies never;
  }
}

interface Fault {
  readonly reason: string;
  readonly untrustworthy: boolean;
}

function faultOf(question: LookUpQuestion, shown: LookUpPages, entries: readonly CallEntry[]): Fault | null {
  if (shown.count > 0 && shown.pages.some((page) => page.length === 0)) {
    return { reason: 'The server counted calls but showed an empty page.', untrustworthy: false };
  }
  if (new Set(entries.map((entry) => entry.queueId)).size < entries.length) {
    return { reason: 'The server showed the same call on two pages.', untrustworthy: true };
  }
  if (entries.some((entry) => !fits(question, entry))) {
    return { reason: 'The server showed calls that were not asked for.', untrustworthy: true };
  }
  if (!shown.complete) {
    return { reason: `This recipient has more than ${mostLookUpPages * lookUpPageSize} recent calls.`, untrustworthy: false };
  }
  if (entries.length < shown.count) {
    return { reason: `The server counted ${shown.count} calls but showed ${entries.length}.`, untrustworthy: false };
  }
  return null;
}

/** The campaign may be missing in an answer; a different one is a broken filter. */
function fits(question: LookUpQuestion, entry: CallEntry): boolean {
  if (entry.recipientNumber !== question.recipientNumber) return false;
  if (Date.parse(entry.queuedAt) < question.createdFromMs - 1_000) return false;
  return question.campaignId === null || entry.campaignId === null || entry.campaignId === question.campaignId;
}

function byAge(a: CallEntry, b: CallEntry): number {
  return Date.parse(a.queuedAt) - Date.parse(b.queuedAt) || (a.queueId < b.queueId ? -1 : 1);
}
