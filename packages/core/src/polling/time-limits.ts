/** Every time constant of the ended-call trackers. Why each has this value: the decision records about polling. */

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** The servers that write a call's times may differ by this much, either way, from the server that answers reads (docs/decisions/0013-polling-clock-skew.md). */
export const clockSkewMs = 5 * minuteMs;

/** The server's `Date` moves against the host's clock by less than this, unless one of them is wrong or was set right. */
export const clockJumpMs = minuteMs;
/** A new offset between the two is taken as true after so many polls. */
export const pollsForNewOffset = 3;

/** Room after the longest allowed conversation for ringing, goodbye, and upload of the recording. */
export const endGraceMs = 5 * minuteMs;

/** A call without a trustworthy end is reported as `unknown` after this long, unless the user chose another time. */
export const defaultGiveUpAfterMs = 24 * hourMs;

/** Longest conversation of a campaign that cannot be read any more, in seconds. */
export const unreadableCampaignCallSeconds = 3600;

/** A call whose words cannot be read is held back this long after the first try, then reported without them. */
export const wordsLimitMs = 3 * hourMs;
/** The same where the server says that there is no such conversation: it says so also when its database fails. */
export const goneWordsLimitMs = 30 * minuteMs;
/** The same where the conversation is there, but empty. */
export const incompleteWordsLimitMs = 10 * minuteMs;
/** Words that are late are asked for with every poll at first, and at most this far apart. */
export const slowestWordsReadMs = 10 * minuteMs;

/** An inbound entry that is closed and has had no conversation for this long was missed. */
export const missedAfterMs = 15 * minuteMs;

/** Calls at "processing" are asked for this often. */
export const stalledCheckMs = 5 * minuteMs;
/** An own call that is at "processing" this long after its latest start is not dialled any more. */
export const stalledOwnMs = 15 * minuteMs;
/** The same for a call whose latest start is not known, from when it was first seen so. */
export const stalledOthersMs = 3 * hourMs;
/** Calls planned earlier than this are not asked for. */
export const stalledLookBackMs = 24 * hourMs;
/** A stalled call that was told is remembered this long, should it end after all. */
export const stalledToldMs = 7 * 24 * hourMs;

/** Each pass reads this far back behind the time of the pass before: late visibility and clocks that differ. */
export const overlapMs = 10 * minuteMs;

/** Calls younger than this are followed by reading their time range again; older ones by id. */
export const recentMs = 20 * minuteMs;

/** A call that is open for longer than this is always followed by id, so that it cannot hold the mark back. */
export const longOpenMs = 1 * hourMs;

/** How far the first activation looks back for calls that are in progress. */
export const activationLookBackMs = 1 * hourMs;

/** And at most this much further, where the host's clock is behind the server's. */
export const longestActivationMs = 24 * hourMs;

/** A call that is placed now may carry a time this much earlier: a slow clock and a late write. */
export const lateStampMs = clockSkewMs + minuteMs;

/** Bounds of the time range that one pass covers while catching up. */
export const shortestSliceMs = 30 * secondMs;
export const firstSliceMs = 30 * minuteMs;
export const longestSliceMs = 2 * hourMs;

/** Calls followed by id are read at this pace while their conversation may still be running. */
export const shortestRereadMs = 5 * minuteMs;
export const longestRereadMs = 10 * minuteMs;
/** And at most this far apart once it cannot be running any more. */
export const slowestRereadMs = 6 * hourMs;

/** Campaign limits and names are read again after this long. */
export const campaignCacheMs = 24 * hourMs;
/** After a refused read of the campaigns, the next try waits this long. */
export const campaignRetryMs = 1 * hourMs;

/** The mark is always behind the server's time; only a wrong clock or a foreign state puts it this far ahead. */
export const markAheadMs = 1 * hourMs;

/** The newest part of the window comes first, in these steps: where there is too much to read, it is the oldest part that is left out. */
export const firstReachesMs = [15 * minuteMs, hourMs] as const;
/** Calls that are still open when they come this close to the far end of the window are reported before they drop out of it. */
export const dropOutMarginMs = 30 * minuteMs;

/**
 * Each poll of a shared memory starts from a snapshot at least this old. So an event is handed over by every poll within this time after
 * its call ended: to each trigger that shares the memory, and again after an answer that the host lost. Hosts poll every 15 minutes or
 * more often.
 */
export const memoryLagMs = 40 * minuteMs;
/** Snapshots are kept at least this far apart. */
export const snapshotSpacingMs = 12 * minuteMs;
/** So a call that is younger than this is certainly handed over again by a later poll from a mark. */
export const longestHoldMs = 20 * minuteMs;
/** Another trigger that is switched on keeps the mark younger than this; an older one belongs to a time when none was. */
export const memoryRestMs = 1 * hourMs;

/** How far back a test run by hand looks for ended calls. */
export const peekLookBackMs = 30 * 24 * hourMs;
/** Its conversations are listed this much around the calls shown; a conversation starts a moment before its call is placed, by another clock. */
export const peekAroundMs = 10 * minuteMs;
