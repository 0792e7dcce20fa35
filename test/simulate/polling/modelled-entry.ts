import type { CallEntry } from '@iqra-automation/core';
import type { ModelledCall, Settlement } from './modelled-call.ts';

/** The queue entry of a call as a read at this moment shows it. */
export function entryAt(call: ModelledCall, nowMs: number): CallEntry {
  const settled = call.settlements.findLast((settlement) => settlement.visibleMs <= nowMs);
  return {
    queueId: call.queueId,
    progress: settled?.progress ?? 'queued',
    queuedAt: new Date(call.createdMs).toISOString(),
    processingStartedAt: null,
    settledAt: settled === undefined ? null : new Date(settled.stampMs).toISOString(),
    dynamicVariables: {},
    metadata: {},
    campaignId: call.campaignId,
    callingNumberId: null,
    recipientNumber: '+14155550100',
    ...sessionAt(call, settled, nowMs),
  };
}

function sessionAt(call: ModelledCall, settled: Settlement | undefined, nowMs: number): Pick<CallEntry, 'sessionId' | 'sessionState' | 'endReason'> {
  if (settled?.progress !== 'placed') return { sessionId: null, sessionState: null, endReason: null };
  const sessionId = `s${call.queueId}`;
  if (call.endedMs === null && call.cleanedMs === null) return { sessionId, sessionState: null, endReason: null };
  if (call.endedMs !== null && nowMs >= call.endedMs) return { sessionId, sessionState: 'ended', endReason: call.endReason };
  const cleaned = call.cleanedMs !== null && nowMs >= call.cleanedMs;
  return { sessionId, sessionState: cleaned ? 'ended' : 'active', endReason: 'not_set' };
}
