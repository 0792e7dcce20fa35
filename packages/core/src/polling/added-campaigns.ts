import type { CallReads } from '../api/registry.ts';
import { outboundCalls } from './call-source.ts';
import type { BudgetLeft } from './poll-budget.ts';
import { readPass } from './read-pass.ts';
import { activationLookBackMs } from './time-limits.ts';
import type { Tracker } from './tracker.ts';

/** Campaign ids that a trigger watches; none = all. */
type Watched = readonly string[];

/** Whether some campaign is watched now that was not watched before. */
export function addsCampaigns(before: Watched, now: Watched): boolean {
  return before.length > 0 && (now.length === 0 || now.some((id) => !before.includes(id)));
}

/**
 * A filter that lets more campaigns through is for them what switching on is for all: calls in progress that were placed within the last hour
 * are followed until they end, and what has ended is the past. The mark has passed both long ago, so nothing else would look at them.
 */
export async function followAdded(tracker: Tracker, reads: CallReads, filter: { readonly before: Watched; readonly now: Watched }, budget: BudgetLeft): Promise<void> {
  const { before, now } = filter;
  const source = outboundCalls(reads, now.filter((id) => !before.includes(id)));
  const fromMs = tracker.markMs - activationLookBackMs;
  const pass = { fromMs, toMs: null, startedAtMs: null, resumeAtMs: null, cursor: null, openMs: null };
  await readPass(source, pass, budget, async (entries, readAtMs) => {
    await tracker.campaigns.prepare(new Set(entries.flatMap(({ campaignId }) => campaignId ?? [])), reads, readAtMs);
    for (const entry of entries) {
      const { queueId, campaignId } = entry;
      const stampMs = source.stampMs(entry);
      if (stampMs === null || before.includes(campaignId ?? '') || tracker.pending.has(queueId) || tracker.seen.has(queueId)) continue;
      const judgement = source.judge(entry, { readAtMs, maxCallTimeSeconds: tracker.campaigns.maxCallTimeSeconds(campaignId) });
      if (judgement.ended) tracker.seen.add(queueId, stampMs);
      else tracker.pending.set(queueId, { stampMs, firstSeenMs: readAtMs, nextReadMs: readAtMs, wordsLateSinceMs: null, failedBefore: judgement.why === 'failed_may_change' });
    }
    return true;
  }, () => undefined);
}
