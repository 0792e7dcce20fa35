import type { CallReads } from '../api/registry.ts';
import type { AgentTool } from '../domain/business.ts';
import type { CallEntry, CallOutcome, InboundCallEntry } from '../domain/call.ts';
import { usedCustomTools } from '../conversation/used-tools.ts';
import type { EndedCall, TrackedEntry } from './judge-call.ts';
import type { CallLedger } from './call-ledger.ts';
import type { CampaignCache } from './campaign-cache.ts';
import { toEndedCallEvent, toInboundCallEndedEvent, type EndedCallEvent, type EventDetails, type InboundCallEndedEvent } from './ended-call-event.ts';
import { loadConversations, type LoadedConversation } from './load-conversations.ts';
import type { BudgetLeft } from './poll-budget.ts';
import { eventsHeld } from './poll-notice.ts';
import type { Tracker } from './tracker.ts';

/** Builds the event of one call from what was read about it. */
export type BuildEvent<E extends TrackedEntry, V> = (call: EndedCall<E>, details: EventDetails) => V;

export const outboundEvent: BuildEvent<CallEntry, EndedCallEvent> = (call, details) => toEndedCallEvent(call.entry, call.judgement, details);

export const inboundEvent: BuildEvent<InboundCallEntry, InboundCallEndedEvent> = (call, details) =>
  toInboundCallEndedEvent(call.entry, call.judgement, details);

/** With more calls than this to follow, a call is reported without its conversation at the first failure. */
const roomForHeldDetails = 1000;

/** An ended call with the name of its campaign. */
export interface NamedCall<E extends TrackedEntry> extends EndedCall<E> {
  readonly campaignName: string | null;
}

export interface ReportDeps<E extends TrackedEntry, V> {
  readonly ledger: CallLedger<E>;
  readonly tracker: Tracker;
  readonly reads: Pick<CallReads, 'getConversation' | 'getBusiness'>;
  readonly budget: BudgetLeft;
  readonly includeTranscript: boolean;
  readonly wanted: (outcome: CallOutcome) => boolean;
  readonly nowMs: number;
  readonly build: BuildEvent<E, V>;
}

/**
 * Turns the calls that ended into events, oldest first. A call whose conversation cannot be read just now is held back until it can,
 * or until the limit of `time-limits.ts` has passed: neither is it lost, nor does one broken conversation hold up the rest.
 */
export async function reportEndedCalls<E extends TrackedEntry, V extends { readonly outcome: CallOutcome }>(
  deps: ReportDeps<E, V>,
): Promise<readonly V[]> {
  const { ledger, tracker } = deps;
  const calls = [...ledger.ended.values()].sort((a, b) => a.stampMs - b.stampMs);
  const conversations = deps.includeTranscript ? await loadConversations(calls, deps.reads, deps.budget) : new Map<string, LoadedConversation>();
  const ready = calls.flatMap((call) => {
    const loaded = conversations.get(call.entry.queueId) ?? { kind: 'none' as const };
    return mayReport(deps, call, loaded) ? [{ call, loaded }] : [];
  });
  await ledger.prepareCampaigns(ready.map(({ call }) => call.entry), deps.nowMs);
  const tools = await toolsFor(ready.map(({ loaded }) => loaded), tracker.campaigns, deps.reads);
  for (const { call } of ready) ledger.settle(call);
  if (ready.length < calls.length) ledger.notices.push(eventsHeld(calls.length - ready.length, firstFailure(conversations)));
  return ready
    .map(({ call, loaded }) => eventOf(deps.build, { ...call, campaignName: ledger.campaignName(call.entry) }, loaded, tools))
    .filter(({ outcome }) => deps.wanted(outcome));
}

function firstFailure(conversations: ReadonlyMap<string, LoadedConversation>): string | null {
  for (const loaded of conversations.values()) if (loaded.kind === 'failed') return loaded.reason;
  return null;
}

/** Hands the ended calls over as they are, for somebody who reads what was said himself. */
export async function handOverEndedCalls<E extends TrackedEntry>(deps: Omit<ReportDeps<E, unknown>, 'build'>): Promise<readonly NamedCall<E>[]> {
  const { ledger, nowMs } = deps;
  const calls = [...ledger.ended.values()].sort((a, b) => a.stampMs - b.stampMs);
  await ledger.prepareCampaigns(calls.map(({ entry }) => entry), nowMs);
  for (const call of calls) ledger.settle(call);
  return calls.map((call) => ({ ...call, campaignName: ledger.campaignName(call.entry) }));
}

/** The business's own tools, where one of these conversations used one: only the business tells their names. */
export async function toolsFor(
  loaded: readonly LoadedConversation[],
  campaigns: CampaignCache,
  reads: Pick<CallReads, 'getBusiness'>,
): Promise<readonly AgentTool[]> {
  const used = loaded.some((one) => one.kind === 'loaded' && usedCustomTools(one.conversation));
  return used ? await campaigns.tools(reads) : [];
}

/** The event of a call, with what its conversation says or why it says nothing. Every reading of ended calls builds its events here. */
export function eventOf<E extends TrackedEntry, V>(build: BuildEvent<E, V>, call: NamedCall<E>, loaded: LoadedConversation, tools: readonly AgentTool[]): V {
  return build(call, { ...detailsOf(loaded), tools, campaignName: call.campaignName });
}

function detailsOf(loaded: LoadedConversation): Pick<EventDetails, 'conversation' | 'warnings'> {
  switch (loaded.kind) {
    case 'loaded':
      return { conversation: loaded.conversation };
    case 'none':
    case 'not_tried':
      return { conversation: null };
    case 'failed':
      return { conversation: loaded.conversation, warnings: [missingWords(loaded.reason)] };
    case 'refused':
      return { conversation: null, warnings: [missingWords(loaded.reason)] };
    default:
      return loaded satisfies never;
  }
}

function missingWords(reason: string): string {
  return `The conversation could not be read, so what was said is missing, and whether anybody spoke is not known. ${reason}`;
}

function mayReport<E extends TrackedEntry, V>(deps: ReportDeps<E, V>, call: EndedCall<E>, loaded: LoadedConversation): boolean {
  switch (loaded.kind) {
    case 'loaded':
    case 'none':
    case 'refused':
      return true;
    case 'not_tried':
      deps.ledger.holdBack(call, deps.nowMs);
      return false;
    case 'failed': {
      const lateForMs = deps.ledger.waitForWords(call, deps.nowMs);
      return lateForMs >= loaded.patienceMs || deps.tracker.pending.size > roomForHeldDetails;
    }
    default:
      return loaded satisfies never;
  }
}
