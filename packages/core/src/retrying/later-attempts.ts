import { keysAfter, textAfter, type AttemptName, type KeyPlace } from '../calling/choose-keys.ts';
import { findNewest, type FindingReads } from '../calling/find-call.ts';
import type { CallEntry } from '../domain/call.ts';
import type { Read } from '../domain/reads.ts';
import { mayRing, neverRang } from '../domain/server-facts.ts';
import { runKeyLifetimeMs } from '../sending/call-key.ts';
import { callKeyOf, readCallTags } from '../sending/call-metadata.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** Which attempt a call was; 1 for a first call, and for one that this product did not place (docs/decisions/0086-retrying-attempt-follows-from-the-call-before.md). */
export function attemptOf(entry: CallEntry): number {
  return Math.max(readCallTags(entry.metadata).attempt ?? 1, 1);
}

/**
 * What names the attempt after a call: that call's own key, which all sends of it share, else its queue id; and the number of the
 * attempt. So each attempt follows from the one before, and however often the end of a call is told, one attempt follows it.
 */
export function nextAttemptName(entry: CallEntry, nowMs: number): AttemptName {
  const number = attemptOf(entry) + 1;
  const text = textAfter(callKeyOf(entry) ?? `queue ${entry.queueId}`, number);
  return { number, text, lifetimeMs: lifetimeSince(entry, nowMs) };
}

/** The keys of this attempt and of all that can follow it. */
function keysFromHereOn(entry: CallEntry, place: KeyPlace): ReadonlySet<string> {
  const own = callKeyOf(entry);
  return new Set([...(own === null ? [] : [own]), ...keysAfter(own ?? `queue ${entry.queueId}`, attemptOf(entry), place)]);
}

/** The attempt may have been placed at any time since the call before was asked for; a day more is room for clocks that differ. */
function lifetimeSince({ queuedAt }: CallEntry, nowMs: number): number {
  return Math.max(nowMs - Date.parse(queuedAt), 0) + runKeyLifetimeMs;
}

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
  place: KeyPlace,
): Promise<Read<CallEntry> | null> {
  const keys = keysFromHereOn(entry, place);
  const filter = {
    recipientNumbers: [place.recipientNumber],
    createdFrom: new Date(Date.parse(entry.queuedAt) - siblingsMs).toISOString(),
    ...(place.campaignId === null ? {} : { campaignIds: [place.campaignId] }),
  };
  return await findNewest(reads, filter, (one) => one.queueId !== entry.queueId && mayRing(one) && keys.has(callKeyOf(one) ?? ''));
}
