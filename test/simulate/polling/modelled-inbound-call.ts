import type { Random } from '../sending/random.ts';
import {
  drawByShare, drawClock, drawConversation, drawListing, drawSettlement, minuteMs, nextCleanup, objectId, secondMs,
  type Endings, type Listing, type ModelledEnd, type QueuedCall, type Settlement, type WriterClocks,
} from './modelled-conversation.ts';

/** One inbound call as it truly happens, and what the server's records will say of it. */
export interface ModelledInboundCall extends QueuedCall, ModelledEnd {
  readonly routeId: string;
  /** The caller's region writes the entry, with its own clock: entries become visible in another order than that of their times. */
  readonly creation: Listing;
  /** Each write of status and `completedAt`: picked up or failed, and for a call that was picked up "failed" once more, by the cleanup job. */
  readonly settlements: readonly Settlement[];
  /** From here on the entry names its conversation. `null` = there is none. */
  readonly linkedMs: number | null;
  /** In this stretch of time the look-up of the conversation fails: the entry shows none. */
  readonly hiddenMs: readonly [number, number] | null;
}

export type InboundWithoutPlace = Omit<ModelledInboundCall, 'index'>;

/** No route allows more than 1,800 s. The API does not show them. */
const routes = [
  { id: '6713d1b2a54d1b0c9e4f7b01', maxCallTimeSeconds: 600, share: 0.7 },
  { id: '6713d1b2a54d1b0c9e4f7b02', maxCallTimeSeconds: 300, share: 0.15 },
  { id: '6713d1b2a54d1b0c9e4f7b03', maxCallTimeSeconds: 1800, share: 0.15 },
] as const;

const endings: Endings = [
  [0.6, 'recipient_hung_up', 'completed'],
  [0.86, 'agent_hung_up', 'completed'],
  [0.92, 'silence_limit', 'completed'],
  [0.97, 'duration_limit', 'completed'],
  [0.98, 'setup_failed', 'failed'],
  [1, 'agent_fault', 'failed'],
];

/** Shares of calls with an unusual fate. */
const share = { neverConnected: 0.02, slowlyAnswered: 0.02, hidden: 0.01 } as const;
/** The job takes entries whose processing began longer ago than this, whatever became of them. */
const cleanupAfterMs = 5 * minuteMs;

/** Draws the whole fate of one call, but not its place among the others: that depends on the times they all carry. */
export function drawInboundCall(counter: number, arrivedMs: number, random: Random, clocks: WriterClocks): InboundWithoutPlace {
  const route = drawByShare(routes, random);
  const creation = drawListing(arrivedMs, random, clocks);
  const start = { queueId: objectId(creation.stampMs, counter), routeId: route.id, createdMs: creation.stampMs, creation };
  const waitedMs = (random.chance(share.slowlyAnswered) ? random.between(6, 60) : random.between(0.8, 4)) * secondMs;
  const answeredMs = arrivedMs + waitedMs;
  if (random.chance(share.neverConnected)) return neverConnected(start, answeredMs, random, clocks);
  const placed = later(drawSettlement('placed', answeredMs, random, clocks), creation);
  const cleanupMs = nextCleanup(arrivedMs + cleanupAfterMs + clockGap(random, clocks), counter * 7919);
  const cleaned = later(drawSettlement('failed', cleanupMs, random, clocks), placed);
  const conversation = {
    sessionMs: answeredMs - secondMs,
    placedMs: answeredMs,
    ringSeconds: [0, 1],
    longestMs: route.maxCallTimeSeconds * secondMs,
    cleanupAheadMs: clockGap(random, clocks),
    phase: counter * 104_729,
    endings,
  } as const;
  const end = drawConversation(conversation, random);
  return { ...start, settlements: [placed, cleaned], linkedMs: placed.visibleMs, hiddenMs: drawHidden(answeredMs, random), ...end };
}

/** The places of all calls in the list: by the time they carry, then by id. */
export function inOrderOfCreation(calls: readonly InboundWithoutPlace[]): readonly ModelledInboundCall[] {
  return calls
    .toSorted((a, b) => a.createdMs - b.createdMs || (a.queueId < b.queueId ? -1 : 1))
    .map((call, index) => ({ ...call, index }));
}

/** The caller gave up, or no server took the call: there is no conversation. */
function neverConnected(
  start: Pick<ModelledInboundCall, 'queueId' | 'routeId' | 'createdMs' | 'creation'>,
  failedMs: number,
  random: Random,
  clocks: WriterClocks,
): InboundWithoutPlace {
  const settlements = [later(drawSettlement('failed', failedMs, random, clocks), start.creation)];
  const nothing = { endedMs: null, endReason: null, cleanedMs: null, linkedMs: null, hiddenMs: null };
  return { ...start, ...nothing, settlements, finalMs: failedMs, outcome: 'no_answer' };
}

/** An entry is written in order, however long each write takes. */
function later(settlement: Settlement, before: Listing): Settlement {
  return { ...settlement, visibleMs: Math.max(settlement.visibleMs, before.visibleMs + 1) };
}

/** How far one writer's clock is ahead of another's. */
function clockGap(random: Random, clocks: WriterClocks): number {
  return drawClock(random, clocks) - drawClock(random, clocks);
}

function drawHidden(fromMs: number, random: Random): readonly [number, number] | null {
  if (!random.chance(share.hidden)) return null;
  const startMs = fromMs + random.between(0, 30) * minuteMs;
  return [startMs, startMs + random.exponential(4 * minuteMs)];
}
