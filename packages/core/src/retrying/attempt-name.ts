import { keysAfter, textAfter } from '../calling/attempt-keys.ts';
import type { AttemptName } from '../calling/choose-keys.ts';
import type { CallEntry } from '../domain/call.ts';
import { runKeyLifetimeMs, type CallIdentity } from '../sending/call-key.ts';
import { callKeyOf, readCallMarks } from '../sending/call-metadata.ts';

/** Which attempt a call was; 1 for a first call, and for one that this product did not place. */
export function attemptOf(entry: CallEntry): number {
  return Math.max(readCallMarks(entry.metadata).attempt ?? 1, 1);
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
export function keysFromHereOn(entry: CallEntry, place: Omit<CallIdentity, 'eventKey'>): ReadonlySet<string> {
  const own = callKeyOf(entry);
  return new Set([...(own === null ? [] : [own]), ...keysAfter(own ?? `queue ${entry.queueId}`, attemptOf(entry), place)]);
}

/** The attempt may have been placed at any time since the call before was asked for; a day more is room for clocks that differ. */
function lifetimeSince({ queuedAt }: CallEntry, nowMs: number): number {
  return Math.max(nowMs - Date.parse(queuedAt), 0) + runKeyLifetimeMs;
}
