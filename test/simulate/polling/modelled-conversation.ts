import type { CallEntry, CallOutcome, EndReason } from '@iqra-automation/core';
import type { Random } from '../sending/random.ts';

/** What a queue needs to know of a call of either kind. Times in ms since 1970 UTC, by the web server's clock. */
export interface QueuedCall {
  /** Position in the order of creation. */
  readonly index: number;
  readonly queueId: string;
  /** The time of creation that the entry carries. */
  readonly createdMs: number;
}

/** How a call truly ends, and what the server's records will say of it. */
export interface ModelledEnd {
  /** When the conversation truly ended with a reason; `null` = the server never learns it. */
  readonly endedMs: number | null;
  readonly endReason: EndReason | null;
  /** From here on the cleanup job shows the conversation as ended without a reason. `null` = the record is gone. */
  readonly cleanedMs: number | null;
  /** From here on nothing can change any more. */
  readonly finalMs: number;
  readonly outcome: CallOutcome;
}

/** A write of a time by which an entry is listed: when it can be seen, and the time it carries (by the writer's own clock). */
export interface Listing {
  readonly visibleMs: number;
  readonly stampMs: number;
}

/** A write of status and `completedAt`. */
export interface Settlement extends Listing {
  readonly progress: 'placed' | 'failed' | 'canceled' | 'expired';
}

/** Upper ends of the shares, with what each share comes to. */
export type Endings = readonly (readonly [number, EndReason, CallOutcome])[];

export interface ConversationToDraw {
  readonly sessionMs: number;
  readonly placedMs: number;
  /** From the placing to the first word, in seconds: least and most. */
  readonly ringSeconds: readonly [number, number];
  readonly longestMs: number;
  /** How far ahead the clock of the cleanup job is of the one that wrote the start, in ms. */
  readonly cleanupAheadMs: number;
  /** The cleanup job runs every 5 minutes; when, differs from call to call here so that all phases are met. */
  readonly phase: number;
  readonly endings: Endings;
}

/** The clocks of the servers that write times, in ms ahead of the web server's. */
export type WriterClocks = readonly number[];

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
/** Both cleanup jobs run this often. */
const cleanupEveryMs = 5 * minuteMs;
/** The job takes conversations whose longest time will be over within this. */
const cleanupReachMs = 5 * minuteMs;

/** Shares of conversations with an unusual fate. */
const share = { neverReported: 0.02, recordGone: 0.003 } as const;

export function drawConversation(start: ConversationToDraw, random: Random): ModelledEnd {
  const { sessionMs, placedMs, longestMs } = start;
  const cleanedMs = nextCleanup(Math.max(sessionMs, sessionMs + longestMs - cleanupReachMs - start.cleanupAheadMs), start.phase);
  const unknown = { endedMs: null, endReason: null, finalMs: placedMs + longestMs, outcome: 'unknown' } as const;
  const dice = random.next();
  if (dice < share.recordGone) return { ...unknown, cleanedMs: null };
  if (dice < share.recordGone + share.neverReported) return { ...unknown, cleanedMs };
  const drawn = random.next();
  const [, endReason, outcome] = start.endings.find(([upTo]) => drawn < upTo) ?? [1, 'agent_fault', 'failed'];
  const talkMs = talk(endReason, longestMs, random);
  const spokenMs = placedMs + random.between(...start.ringSeconds) * secondMs + talkMs;
  const endedMs = Math.min(spokenMs, sessionMs + longestMs + 5 * secondMs) + random.between(2, 12) * secondMs;
  return { endedMs, endReason, cleanedMs, finalMs: endedMs, outcome };
}

function talk(reason: EndReason, longestMs: number, random: Random): number {
  if (reason === 'declined_or_busy' || reason === 'setup_failed') return 0;
  if (reason === 'no_answer') return 20 * secondMs;
  if (reason === 'duration_limit') return longestMs;
  return random.chance(0.1) ? random.between(0.3, 1) * longestMs : Math.min(longestMs, random.exponential(95 * secondMs));
}

/** The next run of a cleanup job. */
export function nextCleanup(fromMs: number, phase: number): number {
  const offset = phase % cleanupEveryMs;
  return Math.ceil((fromMs - offset) / cleanupEveryMs) * cleanupEveryMs + offset;
}

/** State and end of the conversation as a read at this moment shows them. */
export function sessionStateAt(call: ModelledEnd, nowMs: number): Pick<CallEntry, 'sessionState' | 'endReason'> {
  if (call.endedMs === null && call.cleanedMs === null) return { sessionState: null, endReason: null };
  const cleaned = call.cleanedMs !== null && nowMs >= call.cleanedMs;
  if (call.endedMs === null || nowMs < call.endedMs) return { sessionState: cleaned ? 'ended' : 'active', endReason: 'not_set' };
  return { sessionState: call.endReason === 'setup_failed' && !cleaned ? 'error' : 'ended', endReason: call.endReason };
}

export function drawSettlement(progress: Settlement['progress'], atMs: number, random: Random, clocks: WriterClocks): Settlement {
  return { progress, ...drawListing(atMs, random, clocks) };
}

export function drawListing(atMs: number, random: Random, clocks: WriterClocks): Listing {
  const aheadMs = drawClock(random, clocks);
  const writeMs = random.chance(0.001) ? random.between(3, 60) * secondMs : random.between(0.02, 2) * secondMs;
  return { visibleMs: atMs + writeMs, stampMs: Math.floor(atMs + aheadMs) };
}

export function drawClock(random: Random, clocks: WriterClocks): number {
  return clocks[Math.floor(random.next() * clocks.length)] ?? 0;
}

export function drawByShare<T extends { readonly share: number }>(choices: readonly T[], random: Random): T {
  let left = random.next();
  for (const choice of choices) {
    left -= choice.share;
    if (left < 0) return choice;
  }
  throw new Error('The shares do not add up to one.');
}

/** Like a MongoDB id: seconds, a process, a counter. */
export function objectId(createdMs: number, counter: number): string {
  return `${Math.floor(createdMs / 1000).toString(16)}9f3c2a71d4${(counter % 0xff_ffff).toString(16).padStart(6, '0')}`;
}
