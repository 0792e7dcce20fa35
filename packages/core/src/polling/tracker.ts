import { isAmount, isAmountOrNull, isJsonObject, isMoment } from '../domain/json-value.ts';
import type { TrackedEntry } from './judge-call.ts';
import { CampaignCache, type CampaignCacheJson } from './campaign-cache.ts';
import type { CallSource } from './call-source.ts';
import { KnownSessions, SeenCalls } from './remembered-calls.ts';
import { isStalledState, nothingStalled, pendingFromText, pendingToText, type PendingCall, type StalledState } from './pending-calls.ts';
import type { Pass } from './read-pass.ts';
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
 * `pending`; every call listed from there on is read again, and `seen` says which of them were reported (docs/decisions/0017-polling-one-mark-passes-resumed.md).
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

/** The stored form of a tracker: plain JSON of about 8 bytes for each remembered and 45 for each followed call. */
export interface TrackerState {
  readonly version: 3;
  readonly kind: Tracker['kind'];
  readonly scope: string;
  readonly mark: number;
  readonly clock: KnownOffset | null;
  readonly slice: number;
  readonly pass: Pass | null;
  readonly quietUntil: number | null;
  readonly pending: readonly string[];
  readonly seen: Readonly<Record<string, string>>;
  readonly sessions: string;
  readonly campaigns: CampaignCacheJson;
  readonly stalled: StalledState;
}

export type LoadedState =
  | { readonly kind: 'loaded'; readonly tracker: Tracker }
  /** Nothing stored: the first activation. */
  | { readonly kind: 'none' }
  /** Something is stored that no tracker of this kind wrote; `reason` completes "The stored position ...". */
  | {
      readonly kind: 'unusable';
      readonly reason: string;
      /** Calls that are known to have been reported, where that part can still be read. */
      readonly seen: SeenCalls;
    };

export function saveTracker(tracker: Tracker): TrackerState {
  return {
    version: 3,
    kind: tracker.kind,
    scope: tracker.scope,
    mark: tracker.markMs,
    clock: tracker.clock,
    slice: tracker.sliceMs,
    pass: tracker.pass,
    quietUntil: tracker.quietUntilMs,
    pending: [...tracker.pending].map(([queueId, call]) => pendingToText(queueId, call)),
    seen: tracker.seen.toJson(),
    sessions: tracker.sessions.toJson(),
    campaigns: tracker.campaigns.toJson(),
    stalled: tracker.stalled,
  };
}

/** Reads a stored state of this version. Never throws: what cannot be used is named. */
export function loadTracker(stored: unknown, kind: Tracker['kind'], scope: string): LoadedState {
  if (stored === undefined || stored === null || stored === '') return { kind: 'none' };
  if (!isJsonObject(stored)) return unusable('is not an object');
  if (Object.keys(stored).length === 0) return { kind: 'none' };
  const tracker = readVersion(stored);
  if (tracker === null) return unusable('is damaged, or was written by another version', stored, kind, scope);
  if (tracker.kind !== kind) return unusable('belongs to another kind of call');
  if (tracker.scope !== scope) return unusable('belongs to another server or business');
  return { kind: 'loaded', tracker };
}

/** What was reported stays known through a reset, so that nothing is told again. */
function unusable(reason: string, stored: Readonly<Record<string, unknown>> = {}, kind = '', scope = ''): LoadedState {
  const { seen } = stored;
  const same = stored['kind'] === kind && stored['scope'] === scope;
  return { kind: 'unusable', reason, seen: same && isSeen(seen) ? SeenCalls.fromJson(seen) : new SeenCalls() };
}

function isSeen(value: unknown): value is Readonly<Record<string, string>> {
  return isJsonObject(value) && Object.entries(value).every(([minute, joined]) => /^[0-9a-z]+$/.test(minute) && typeof joined === 'string');
}

function readVersion(stored: Readonly<Record<string, unknown>>): Tracker | null {
  try {
    return isTrackerState(stored) ? trackerFrom(stored) : null;
  } catch {
    return null;
  }
}

function trackerFrom(state: TrackerState): Tracker {
  return {
    kind: state.kind,
    scope: state.scope,
    markMs: state.mark,
    clock: state.clock,
    sliceMs: state.slice,
    pass: state.pass,
    quietUntilMs: state.quietUntil,
    pending: new Map(state.pending.map(pendingFromText)),
    seen: SeenCalls.fromJson(state.seen),
    sessions: KnownSessions.fromJson(state.sessions),
    campaigns: CampaignCache.fromJson(state.campaigns),
    stalled: state.stalled,
  };
}

function isTrackerState(stored: Readonly<Record<string, unknown>>): stored is Readonly<Record<string, unknown>> & TrackerState {
  return (
    stored['version'] === 3 &&
    (stored['kind'] === 'outbound' || stored['kind'] === 'inbound') &&
    typeof stored['scope'] === 'string' &&
    isMoment(stored['mark']) &&
    (stored['clock'] === null || isOffset(stored['clock'])) &&
    isAmount(stored['slice']) &&
    (stored['pass'] === null || isPass(stored['pass'])) &&
    isAmountOrNull(stored['quietUntil']) &&
    Array.isArray(stored['pending']) &&
    stored['pending'].every((text) => typeof text === 'string') &&
    isSeen(stored['seen']) &&
    typeof stored['sessions'] === 'string' &&
    isCampaigns(stored['campaigns']) &&
    isStalledState(stored['stalled'])
  );
}

function isOffset(value: unknown): value is KnownOffset {
  return isJsonObject(value) && typeof value['offsetMs'] === 'number' && Number.isFinite(value['offsetMs']) && isAmount(value['otherPolls']);
}

function isPass(value: unknown): value is Pass {
  return (
    isJsonObject(value) &&
    isAmount(value['fromMs']) &&
    (value['cursor'] === null || typeof value['cursor'] === 'string') &&
    [value['toMs'], value['startedAtMs'], value['resumeAtMs'], value['openMs']].every(isAmountOrNull)
  );
}

function isCampaigns(value: unknown): value is CampaignCacheJson {
  return (
    isJsonObject(value) &&
    isAmountOrNull(value['readAt']) &&
    isAmount(value['retryAt']) &&
    isJsonObject(value['known']) &&
    Object.values(value['known']).every(
      (known) =>
        Array.isArray(known) && (known[0] === null || typeof known[0] === 'string') && isAmount(known[1]) && isAmount(known[2]),
    )
  );
}
