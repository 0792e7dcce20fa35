import { createCampaignDirectory, polling, standings, type CallEntry, type Client, type FoundCall, type Read } from '@iqra-automation/core';
import type { ZObject } from 'zapier-platform-core';
import { recordingPointer, withConversationPointers } from './conversation-pointers.ts';
import { type CallOutput, toEndedCallOutput } from './ended-call-output.ts';
import { readConversation } from './read-conversation.ts';

/** One call in whatever state it is, with the same keys as an ended one; `outcome` is `null` until it has ended. */
export async function toFoundCallOutput(z: ZObject, client: Client, found: Read<CallEntry>): Promise<CallOutput> {
  const entry = found.value;
  const campaign = await createCampaignDirectory(client).find(entry.campaignId);
  const judgement = standings.judgeCall(entry, { readAtMs: found.serverTimeMs, maxCallTimeSeconds: campaign?.maxCallTimeSeconds ?? null });
  const { conversation, tools, warnings } = await readConversation(client, entry.conversationId);
  const end = judgement.ended ? judgement : { ended: true as const, outcome: 'unknown' as const, endReason: entry.endReason, basis: 'queue' as const };
  const output = toEndedCallOutput(polling.toEndedCallEvent(entry, end, { conversation, tools, campaignName: campaign?.name ?? null, warnings }));
  return {
    ...output,
    ...(judgement.ended ? {} : { outcome: null }),
    status: standings.describeProgress(entry, judgement),
    ended: judgement.ended,
    recording: recordingPointer(z, conversation),
  };
}

/** The same for one of many: what was said stands behind pointers, which Zapier follows for the calls that a Zap uses. */
export function toListedCallOutput(z: ZObject, { entry, judgement, campaign }: FoundCall): CallOutput {
  const end = judgement.ended ? judgement : { ended: true as const, outcome: 'unknown' as const, endReason: entry.endReason, basis: 'queue' as const };
  const output = toEndedCallOutput(polling.toEndedCallEvent(entry, end, { conversation: null, campaignName: campaign?.name ?? null }));
  const standing = { outcome: judgement.ended ? judgement.outcome : null, status: standings.describeProgress(entry, judgement), ended: judgement.ended };
  const shown = { ...output, ...standing };
  if (entry.conversationId === null || !polling.mayHaveWords(end.outcome)) return shown;
  return withConversationPointers(z, shown, entry.conversationId, judgement.ended && judgement.outcome === 'completed' ? 'completed' : undefined);
}
