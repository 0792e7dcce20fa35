import type { CallEntry, InboundCallEntry } from '../domain/call.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';
import { standingOf, type EntryStanding } from './found-call.ts';
import { judgeInboundCall, judgeWithLimit } from './judge-call.ts';

/** What hosts need of this room beside what stands here: they know it as `standings`. */
export { readFoundCall, readSpokenStanding } from './found-call.ts';
export { judgeCall } from './judge-call.ts';
export { isNotStoredYet } from './report-ended-calls.ts';

/** `readAtMs`: server time of the answer that carried the entry, in ms since 1970 UTC. */
export async function readStanding(entry: CallEntry, readAtMs: number, campaigns: CampaignDirectory): Promise<EntryStanding> {
  return standingOf(entry, await judgeWithLimit(entry, readAtMs, campaigns));
}

export function inboundStanding(entry: InboundCallEntry, readAtMs: number): Omit<EntryStanding, 'status'> {
  const judgement = judgeInboundCall(entry, { readAtMs });
  return { ended: judgement.ended, outcome: judgement.ended ? judgement.outcome : null };
}
