import type { CallReads } from '../api/registry.ts';
import type { Campaign } from '../domain/business.ts';
import type { CallEntry, CallFilter } from '../domain/call.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { readPages } from '../reading/walk-pages.ts';
import { judgeCall, type Judgement } from '../polling/judge-call.ts';
import { withExactEntries } from './find-call.ts';
import type { CallsQuestion } from './read-call-question.ts';

/** One call, and how it stands. */
export interface FoundCall {
  readonly entry: CallEntry;
  readonly judgement: Judgement;
  /** `null` where it is gone, or the business cannot be read. */
  readonly campaign: Campaign | null;
}

type FindingReads = Pick<CallReads, 'countCalls' | 'listCalls' | 'getCall' | 'getBusiness'>;

/** How many of the newest calls are looked through for an outcome, which the server cannot filter by. */
const mostLookedThrough = 500;

/**
 * The calls that the question means, the newest first; empty when the server shows that there are none.
 * @throws IqraError when the server cannot be asked or contradicts itself.
 */
export async function findCalls(reads: FindingReads, { filter, outcomes, limit }: CallsQuestion): Promise<readonly FoundCall[]> {
  const read = await readPages<CallEntry, CallFilter>({
    list: (query) => reads.listCalls(query),
    count: (counted) => reads.countCalls(counted),
    filter,
    idOf: (entry) => entry.queueId,
    belongs: (entry) => belongs(filter, entry),
    limit: outcomes.length === 0 ? limit : mostLookedThrough,
  });
  if (read.value.length === 0) return [];
  const campaigns = await readCampaigns(reads);
  const found = (await withExactEntries(reads, read.value)).map((entry): FoundCall => {
    const campaign = campaigns.find(({ id }) => id === entry.campaignId) ?? null;
    const maxCallTimeSeconds = campaign?.maxCallTimeSeconds ?? null;
    return { entry, campaign, judgement: judgeCall(entry, { readAtMs: read.serverTimeMs, maxCallTimeSeconds }) };
  });
  const wanted = found.filter(({ judgement }) => outcomes.length === 0 || (judgement.ended && outcomes.includes(judgement.outcome)));
  return wanted.slice(0, limit);
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

function belongs({ campaignIds, recipientNumbers }: CallFilter, entry: CallEntry): boolean {
  if (recipientNumbers !== undefined && !recipientNumbers.includes(entry.recipientNumber)) return false;
  return campaignIds === undefined || entry.campaignId === null || campaignIds.includes(entry.campaignId);
}
