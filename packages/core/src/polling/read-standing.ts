import type { CallEntry, CallOutcome, InboundCallEntry } from '../domain/call.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';
import { describeProgress, type CallStanding } from './describe-progress.ts';
import { judgeCall, judgeInboundCall } from './judge-call.ts';

/** How a call stands at the moment of an answer. */
export interface EntryStanding {
  readonly status: CallStanding;
  readonly ended: boolean;
  /** `null` until the call has ended. */
  readonly outcome: CallOutcome | null;
}

/** `readAtMs`: server time of the answer that carried the entry, in ms since 1970 UTC. */
export async function readStanding(entry: CallEntry, readAtMs: number, campaigns: CampaignDirectory): Promise<EntryStanding> {
  const campaign = needsLimit(entry) ? await campaigns.find(entry.campaignId) : null;
  const judgement = judgeCall(entry, { readAtMs, maxCallTimeSeconds: campaign?.maxCallTimeSeconds ?? null });
  return {
    status: describeProgress(entry, judgement),
    ended: judgement.ended,
    outcome: judgement.ended ? judgement.outcome : null,
  };
}

export function inboundStanding(entry: InboundCallEntry, readAtMs: number): Omit<EntryStanding, 'status'> {
  const judgement = judgeInboundCall(entry, { readAtMs });
  return { ended: judgement.ended, outcome: judgement.ended ? judgement.outcome : null };
}

/** Only an end without a reason is judged by the longest call time of its campaign. */
function needsLimit(entry: CallEntry): boolean {
  const over = entry.sessionState === 'ended' || entry.sessionState === 'error';
  return entry.progress === 'placed' && over && (entry.endReason === null || entry.endReason === 'not_set');
}
