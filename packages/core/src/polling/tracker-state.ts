import { CampaignCache, type CampaignCacheJson } from './campaign-cache.ts';
import { isAmount, isAmountOrNull, isJsonObject } from './json-checks.ts';
import { pendingFromText, pendingToText } from './pending-calls.ts';
import type { Pass } from './read-pass.ts';
import { SeenCalls } from './seen-calls.ts';
import type { Tracker } from './tracker.ts';

/** The stored form of a tracker: plain JSON of about 8 bytes for each remembered and 45 for each followed call. */
export interface TrackerState {
  readonly version: 2;
  readonly kind: Tracker['kind'];
  readonly scope: string;
  readonly mark: number;
  readonly slice: number;
  readonly pass: Pass | null;
  readonly quietUntil: number | null;
  readonly pending: readonly string[];
  readonly seen: Readonly<Record<string, string>>;
  readonly campaigns: CampaignCacheJson;
}

export type LoadedState =
  | { readonly kind: 'loaded'; readonly tracker: Tracker }
  /** Nothing stored: the first activation. */
  | { readonly kind: 'none' }
  /** Something is stored that no tracker of this kind wrote; `reason` completes "The stored position ...". */
  | { readonly kind: 'unusable'; readonly reason: string };

export function saveTracker(tracker: Tracker): TrackerState {
  return {
    version: 2,
    kind: tracker.kind,
    scope: tracker.scope,
    mark: tracker.markMs,
    slice: tracker.sliceMs,
    pass: tracker.pass,
    quietUntil: tracker.quietUntilMs,
    pending: [...tracker.pending].map(([queueId, call]) => pendingToText(queueId, call)),
    seen: tracker.seen.toJson(),
    campaigns: tracker.campaigns.toJson(),
  };
}

/** Reads a stored state of this or an earlier version. Never throws: what cannot be used is named. */
export function loadTracker(stored: unknown, kind: Tracker['kind'], scope: string): LoadedState {
  if (stored === undefined || stored === null || stored === '') return { kind: 'none' };
  if (!isJsonObject(stored)) return { kind: 'unusable', reason: 'is not an object' };
  if (Object.keys(stored).length === 0) return { kind: 'none' };
  const tracker = readVersion(stored);
  if (tracker === null) return { kind: 'unusable', reason: 'is damaged, or was written by a newer version' };
  if (tracker.kind !== kind) return { kind: 'unusable', reason: 'belongs to another kind of call' };
  if (tracker.scope !== scope) return { kind: 'unusable', reason: 'belongs to another server or business' };
  return { kind: 'loaded', tracker };
}

function readVersion(stored: Readonly<Record<string, unknown>>): Tracker | null {
  try {
    return isVersion2(stored) ? trackerFrom(stored) : null;
  } catch {
    return null;
  }
}

function trackerFrom(state: TrackerState): Tracker {
  return {
    kind: state.kind,
    scope: state.scope,
    markMs: state.mark,
    sliceMs: state.slice,
    pass: state.pass,
    quietUntilMs: state.quietUntil,
    pending: new Map(state.pending.map(pendingFromText)),
    seen: SeenCalls.fromJson(state.seen),
    campaigns: CampaignCache.fromJson(state.campaigns),
  };
}

function isVersion2(stored: Readonly<Record<string, unknown>>): stored is Readonly<Record<string, unknown>> & TrackerState {
  return (
    stored['version'] === 2 &&
    (stored['kind'] === 'outbound' || stored['kind'] === 'inbound') &&
    typeof stored['scope'] === 'string' &&
    isAmount(stored['mark']) &&
    isAmount(stored['slice']) &&
    (stored['pass'] === null || isPass(stored['pass'])) &&
    isAmountOrNull(stored['quietUntil']) &&
    Array.isArray(stored['pending']) &&
    stored['pending'].every((text) => typeof text === 'string') &&
    isJsonObject(stored['seen']) &&
    Object.entries(stored['seen']).every(([minute, joined]) => /^[0-9a-z]+$/.test(minute) && typeof joined === 'string') &&
    isCampaigns(stored['campaigns'])
  );
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
