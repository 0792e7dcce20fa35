import type { TrackedEntry } from './judge-call.ts';
import { CampaignCache } from './campaign-cache.ts';
import type { CallSource } from './call-source.ts';
import { KnownSessions, SeenCalls } from './remembered-calls.ts';
import type { PendingCall } from './pending-calls.ts';
import type { Pass } from './read-pass.ts';
import { nothingStalled, type StalledState } from './stalled-calls.ts';
import { firstSliceMs } from './time-limits.ts';

/** The two clocks side by side. */
export interface KnownOffset {
  /** Server time less host time, in ms. */
  readonly offsetMs: number;
  /** How many polls in a row have shown another offset. */
  readonly otherPolls: number;
}

/**
 * What is remembered between two polls. The rule it keeps: every call listed before `markMs` was reported, or is in
 * `pending`; every call listed from there on is read again, and `seen` says which of them were reported.
 */
export interface Tracker {
  readonly kind: CallSource<TrackedEntry>['kind'];
  /** Which server and business this is about, as the host names it. */
  readonly scope: string;
  /** Server time, ms since 1970 UTC. */
  markMs: number;
  /** How the server's `Date` has stood to the host's clock; `null` = not known yet. */
  clock: KnownOffset | null;
  /** Length of the time range of the next pass while catching up. */
  sliceMs: number;
  /** A pass that the last poll did not finish. */
  pass: Pass | null;
  /** While the first pass goes on: ended calls listed up to here belong to the time before the activation, and are not reported. */
  quietUntilMs: number | null;
  readonly pending: Map<string, PendingCall>;
  readonly seen: SeenCalls;
  readonly sessions: KnownSessions;
  readonly campaigns: CampaignCache;
  stalled: StalledState;
}

/** A tracker that knows nothing yet and will first look at the calls since `markMs`. */
export function newTracker(kind: Tracker['kind'], scope: string, markMs: number): Tracker {
  return {
    kind,
    scope,
    markMs,
    clock: null,
    sliceMs: firstSliceMs,
    pass: null,
    quietUntilMs: null,
    pending: new Map(),
    seen: new SeenCalls(),
    sessions: new KnownSessions(),
    campaigns: new CampaignCache(),
    stalled: nothingStalled,
  };
}
