import { findNewest, type FindingReads } from '../calling/find-call.ts';
import type { CallEntry } from '../domain/call.ts';
import type { Read } from '../domain/reads.ts';
import { neverRang } from '../domain/server-facts.ts';
import type { CallIdentity } from '../sending/call-key.ts';
import { callKeyOf } from '../sending/call-metadata.ts';
import { mayRing } from '../sending/judge-look-up.ts';
import { keysFromHereOn } from './attempt-name.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** How long before a call another send of it may have been queued. */
const siblingsMs = 24 * 60 * 60_000;

/**
 * Whether an attempt can have a follower that the look-up of its own key does not meet: a call that expired or was canceled may have
 * been sent again, and its next attempt may have been placed before. Only a policy that tries such calls again makes either.
 */
export function canBeFollowedUnseen({ outcomes }: RetryPolicy): boolean {
  return outcomes.some((outcome) => neverRang.some((progress) => progress === outcome));
}

/**
 * Another call that stands for this attempt or follows it, and that rang or may yet ring; `null` = there is none.
 * @throws IqraError when the server cannot be asked or contradicts itself.
 */
export async function findLaterAttempt(
  reads: FindingReads,
  entry: CallEntry,
  place: Omit<CallIdentity, 'eventKey'>,
): Promise<Read<CallEntry> | null> {
  const keys = keysFromHereOn(entry, place);
  const filter = {
    recipientNumbers: [place.recipientNumber],
    createdFrom: new Date(Date.parse(entry.queuedAt) - siblingsMs).toISOString(),
    ...(place.campaignId === null ? {} : { campaignIds: [place.campaignId] }),
  };
  return await findNewest(reads, filter, (one) => one.queueId !== entry.queueId && mayRing(one) && keys.has(callKeyOf(one) ?? ''));
}
