import type { CallOutcome, EndReason } from '@iqra-automation/core';
import type { Random } from '../sending/random.ts';

/** One call as it truly happens, and what the server's records will say of it. Times in ms since 1970 UTC, by the web server's clock. */
export interface ModelledCall {
  readonly index: number;
  readonly queueId: string;
  readonly campaignId: string;
  readonly createdMs: number;
  /** Each write of status and `completedAt`: when it can be seen, and the time it carries (by the writer's own clock). */
  readonly settlements: readonly Settlement[];
  /** When the phone was truly answered or rung, for a placed call. */
  readonly placedMs: number | null;
  /** When the conversation truly ended with a reason; `null` = the server never learns it. */
  readonly endedMs: number | null;
  readonly endReason: EndReason | null;
  /** From here on the cleanup job shows the conversation as ended without a reason. `null` = the record is gone. */
  readonly cleanedMs: number | null;
  /** From here on nothing can change any more. */
  readonly finalMs: number;
  readonly outcome: CallOutcome;
}

export interface Settlement {
  readonly progress: 'placed' | 'failed' | 'canceled' | 'expired';
  readonly visibleMs: number;
  readonly stampMs: number;
}

export interface ModelledCampaign {
  readonly id: string;
  readonly name: string;
  readonly maxCallTimeSeconds: number;
  readonly share: number;
}

const secondMs = 1000;
const minuteMs = 60_000;
/** A failed call that is placed after all shows it within 120 s: this, and the slowest write. */
const latestFlipS = 59;
const cleanupEveryMs = 5 * minuteMs;
const cleanupAheadMs = 5 * minuteMs;

export const campaigns: readonly ModelledCampaign[] = [
  { id: '6713c0f2a54d1b0c9e4f7a21', name: 'Appointments', maxCallTimeSeconds: 600, share: 0.75 },
  { id: '6713c0f2a54d1b0c9e4f7a22', name: 'Reminders', maxCallTimeSeconds: 300, share: 0.15 },
  { id: '6713c0f2a54d1b0c9e4f7a23', name: 'Interviews', maxCallTimeSeconds: 1800, share: 0.08 },
  { id: '6713c0f2a54d1b0c9e4f7a24', name: 'Consultations', maxCallTimeSeconds: 3600, share: 0.02 },
];

const reasons: readonly (readonly [number, EndReason, CallOutcome])[] = [
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
const share = { canceled: 0.01, expired: 0.01, failed: 0.03, failedThenPlaced: 0.005, neverReported: 0.02, recordGone: 0.003 } as const;

/** The clocks of the servers that write `completedAt`, in ms ahead of the web server's. */
export type WriterClocks = readonly number[];

/** Draws the whole fate of one call. */
export function drawCall(index: number, createdMs: number, dueMs: number, random: Random, clocks: WriterClocks): ModelledCall {
  const campaign = drawCampaign(random);
  const start = { index, queueId: objectId(createdMs, index), campaignId: campaign.id, createdMs };
  const dispatchedMs = dueMs + random.between(0.3, 6) * secondMs;
  const dice = random.next();
  if (dice < share.canceled) return neverConnected(start, 'canceled', dispatchedMs, random, clocks);
  if (dice < share.canceled + share.expired) return neverConnected(start, 'expired', dispatchedMs, random, clocks);
  if (dice < share.canceled + share.expired + share.failed) return neverConnected(start, 'failed', dispatchedMs, random, clocks);
  const failedFirst = random.chance(share.failedThenPlaced);
  const failedMs = dispatchedMs + 30 * secondMs;
  const placedMs = failedFirst ? failedMs + random.between(1, latestFlipS) * secondMs : dispatchedMs + random.between(0.5, 4) * secondMs;
  const failed = failedFirst ? [settlement('failed', failedMs, random, clocks)] : [];
  const placed = settlement('placed', placedMs, random, clocks);
  const visibleMs = Math.max(placed.visibleMs, (failed[0]?.visibleMs ?? 0) + 1);
  const settlements = [...failed, { ...placed, visibleMs }];
  return { ...start, settlements, placedMs, ...drawConversation(campaign, placedMs, createdMs, random) };
}

function drawConversation(campaign: ModelledCampaign, placedMs: number, phase: number, random: Random) {
  const longestMs = campaign.maxCallTimeSeconds * secondMs;
  const sessionMs = placedMs - 2 * secondMs;
  const cleanedMs = nextCleanup(Math.max(sessionMs, sessionMs + longestMs - cleanupAheadMs), phase);
  const dice = random.next();
  if (dice < share.recordGone) {
    return { endedMs: null, endReason: null, cleanedMs: null, finalMs: placedMs + longestMs, outcome: 'unknown' as const };
  }
  if (dice < share.recordGone + share.neverReported) {
    return { endedMs: null, endReason: null, cleanedMs, finalMs: placedMs + longestMs, outcome: 'unknown' as const };
  }
  const drawn = random.next();
  const [, endReason, outcome] = reasons.find(([upTo]) => drawn < upTo) ?? [1, 'agent_fault', 'failed'];
  const talkMs = talk(endReason, longestMs, random);
  const endedMs = Math.min(placedMs + random.between(5, 40) * secondMs + talkMs, sessionMs + longestMs + 5 * secondMs) + random.between(2, 12) * secondMs;
  return { endedMs, endReason, cleanedMs, finalMs: endedMs, outcome };
}

function talk(reason: EndReason, longestMs: number, random: Random): number {
  if (reason === 'declined_or_busy') return 0;
  if (reason === 'no_answer') return 20 * secondMs;
  if (reason === 'duration_limit') return longestMs;
  return random.chance(0.1) ? random.between(0.3, 1) * longestMs : Math.min(longestMs, random.exponential(95 * secondMs));
}

/** The job runs every 5 minutes; when, differs from call to call here so that all phases are met. */
function nextCleanup(fromMs: number, phase: number): number {
  const offset = phase % cleanupEveryMs;
  return Math.ceil((fromMs - offset) / cleanupEveryMs) * cleanupEveryMs + offset;
}

function neverConnected(
  start: Pick<ModelledCall, 'index' | 'queueId' | 'campaignId' | 'createdMs'>,
  progress: 'canceled' | 'expired' | 'failed',
  atMs: number,
  random: Random,
  clocks: WriterClocks,
): ModelledCall {
  const settled = settlement(progress, atMs, random, clocks);
  const nothing = { placedMs: null, endedMs: null, endReason: null, cleanedMs: null };
  return { ...start, ...nothing, settlements: [settled], finalMs: atMs, outcome: progress };
}

function settlement(progress: Settlement['progress'], atMs: number, random: Random, clocks: WriterClocks): Settlement {
  const aheadMs = clocks[Math.floor(random.next() * clocks.length)] ?? 0;
  const writeMs = random.chance(0.001) ? random.between(3, 60) * secondMs : random.between(0.02, 2) * secondMs;
  return { progress, visibleMs: atMs + writeMs, stampMs: Math.floor(atMs + aheadMs) };
}

function drawCampaign(random: Random): ModelledCampaign {
  let left = random.next();
  for (const campaign of campaigns) {
    left -= campaign.share;
    if (left < 0) return campaign;
  }
  throw new Error('The shares of the campaigns do not add up to one.');
}

/** Like a MongoDB id: seconds, a process, a counter. */
function objectId(createdMs: number, index: number): string {
  return `${Math.floor(createdMs / 1000).toString(16)}9f3c2a71d4${(index % 0xff_ffff).toString(16).padStart(6, '0')}`;
}
