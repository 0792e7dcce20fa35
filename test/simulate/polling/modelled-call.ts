import type { Random } from '../sending/random.ts';
import {
  drawByShare, drawConversation, drawSettlement, objectId, secondMs,
  type Endings, type ModelledEnd, type QueuedCall, type Settlement, type WriterClocks,
} from './modelled-conversation.ts';

/** One outbound call as it truly happens, and what the server's records will say of it. */
export interface ModelledCall extends QueuedCall, ModelledEnd {
  readonly campaignId: string;
  /** Each write of status and `completedAt`. */
  readonly settlements: readonly Settlement[];
  /** When the phone was truly answered or rung, for a placed call. */
  readonly placedMs: number | null;
}

export interface ModelledCampaign {
  readonly id: string;
  readonly name: string;
  readonly maxCallTimeSeconds: number;
  readonly share: number;
}

/** A failed call that is placed after all shows it within 120 s: this, and the slowest write. */
const latestFlipS = 59;

export const campaigns: readonly ModelledCampaign[] = [
  { id: '6713c0f2a54d1b0c9e4f7a21', name: 'Appointments', maxCallTimeSeconds: 600, share: 0.75 },
  { id: '6713c0f2a54d1b0c9e4f7a22', name: 'Reminders', maxCallTimeSeconds: 300, share: 0.15 },
  { id: '6713c0f2a54d1b0c9e4f7a23', name: 'Interviews', maxCallTimeSeconds: 1800, share: 0.08 },
  { id: '6713c0f2a54d1b0c9e4f7a24', name: 'Consultations', maxCallTimeSeconds: 3600, share: 0.02 },
];

const endings: Endings = [
  [0.52, 'recipient_hung_up', 'completed'],
  [0.68, 'agent_hung_up', 'completed'],
  [0.72, 'silence_limit', 'completed'],
  [0.75, 'duration_limit', 'completed'],
  [0.82, 'declined_or_busy', 'declined'],
  [0.92, 'no_answer', 'no_answer'],
  [0.98, 'voicemail', 'voicemail'],
  [1, 'agent_fault', 'failed'],
];

/** Shares of calls with an unusual fate. */
const share = { canceled: 0.01, expired: 0.01, failed: 0.03, failedThenPlaced: 0.005 } as const;

/** Draws the whole fate of one call. */
export function drawCall(index: number, createdMs: number, dueMs: number, random: Random, clocks: WriterClocks): ModelledCall {
  const campaign = drawByShare(campaigns, random);
  const start = { index, queueId: objectId(createdMs, index), campaignId: campaign.id, createdMs };
  const dispatchedMs = dueMs + random.between(0.3, 6) * secondMs;
  const dice = random.next();
  if (dice < share.canceled) return neverConnected(start, 'canceled', dispatchedMs, random, clocks);
  if (dice < share.canceled + share.expired) return neverConnected(start, 'expired', dispatchedMs, random, clocks);
  if (dice < share.canceled + share.expired + share.failed) return neverConnected(start, 'failed', dispatchedMs, random, clocks);
  const failedFirst = random.chance(share.failedThenPlaced);
  const failedMs = dispatchedMs + 30 * secondMs;
  const placedMs = failedFirst ? failedMs + random.between(1, latestFlipS) * secondMs : dispatchedMs + random.between(0.5, 4) * secondMs;
  const failed = failedFirst ? [drawSettlement('failed', failedMs, random, clocks)] : [];
  const placed = drawSettlement('placed', placedMs, random, clocks);
  const visibleMs = Math.max(placed.visibleMs, (failed[0]?.visibleMs ?? 0) + 1);
  const conversation = {
    sessionMs: placedMs - 2 * secondMs,
    placedMs,
    ringSeconds: [5, 40],
    longestMs: campaign.maxCallTimeSeconds * secondMs,
    cleanupAheadMs: 0,
    phase: createdMs,
    endings,
  } as const;
  return { ...start, settlements: [...failed, { ...placed, visibleMs }], placedMs, ...drawConversation(conversation, random) };
}

function neverConnected(
  start: Pick<ModelledCall, 'index' | 'queueId' | 'campaignId' | 'createdMs'>,
  progress: 'canceled' | 'expired' | 'failed',
  atMs: number,
  random: Random,
  clocks: WriterClocks,
): ModelledCall {
  const settled = drawSettlement(progress, atMs, random, clocks);
  const nothing = { placedMs: null, endedMs: null, endReason: null, cleanedMs: null };
  return { ...start, ...nothing, settlements: [settled], finalMs: atMs, outcome: progress };
}
