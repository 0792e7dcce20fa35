import { isAmount, isJsonObject } from './json-checks.ts';
import { newTracker, type Tracker } from './tracker.ts';

/**
 * Version 1 kept one object per call: `{version, kind, scope, mark, slice, pending: {id: {placedAt, nextTry, tries}},
 * seen: {id: placedAt}}`, times in ms. It had no pass, no campaigns and no fingerprints.
 */
export function trackerFromVersion1(stored: Readonly<Record<string, unknown>>): Tracker | null {
  const { kind, scope, mark, slice, pending, seen } = stored;
  if ((kind !== 'outbound' && kind !== 'inbound') || typeof scope !== 'string') return null;
  if (!isAmount(mark) || !isAmount(slice) || !isJsonObject(pending) || !isJsonObject(seen)) return null;
  const tracker = newTracker(kind, scope, mark);
  tracker.sliceMs = slice;
  for (const [queueId, call] of Object.entries(pending)) {
    if (!isJsonObject(call)) return null;
    const { placedAt, nextTry } = call;
    if (!isAmount(placedAt) || !isAmount(nextTry)) return null;
    const rest = { detailFailures: 0, failedBefore: false };
    tracker.pending.set(queueId, { stampMs: placedAt, firstSeenMs: mark, nextReadMs: nextTry, ...rest });
  }
  for (const [queueId, placedAt] of Object.entries(seen)) {
    if (!isAmount(placedAt)) return null;
    tracker.seen.add(queueId, placedAt);
  }
  return tracker;
}
