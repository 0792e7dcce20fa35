import { callProgresses, type CallEntry, type CallProgress } from './call.ts';

/**
 * What the server does, in numbers, each said once: from its public source, most of it seen while running (docs/api-facts.md).
 * What this product makes of a fact (a margin, a patience) stands beside what uses it.
 */

/** The most entries on one page of a list; higher limits are silently lowered to this. */
export const maxPageSize = 50;

/** The hosted service takes so many requests in any minute; a server of one's own may have no limit. */
export const hostedRequestsPerMinute = 60;

/** A form above this size is refused (10 MiB). */
export const maxFormBytes = 10_485_760;

/**
 * A failed call can still turn into a placed one: its dispatcher gave up waiting too early. Seen after 3 s; nothing in the server
 * bounds it, so this is a choice with room.
 */
export const failedMayReviveMs = 120_000;

/** What these calls certainly never did: ring. A failed one may have rung: a provider that accepted late is written as failed (docs/decisions/0043-failed-counts-as-a-call.md). */
export const neverRang: readonly CallProgress[] = ['canceled', 'expired'];

/** A call that has come so far has a time at which it left the queue; no other is listed by that time. */
export const progressOutOfQueue: readonly CallProgress[] = ['placed', 'failed', ...neverRang];

/** Those of them that may have rung. */
export const mayHaveRung = without(progressOutOfQueue, neverRang);

/** Those that wait for their time, or for a free line. */
export const stillWaiting = without(callProgresses, progressOutOfQueue);

/** False only for a call that certainly never rang and never will; true also for one of a kind that nobody knows. */
export function mayRing({ progress }: Pick<CallEntry, 'progress'>): boolean {
  return !neverRang.includes(progress);
}

function without(all: readonly CallProgress[], some: readonly CallProgress[]): readonly CallProgress[] {
  return all.filter((progress) => !some.includes(progress));
}

/** A scheduled call may be dialled so long before its time. */
export const dialledEarlyMs = 60_000;

/** The longest conversation of a campaign that names no limit. */
export const defaultMaxCallTimeSeconds = 600;

/** No inbound conversation is longer than this. */
export const longestInboundCallSeconds = 1800;

/** The link to a recording lives so long; the server makes it without looking whether there is a file. */
export const recordingLinkMinutes = 30;
