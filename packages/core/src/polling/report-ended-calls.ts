import type { CallEntry, InboundCallEntry } from '../domain/call.ts';
import type { CallReads } from '../api/registry.ts';
import type { CallLedger } from './call-ledger.ts';
import type { TrackedEntry } from './call-source.ts';
import { toEndedCallEvent, toInboundCallEndedEvent, type EndedCallEvent, type InboundCallEndedEvent } from './ended-call-event.ts';
import { loadConversations, type EndedCall, type LoadedConversation } from './load-conversations.ts';
import type { BudgetLeft } from './poll-budget.ts';
import { eventsHeld } from './poll-notice.ts';
import type { Tracker } from './tracker.ts';

/** Builds the event of one call; `campaignName` looks a name up. */
export type BuildEvent<E extends TrackedEntry, V> = (
  call: EndedCall<E>,
  loaded: LoadedConversation,
  campaignName: (campaignId: string | null) => string | null,
) => V;

export const outboundEvent: BuildEvent<CallEntry, EndedCallEvent> = (call, loaded, campaignName) =>
  toEndedCallEvent(call.entry, call.judgement, conversationOf(loaded), campaignName(call.entry.campaignId), warningsOf(loaded));

export const inboundEvent: BuildEvent<InboundCallEntry, InboundCallEndedEvent> = (call, loaded) =>
  toInboundCallEndedEvent(call.entry, call.judgement, conversationOf(loaded), warningsOf(loaded));

/** So often a conversation is tried, once a poll, before its call is reported without it. */
const maxDetailFailures = 3;
/** With more calls than this to follow, a call is reported without its conversation at the first failure. */
const roomForHeldDetails = 200;

export interface ReportDeps<E extends TrackedEntry, V> {
  readonly ledger: CallLedger<E>;
  readonly tracker: Tracker;
  readonly reads: Pick<CallReads, 'getConversation'>;
  readonly budget: BudgetLeft;
  readonly includeTranscript: boolean;
  readonly nowMs: number;
  readonly build: BuildEvent<E, V>;
}

/**
 * Turns the calls that ended into events, oldest first. A call whose conversation cannot be read just now is held back for a
 * few polls, then reported with a warning: neither is it lost, nor does one broken conversation hold up the rest.
 */
export async function reportEndedCalls<E extends TrackedEntry, V>(deps: ReportDeps<E, V>): Promise<readonly V[]> {
  const { ledger, tracker } = deps;
  const calls = [...ledger.ended.values()].sort((a, b) => a.stampMs - b.stampMs);
  const conversations = deps.includeTranscript ? await loadConversations(calls, deps.reads, deps.budget) : null;
  const ready = calls.flatMap((call) => {
    const loaded = conversations?.get(call.entry.queueId) ?? { kind: 'none' as const };
    return mayReport(deps, call, loaded) ? [{ call, loaded }] : [];
  });
  await ledger.prepareCampaigns(ready.map(({ call }) => call.entry), deps.nowMs);
  for (const { call } of ready) ledger.settle(call);
  if (ready.length < calls.length) ledger.notices.push(eventsHeld(calls.length - ready.length));
  return ready.map(({ call, loaded }) => deps.build(call, loaded, (id) => tracker.campaigns.name(id)));
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
      const failures = deps.ledger.countDetailFailure(call, deps.nowMs);
      return failures >= maxDetailFailures || deps.tracker.pending.size > roomForHeldDetails;
    }
    default:
      return loaded satisfies never;
  }
}

function conversationOf(loaded: LoadedConversation) {
  return loaded.kind === 'loaded' ? loaded.conversation : null;
}

function warningsOf(loaded: LoadedConversation): readonly string[] {
  if (loaded.kind !== 'failed' && loaded.kind !== 'refused') return [];
  return [`The conversation could not be read, so the transcript is missing. ${loaded.reason}`];
}
