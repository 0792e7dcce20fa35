import type { CallEntry } from '../domain/call.ts';
import { hostedRequestsPerMinute, maxPageSize, mayRing } from '../domain/server-facts.ts';
import { serverErrors } from '../errors/server-errors.ts';
import { strayFaults, type GatheredList } from '../reading/walk-pages.ts';
import { callKeyOf, readCallTags } from './call-metadata.ts';
import type { LaterKeys } from './planned-call.ts';

/** 2,000 calls. Two thirds of a minute's requests; with the count, and one to send, there is room. */
export const mostLookUpPages = (hostedRequestsPerMinute * 2) / 3;

/** An entry at the very edge of what was asked for belongs to it. */
const edgeDoubtMs = 1_000;

/** What a look-up asked for. */
export interface LookUpQuestion {
  readonly callKey: string;
  /** Of calls that can only follow the event's. */
  readonly laterKeys?: LaterKeys;
  readonly recipientNumber: string;
  readonly campaignId: string | null;
  readonly createdFromMs: number;
  /** The event's call counts when it was asked for, planned, or allowed to start after this; absent = whenever it was created. */
  readonly countsFromMs?: number;
}

/** What the list showed after a count had said that there is something. It was complete also when reading stopped at the event's call. */
export interface LookUpList extends Omit<GatheredList<CallEntry>, 'answer'> {
  readonly counted: number;
}

export type EntryVerdict =
  /** The event has a call that rang, may have rung or may yet ring; or one that can only follow it has. */
  | { readonly kind: 'alive'; readonly entry: CallEntry }
  | { readonly kind: 'absent' }
  /** The event's calls were all canceled or expired, which never rang; oldest first. */
  | { readonly kind: 'dead'; readonly entries: readonly CallEntry[] }
  /** Nothing may be concluded. `tooMany`: asking again does not help. */
  | { readonly kind: 'unclear'; readonly reason: string; readonly tooMany: boolean };

/**
 * Reads the answer to "does this event have a call already?". A list with a fault, and one that shows less than was counted, can
 * prove that there is a call; that there is none it never proves (docs/decisions/0008-sending-loud-look-up.md).
 */
export function judgeLookUp(question: LookUpQuestion, shown: LookUpList): EntryVerdict {
  const { items, fault } = shown;
  if (fault !== null && strayFaults.includes(fault)) return unclear(serverErrors.rows[fault].sentence);
  const ours = items.filter((entry) => callKeyOf(entry) === question.callKey && counts(question, entry)).sort(byAge);
  const alive = ours.find(mayRing) ?? items.find((entry) => isFound(question, entry));
  if (alive !== undefined) return { kind: 'alive', entry: alive };
  return whyUnclear(shown) ?? (ours.length > 0 ? { kind: 'dead', entries: ours } : { kind: 'absent' });
}

function whyUnclear({ counted, items, fault, complete }: LookUpList): EntryVerdict | null {
  if (fault !== null) return unclear(serverErrors.rows[fault].sentence);
  const most = mostLookUpPages * maxPageSize;
  if (!complete) return unclear(`This number has ${counted} recent calls, and only ${most} can be looked through.`, true);
  return items.length < counted ? unclear(`The server counted ${counted} calls but showed ${items.length}.`) : null;
}

function unclear(reason: string, tooMany = false): EntryVerdict {
  return { kind: 'unclear', reason, tooMany };
}

/** The event's call or a later one, in a state that decides the question: no later page can change it. */
export function isFound(question: LookUpQuestion, entry: CallEntry): boolean {
  const { callKey, laterKeys } = question;
  const key = callKeyOf(entry);
  return key !== null && (key === callKey || laterKeys?.has(key) === true) && mayRing(entry) && counts(question, entry);
}

/** A call that was planned for a later day is as young as that day, however long ago it was asked for. */
function counts({ countsFromMs }: LookUpQuestion, { queuedAt, metadata }: CallEntry): boolean {
  // One whose creation cannot be read counts as well.
  if (countsFromMs === undefined || !(Date.parse(queuedAt) < countsFromMs - edgeDoubtMs)) return true;
  const { scheduledFor, latestStart } = readCallTags(metadata);
  return [scheduledFor, latestStart].some((time) => time !== null && Date.parse(time) >= countsFromMs);
}

/** The campaign may be missing in an answer; a different one is a broken filter. */
export function fits(question: LookUpQuestion, entry: CallEntry): boolean {
  if (entry.recipientNumber !== question.recipientNumber) return false;
  if (Date.parse(entry.queuedAt) < question.createdFromMs - edgeDoubtMs) return false;
  return question.campaignId === null || entry.campaignId === null || entry.campaignId === question.campaignId;
}

function byAge(a: CallEntry, b: CallEntry): number {
  return Date.parse(a.queuedAt) - Date.parse(b.queuedAt) || (a.queueId < b.queueId ? -1 : 1);
}

/** What one look-up for several calls asks for: all that any of them would ask for. */
export interface SharedQuestion {
  readonly recipientNumbers: readonly string[];
  /** `null` = of any campaign. */
  readonly campaignIds: readonly string[] | null;
  readonly createdFromMs: number;
}

export function shareQuestions(questions: readonly LookUpQuestion[]): SharedQuestion {
  const campaigns = questions.map(({ campaignId }) => campaignId);
  return {
    recipientNumbers: [...new Set(questions.map(({ recipientNumber }) => recipientNumber))],
    campaignIds: campaigns.includes(null) ? null : [...new Set(campaigns.filter((id) => id !== null))],
    createdFromMs: Math.min(...questions.map(({ createdFromMs }) => createdFromMs)),
  };
}

/**
 * Reads one list for several calls: the verdict of each, in the order of the questions. `null` when the list does not add up; then it
 * is no evidence about any of them, and each has to be asked for alone.
 */
export function judgeTogether(questions: readonly LookUpQuestion[], shown: LookUpList): readonly EntryVerdict[] | null {
  if (whyUnclear(shown) !== null) return null;
  return questions.map((question) => {
    const own = shown.items.filter((entry) => fits(question, entry));
    return judgeLookUp(question, { ...shown, items: own, counted: own.length });
  });
}

export function fitsShared({ recipientNumbers, campaignIds, createdFromMs }: SharedQuestion, entry: CallEntry): boolean {
  return recipientNumbers.some((recipientNumber) => {
    const campaigns = campaignIds ?? [null];
    return campaigns.some((campaignId) => fits({ callKey: '', recipientNumber, campaignId, createdFromMs }, entry));
  });
}
