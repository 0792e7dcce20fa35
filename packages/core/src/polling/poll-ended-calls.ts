import type { CallOutcome } from '../domain/call.ts';
import type { Clock } from '../domain/from-host.ts';
import type { CallReads } from '../api/registry.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import type { TrackedEntry } from './judge-call.ts';
import { PollBook, type WaitedForCall } from './poll-book.ts';
import type { CallSource } from './call-source.ts';
import { BudgetLeft, type PollBudget } from './poll-budget.ts';
import type { PollNotice } from './read-pass.ts';
import { PollRun } from './poll-run.ts';
import type { ReportDeps } from './report-ended-calls.ts';
import { activationLookBackMs, lateStampMs, longestActivationMs, longestSliceMs } from './time-limits.ts';
import { SeenCalls } from './remembered-calls.ts';
import { loadTracker, newTracker, saveTracker, type LoadedState, type Tracker, type TrackerState } from './tracker.ts';
import { addsCampaigns, followAdded } from './watched-campaigns.ts';

/** What the user chose for a trigger on ended calls. */
export interface EndedCallOptions {
  /** Only these outcomes; empty or absent = all. */
  readonly outcomes?: readonly CallOutcome[];
  /** Only these campaigns; empty or absent = all. Inbound calls have none. */
  readonly campaignIds?: readonly string[];
  /** Read the conversation of each reported call. Default true. */
  readonly includeTranscript?: boolean;
  /** After this long a call without a trustworthy end is reported once as `unknown`. Default 24 h. */
  readonly giveUpAfterMs?: number;
}

export interface PollInput {
  readonly reads: CallReads;
  readonly clock: Clock;
  /** What the last poll returned as `state`, as the host kept it; nothing on the first activation (docs/decisions/0015-polling-first-activation.md). */
  readonly state: unknown;
  /** Names the server and business (for example `https://host|businessId`), so that a changed connection starts afresh. */
  readonly scope?: string;
  readonly options?: EndedCallOptions;
  /** The campaigns that the last poll watched, where the choice may have changed since; empty = all. */
  readonly campaignIdsBefore?: readonly string[] | undefined;
  readonly budget?: PollBudget;
}

export interface PollResult<V> {
  /** To be kept by the host together with the events: both or neither. Plain JSON. */
  readonly state: TrackerState;
  /** Calls that ended, oldest first, none of them reported before. */
  readonly events: readonly V[];
  /** Ended calls, wanted or not, that a run may be waiting for. Some of them may be named again by a later poll. */
  readonly waitedFor: readonly WaitedForCall[];
  readonly notices: readonly PollNotice[];
  /** `first_activation` and `state_reset` set the mark and report nothing. */
  readonly kind: 'first_activation' | 'state_reset' | 'polled';
  /** A read failed after some events were complete; these events are valid. The next poll goes on from there. */
  readonly failure: IqraError | null;
}

/** The first poll of all may read more pages: only what it reads is known for certain to be the past. */
const activationPageFactor = 3;

/** What a poll hands over for the calls that ended. */
type Report<E extends TrackedEntry, V> = (deps: Omit<ReportDeps<E, V>, 'build'>) => Promise<readonly V[]>;

/** One poll, for any kind of call and any form of report; a failed read throws, unless events are ready (docs/decisions/0020-polling-throw-or-partial.md). */
export async function pollAndReport<E extends TrackedEntry, V>(
  source: CallSource<E>,
  input: PollInput,
  report: Report<E, V>,
): Promise<PollResult<V>> {
  const loaded = loadTracker(input.state, source.kind, input.scope ?? '');
  const result = await pollFrom(loaded, source, input, report);
  return result === 'mark_ahead' ? restart(source, input, report, loaded.kind === 'loaded' ? loaded.tracker.seen : new SeenCalls()) : result;
}

/** A mark in the future would see no call until then. */
async function restart<E extends TrackedEntry, V>(
  source: CallSource<E>,
  input: PollInput,
  report: Report<E, V>,
  seen: SeenCalls,
): Promise<PollResult<V>> {
  const result = await pollFrom({ kind: 'unusable', reason: 'lies in the future', seen }, source, input, report);
  if (result === 'mark_ahead') throw new Error('A fresh mark cannot lie in the future.');
  return result;
}

async function pollFrom<E extends TrackedEntry, V>(
  loaded: LoadedState,
  source: CallSource<E>,
  input: PollInput,
  report: Report<E, V>,
): Promise<PollResult<V> | 'mark_ahead'> {
  const { reads, clock, options = {} } = input;
  const tracker = loaded.kind === 'loaded' ? loaded.tracker : await activate(source, input.scope ?? '', loaded, clock.now());
  const budget = new BudgetLeft(input.budget ?? {}, clock, loaded.kind === 'loaded' ? 1 : activationPageFactor);
  const wanted = wantedOutcomes(options.outcomes);
  const book = new PollBook(source, tracker, reads, {
    giveUpAfterMs: options.giveUpAfterMs,
    wanted,
    firstPoll: loaded.kind !== 'loaded',
  });
  if (loaded.kind === 'unusable') {
    const message = `The stored position ${loaded.reason}. The trigger starts afresh from now: calls that ended before are not reported.`;
    book.notices.push({ code: 'state_reset', message });
  }
  const run = new PollRun(source, tracker, book, budget, () => clock.now());
  const watched = { before: input.campaignIdsBefore ?? [], now: options.campaignIds ?? [] };
  const failure = await failureOf(async () => {
    if (loaded.kind === 'loaded' && addsCampaigns(watched.before, watched.now)) await followAdded(tracker, reads, watched, new BudgetLeft(input.budget ?? {}, clock));
    await run.readRanges();
    await run.readFollowed();
    await run.readStalled(loaded.kind !== 'loaded');
  });
  if (run.markIsAhead() && loaded.kind === 'loaded') return 'mark_ahead';
  const includeTranscript = options.includeTranscript ?? true;
  const events = await report({ book, tracker, reads, budget, includeTranscript, wanted, nowMs: run.trustedNowMs() });
  if (failure !== null && events.length === 0) throw failure;
  run.finish();
  return {
    state: saveTracker(tracker),
    events,
    waitedFor: book.waitedFor,
    notices: book.notices,
    kind: kindOf(loaded.kind),
    failure,
  };
}

/** Calls that ended up to now are the past; those still in progress will be reported when they end. */
async function activate<E extends TrackedEntry>(
  source: CallSource<E>,
  scope: string,
  loaded: Exclude<LoadedState, { kind: 'loaded' }>,
  hostNowMs: number,
): Promise<Tracker> {
  const { serverTimeMs } = await source.newest(1);
  // Of two clocks that differ nobody knows yet which is right: reading from the earlier one misses nothing.
  const nowMs = Math.min(serverTimeMs, Math.max(hostNowMs, serverTimeMs - longestActivationMs));
  const known = loaded.kind === 'unusable' ? { seen: loaded.seen } : {};
  const tracker = { ...newTracker(source.kind, scope, nowMs - activationLookBackMs), ...known };
  tracker.sliceMs = longestSliceMs;
  tracker.quietUntilMs = serverTimeMs - lateStampMs;
  return tracker;
}

function kindOf(loaded: 'loaded' | 'none' | 'unusable'): PollResult<never>['kind'] {
  switch (loaded) {
    case 'loaded':
      return 'polled';
    case 'none':
      return 'first_activation';
    case 'unusable':
      return 'state_reset';
    default:
      return loaded satisfies never;
  }
}

/** The `IqraError` that `work` ends with, or `null`. */
export async function failureOf(work: () => Promise<void>): Promise<IqraError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (isIqraError(error)) return error;
    throw error;
  }
}

/** No choice means every outcome. */
export function wantedOutcomes(outcomes: readonly CallOutcome[] | undefined): (outcome: CallOutcome) => boolean {
  const chosen = new Set(outcomes ?? []);
  return (outcome) => chosen.size === 0 || chosen.has(outcome);
}
