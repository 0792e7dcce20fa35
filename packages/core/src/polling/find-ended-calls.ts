import type { CallReads } from '../api/registry.ts';
import type { IqraError } from '../errors/iqra-error.ts';
import type { TrackedEntry } from './judge-call.ts';
import { CampaignCache } from './campaign-cache.ts';
import type { CallSource } from './call-source.ts';
import { BudgetLeft, budgetOf, type PollBudget } from './poll-budget.ts';
import { pollAndReport, type PollInput } from './poll-ended-calls.ts';
import type { PollNotice } from './poll-notice.ts';
import { handOverEndedCalls, type NamedCall } from './report-ended-calls.ts';
import { baseOf, isSettled, isStale, keepMemory, readMemory, withLatestSessions, withSnapshot, type SweepMemory, type SweepStore } from './sweep-memory.ts';
import { sweepWindow } from './sweep-window.ts';
import { defaultWindowMs, longestHoldMs, memoryRestMs } from './time-limits.ts';

export interface FindInput extends Omit<PollInput, 'state'> {
  readonly reads: CallReads;
  readonly store?: SweepStore;
  readonly windowMs?: number;
  readonly budget?: PollBudget;
  readonly switchedOn?: boolean;
}

/** Ended calls as a reading found them, before their conversations. */
export interface Found<E extends TrackedEntry> {
  readonly calls: readonly NamedCall<E>[];
  readonly campaigns: CampaignCache;
  readonly mode: 'mark' | 'window';
  readonly notices: readonly PollNotice[];
  readonly failure: IqraError | null;
  /** Whether a call whose conversation cannot be read just now may be left out: it will be found again. */
  readonly comesAgain: (call: NamedCall<E>) => boolean;
}

/** Finds the calls that have ended: from a stored mark where there is one, else in the window of the last hours. */
export async function findEndedCalls<E extends TrackedEntry>(source: CallSource<E>, input: FindInput): Promise<Found<E>> {
  const stored = await readMemory(input.store);
  const nowMs = input.clock.now();
  switch (stored.kind) {
    case 'unavailable':
      return findInWindow(source, input);
    case 'nothing':
      return startAfresh(source, input);
    case 'stored':
      if (input.switchedOn === true && isStale(stored.memory, nowMs, memoryRestMs)) return startAfresh(source, input, { rested: true });
      if (isStale(stored.memory, nowMs, windowOf(input))) return startAfresh(source, input);
      if (input.switchedOn === true) return findInWindow(source, input);
      return isSettled(stored.memory, nowMs) ? findFromMark(source, input, stored.memory) : findInBoth(source, input, stored.memory);
    default:
      return stored satisfies never;
  }
}

function windowOf(input: FindInput): number {
  return input.windowMs ?? defaultWindowMs;
}

/** The mark is set before the window is read: what ended before it is in the window, what ends later is found from the mark. */
async function startAfresh<E extends TrackedEntry>(source: CallSource<E>, input: FindInput, rest: Pick<SweepMemory, 'rested'> = {}): Promise<Found<E>> {
  const first = await pollAndReport<E, NamedCall<E>>(source, markInput(input, undefined), handOverEndedCalls);
  const found = await findInWindow(source, input);
  await keepMemory(input.store, { version: 1, snapshots: [{ atMs: input.clock.now(), state: first.state }], ...rest });
  return found;
}

async function findFromMark<E extends TrackedEntry>(source: CallSource<E>, input: FindInput, memory: SweepMemory): Promise<Found<E>> {
  const nowMs = input.clock.now();
  const base = baseOf(memory, nowMs);
  const result = await pollAndReport<E, NamedCall<E>>(source, markInput(input, withLatestSessions(base.state, memory)), handOverEndedCalls);
  if (result.kind === 'first_activation' || result.kind === 'state_reset') return startAfresh(source, input);
  const next = withSnapshot(memory, base, result.state, nowMs);
  if (result.failure === null && next.snapshots.at(-1) !== memory.snapshots.at(-1)) await keepMemory(input.store, next);
  const { events: calls, notices, failure } = result;
  return { calls, campaigns: new CampaignCache(), comesAgain: (call) => nowMs - call.stampMs < longestHoldMs, mode: 'mark', notices, failure };
}

/** While the memory is young: from the mark, which misses no burst, and in the window, which misses nothing of before the mark. */
async function findInBoth<E extends TrackedEntry>(source: CallSource<E>, input: FindInput, memory: SweepMemory): Promise<Found<E>> {
  const marked = await findFromMark(source, input, memory);
  if (marked.mode === 'window' || marked.failure !== null) return marked;
  const window = await findInWindow(source, input);
  const calls = new Map([...window.calls, ...marked.calls].map((call) => [call.entry.queueId, call]));
  return { ...window, calls: [...calls.values()], mode: 'mark', notices: marked.notices };
}

/** Filters are applied afterwards: other triggers share the memory. Conversations too: most of the calls are known to the host. */
function markInput(input: FindInput, state: unknown): PollInput {
  const { giveUpAfterMs } = input.options ?? {};
  const options = giveUpAfterMs === undefined ? {} : { giveUpAfterMs };
  const { reads, clock, scope = '' } = input;
  const { maxPages: _onlyForTheWindow, ...budget } = input.budget ?? {};
  return { reads, clock, scope, state, options, budget: { ...budgetOf.mark, ...budget } };
}

async function findInWindow<E extends TrackedEntry>(source: CallSource<E>, input: FindInput): Promise<Found<E>> {
  const budget = new BudgetLeft({ ...budgetOf.window, ...input.budget }, input.clock);
  const windowMs = windowOf(input);
  const giveUpAfterMs = input.options?.giveUpAfterMs;
  const swept = await sweepWindow(source, input.reads, budget, { windowMs, giveUpAfterMs, hostNowMs: input.clock.now() });
  return {
    calls: swept.ended.map((call) => ({ ...call, campaignName: swept.campaigns.name(source.campaignId(call.entry)) })),
    campaigns: swept.campaigns,
    comesAgain: (call) => swept.readAtMs - call.stampMs < windowMs / 2,
    mode: 'window',
    notices: swept.notices,
    failure: swept.failure,
  };
}
