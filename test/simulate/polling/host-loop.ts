import { isIqraError, type Clock } from '@iqra-automation/core';
import { Random } from '../sending/random.ts';
import type { Traffic } from './draw-traffic.ts';
import { drawFaults } from './fault-schedule.ts';
import { ModelledServer, type RequestCounts } from './modelled-server.ts';
import { percentiles, ScoreSheet, type Off, type Score } from './score.ts';

/** A trigger as its host runs it: one poll, which returns what to do once the host has kept its results. */
export interface PolledTrigger {
  poll(server: ModelledServer, clock: Clock): Promise<PollCommit>;
  /** Switched on again: its next poll only tells the host what is old. */
  switchOn?(): void;
}

export interface PollCommit {
  /** Keeps the results. Not called when the host stops first. Returns the size of the kept state in bytes. */
  commit(sheet: ScoreSheet, nowMs: number): number;
}

export interface RunFigures {
  readonly score: Score;
  readonly polls: number;
  readonly failedPolls: number;
  readonly requests: RequestCounts;
  readonly requestsPerPollMax: number;
  readonly stateBytes: { readonly p50: number; readonly p99: number; readonly max: number };
}

export interface LoopSettings {
  readonly pollMs: number;
  readonly seed: number;
  /** Polling goes on for this long after the last call was due. */
  readonly tailMs: number;
  /** The first poll comes this long after the start of the traffic. It counts as the activation once its results were kept. */
  readonly activateAfterMs: number;
  readonly lookBackMs: number;
  /** Now and then the server's `Date` is wrong for one poll, and once the host's clock is set right. Default false. */
  readonly jumpingClocks?: boolean;
  /** The Zap is switched off for a while, three times. Default false. */
  readonly pauses?: boolean;
}

/** The host's own clock differs from the server's. */
const hostAheadMs = 41_000;
/** A host's clock that was this much ahead until it was set right. */
const wrongHostAheadMs = 40 * 60_000;
const wrongDatesMs = [-24 * 60, -90, -20, 12, 20, 40, 65, 24 * 60].map((minutes) => minutes * 60_000);
const wrongDateShare = 0.02;
const pauseHours = [5, 24, 72];

/** Polls on a schedule, with lost ticks, restarts and stretches without a host, until the tail is over. */
export async function runHost(trigger: PolledTrigger, traffic: Traffic, settings: LoopSettings): Promise<RunFigures> {
  const untilMs = traffic.endMs + settings.tailMs;
  const faults = drawFaults(settings.seed, traffic.startMs, traffic.endMs);
  const random = new Random(settings.seed, settings.pollMs);
  const clockRandom = new Random(settings.seed, 7);
  const server = new ModelledServer(traffic.calls, traffic.startMs, faults, random);
  const setRightMs = settings.jumpingClocks === true ? (traffic.startMs + traffic.endMs) / 2 : Number.NEGATIVE_INFINITY;
  const aheadMs = (): number => (server.nowMs < setRightMs ? wrongHostAheadMs : hostAheadMs);
  const pauses = settings.pauses === true ? pausesWithin(traffic) : [];
  const offs: Off[] = [];
  const clock: Clock = { now: () => server.nowMs + aheadMs(), sleep: () => Promise.resolve(), random: () => random.next() };
  const sheet = new ScoreSheet();
  const sizes: number[] = [];
  const tally = { polls: 0, failedPolls: 0, requestsPerPollMax: 0 };
  let activatedMs: number | null = null;
  for (let tickMs = traffic.startMs + settings.activateAfterMs; tickMs < untilMs; tickMs += settings.pollMs) {
    if (server.nowMs > tickMs || faults.hostDown.covers(tickMs) || random.chance(faults.lostTickShare)) continue;
    const pause = pauses.find(({ fromMs, toMs }) => fromMs <= tickMs && tickMs < toMs);
    if (pause !== undefined) {
      if (offs.at(-1)?.fromMs !== pause.fromMs) {
        offs.push({ fromMs: pause.fromMs, toMs: Number.POSITIVE_INFINITY });
        trigger.switchOn?.();
      }
      continue;
    }
    server.nowMs = tickMs;
    const isWrong = settings.jumpingClocks === true && clockRandom.chance(wrongDateShare);
    server.dateOffMs = isWrong ? (wrongDatesMs[Math.floor(clockRandom.next() * wrongDatesMs.length)] ?? 0) : 0;
    const before = listing(server.requests);
    tally.polls += 1;
    const done = await pollOnce(trigger, server, clock);
    tally.requestsPerPollMax = Math.max(tally.requestsPerPollMax, listing(server.requests) - before);
    if (done === null) tally.failedPolls += 1;
    if (done === null || random.chance(faults.restartShare)) continue;
    sizes.push(done.commit(sheet, server.nowMs));
    activatedMs ??= server.nowMs;
    const off = offs.at(-1);
    if (off?.toMs === Number.POSITIVE_INFINITY) offs[offs.length - 1] = { ...off, toMs: server.nowMs };
  }
  const score = sheet.score(traffic.calls, activatedMs ?? untilMs, settings.lookBackMs, offs);
  return { score, ...tally, requests: server.requests, stateBytes: percentiles(sizes) };
}

/** At a quarter, a half and three quarters of the traffic, as far as they fit. */
function pausesWithin({ startMs, endMs }: Traffic): readonly Off[] {
  const quarterMs = (endMs - startMs) / 4;
  return pauseHours.map((hours, at) => {
    const fromMs = startMs + quarterMs * (at + 1);
    return { fromMs, toMs: fromMs + Math.min(hours * 3_600_000, quarterMs / 2) };
  });
}

async function pollOnce(trigger: PolledTrigger, server: ModelledServer, clock: Clock): Promise<PollCommit | null> {
  try {
    return await trigger.poll(server, clock);
  } catch (error) {
    if (isIqraError(error)) return null;
    throw error;
  }
}

/** All requests but the reading of conversations. */
export function listing(requests: RequestCounts): number {
  return requests.lists + requests.counts + requests.calls + requests.businesses;
}
