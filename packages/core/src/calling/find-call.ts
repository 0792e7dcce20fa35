import type { ApiReads, CallReads } from '../api/registry.ts';
import type { Campaign } from '../domain/business.ts';
import type { CallEntry, CallFilter, CallOutcome } from '../domain/call.ts';
import type { Read } from '../domain/reads.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { serverErrors } from '../errors/server-errors.ts';
import { judgeCall } from '../polling/judge-call.ts';
import { foundInList, type FoundCall } from '../polling/found-call.ts';
import { twiceListed } from '../polling/remembered-calls.ts';
import { gatherPages, readPages } from '../reading/walk-pages.ts';
import { createCallKey } from '../sending/call-key.ts';
import { callKeyOf } from '../sending/call-metadata.ts';

/** Which call is meant. Numbers are strict E.164. */
export type CallQuestion =
  | { readonly by: 'queue_id'; readonly queueId: string }
  /** The newest call to this recipient; with a campaign, the newest of that campaign. */
  | { readonly by: 'recipient'; readonly recipientNumber: string; readonly campaignId: string | null }
  /** The newest call that was placed to this recipient with this Event Key; without a campaign, in any campaign. */
  | { readonly by: 'event'; readonly recipientNumber: string; readonly campaignId: string | null; readonly businessId: string; readonly eventKey: string };

export type FindingReads = Pick<ApiReads, 'countCalls' | 'listCalls' | 'getCall'>;

/** An event's call is looked for among this many newest calls to its recipient. */
const mostPages = 6;

/**
 * The call that the question means, or `null` when the server shows that there is none. An empty list alone does not show that:
 * it may hide a failure of the server's database, so it must agree with a count.
 * @throws IqraError when the server cannot be asked or contradicts itself, and when there are more calls to the recipient than are searched.
 */
export async function findCall(reads: FindingReads, question: CallQuestion): Promise<Read<CallEntry> | null> {
  if (question.by === 'queue_id') return await orNothing(reads.getCall(question.queueId));
  const filter: CallFilter = {
    recipientNumbers: [question.recipientNumber],
    ...(question.campaignId === null ? {} : { campaignIds: [question.campaignId] }),
  };
  const isMeant = question.by === 'recipient' ? () => true : (entry: CallEntry) => isOfEvent(entry, question);
  return await findNewest(reads, filter, isMeant, question.by === 'recipient' ? 1 : undefined);
}

/** The newest call that the filter and `isMeant` mean, or `null` when the server shows that there is none. The list is newest first. @throws as `findCall`. */
export async function findNewest(
  reads: FindingReads,
  filter: CallFilter,
  isMeant: (entry: CallEntry) => boolean,
  mostItems?: number,
): Promise<Read<CallEntry> | null> {
  const counted = (await reads.countCalls(filter)).value;
  if (counted === 0) return null;
  const { items, fault, complete, answer } = await gatherPages({
    list: reads.listCalls,
    filter,
    counted,
    idOf: ({ queueId }) => queueId,
    belongs: (entry) => belongsTo(filter, entry),
    isEnough: isMeant,
    mostPages,
    ...(mostItems === undefined ? {} : { mostItems }),
  });
  if (fault !== null) throw serverErrors.error(fault, {});
  const found = items.find(isMeant);
  if (found !== undefined) return await exactRead(reads, { ...answer, value: found });
  if (!complete) throw serverErrors.error('TOO_MANY_CALLS_TO_SEARCH', { most: mostPages * maxPageSize });
  return null;
}

/** The key in a call's metadata covers the campaign that the call was asked for with; a server can have filled that in by itself. */
function isOfEvent(entry: CallEntry, event: Extract<CallQuestion, { by: 'event' }>): boolean {
  const { businessId, recipientNumber, eventKey } = event;
  return [entry.campaignId, null].some((campaignId) => callKeyOf(entry) === createCallKey({ businessId, campaignId, recipientNumber, eventKey }));
}

/** `null` where the server knows nothing of this id: a search then has found nothing, and has not failed. */
export async function orNothing<Found>(read: Promise<Found>): Promise<Found | null> {
  try {
    return await read;
  } catch (error) {
    if (isIqraError(error) && error.kind === 'not_found' && error.code !== 'BUSINESS_NOT_FOUND') return null;
    throw error;
  }
}

/** So many rows of one list are read again by id; the rest stays as listed. */
const mostExactReads = 20;

/**
 * The entries of a list, those read again by id that a list cannot be believed about: it shows the first of several conversations of
 * one call, so a failed set-up may stand there while the phone rings. Each call stands in the answer once. A row whose second reading
 * fails stays as it was.
 */
export async function withExactEntries(reads: Pick<ApiReads, 'getCall'>, listed: readonly CallEntry[]): Promise<readonly CallEntry[]> {
  const twice = twiceListed(listed);
  const shown = new Map<string, CallEntry>();
  let exactReads = 0;
  for (const entry of listed) {
    if (shown.has(entry.queueId)) continue;
    const doubtful = twice.has(entry.queueId) || mayBeAnother(entry);
    if (doubtful) exactReads += 1;
    shown.set(entry.queueId, doubtful && exactReads <= mostExactReads ? (await exactEntry(reads, entry)).value : entry);
  }
  return [...shown.values()];
}

/** One entry of a list as a read by id shows it. */
async function exactRead(reads: Pick<ApiReads, 'getCall'>, listed: Read<CallEntry>): Promise<Read<CallEntry>> {
  if (listed.value.conversationId === null) return listed;
  const exact = await exactEntry(reads, listed.value);
  return { ...listed, ...exact };
}

function mayBeAnother({ progress, endReason }: CallEntry): boolean {
  return progress === 'placed' && endReason === 'setup_failed';
}

async function exactEntry(reads: Pick<ApiReads, 'getCall'>, entry: CallEntry): Promise<Pick<Read<CallEntry>, 'value'> & Partial<Read<CallEntry>>> {
  try {
    return await reads.getCall(entry.queueId);
  } catch (error) {
    if (!isIqraError(error) || error.kind === 'authentication') throw error;
    return { value: entry };
  }
}

/** Several calls, newest first. */
export interface CallsQuestion {
  readonly filter: CallFilter;
  /** Empty = any, running calls too. */
  readonly outcomes: readonly CallOutcome[];
  readonly limit: number;
}

/** How many of the newest calls are looked through for an outcome, which the server cannot filter by. */
const mostLookedThrough = 500;

/**
 * The calls that the question means, the newest first; empty when the server shows that there are none.
 * @throws IqraError when the server cannot be asked or contradicts itself.
 */
export async function findCalls(reads: FindingReads & Pick<CallReads, 'getBusiness'>, { filter, outcomes, limit }: CallsQuestion): Promise<readonly FoundCall[]> {
  const read = await readCalls(reads, filter, outcomes.length === 0 ? limit : mostLookedThrough);
  if (read.value.length === 0) return [];
  const campaigns = await readCampaigns(reads);
  const found = read.value.map((entry): FoundCall => {
    const campaign = campaigns.find(({ id }) => id === entry.campaignId);
    const maxCallTimeSeconds = campaign?.maxCallTimeSeconds ?? null;
    return foundInList(entry, judgeCall(entry, { readAtMs: read.serverTimeMs, maxCallTimeSeconds }), campaign?.name ?? null);
  });
  const wanted = found.filter(({ outcome }) => outcomes.length === 0 || (outcome !== null && outcomes.includes(outcome)));
  return wanted.slice(0, limit);
}

/**
 * The calls that the filter means, the newest first and each once; `limit` is the most to return, `null` = all.
 * @throws IqraError when the server cannot be asked or contradicts itself.
 */
export async function readCalls(reads: FindingReads, filter: CallFilter, limit: number | null): Promise<Read<readonly CallEntry[]>> {
  const read = await readPages<CallEntry, CallFilter>({
    list: (query) => reads.listCalls(query),
    count: (counted) => reads.countCalls(counted),
    filter,
    idOf: (entry) => entry.queueId,
    belongs: (entry) => belongsTo(filter, entry),
    limit,
  });
  return { ...read, value: await withExactEntries(reads, read.value) };
}

/** Calls are worth showing without the names of their campaigns. */
async function readCampaigns(reads: Pick<CallReads, 'getBusiness'>): Promise<readonly Campaign[]> {
  try {
    return (await reads.getBusiness()).value.campaigns;
  } catch (error) {
    if (isIqraError(error) && error.kind !== 'authentication') return [];
    throw error;
  }
}

/** Whether an entry is one that was asked for. */
function belongsTo({ campaignIds, recipientNumbers }: CallFilter, entry: CallEntry): boolean {
  if (recipientNumbers !== undefined && !recipientNumbers.includes(entry.recipientNumber)) return false;
  return campaignIds === undefined || entry.campaignId === null || campaignIds.includes(entry.campaignId);
}
