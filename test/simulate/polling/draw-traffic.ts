import { Random } from '../sending/random.ts';
import { drawCall } from './modelled-call.ts';
import type { WriterClocks } from './modelled-conversation.ts';
import { drawInboundCall, inOrderOfCreation } from './modelled-inbound-call.ts';
import type { AnyModelledCall } from './modelled-server.ts';

export interface Traffic {
  readonly calls: readonly AnyModelledCall[];
  readonly startMs: number;
  /** Creation of the last call, or its planned start if that is later. */
  readonly endMs: number;
}

export interface TrafficSettings {
  readonly calls: number;
  readonly seed: number;
  /** Calls per hour on average. */
  readonly callsPerHour: number;
  readonly skewMs: number;
}

const hourMs = 3_600_000;
const epochMs = Date.parse('2026-01-05T00:00:00Z');

/** Single calls and bursts (a list that is worked off: 50 to 450 calls, now and then 2,000), a quarter of them scheduled hours ahead. */
export function drawTraffic(settings: TrafficSettings): Traffic {
  const random = new Random(settings.seed, 1);
  const starts = drawStarts(settings, 0.25, random);
  const clocks = drawClocks(settings, random);
  const calls = starts.map(({ createdMs, dueMs }, index) => drawCall(index, createdMs, dueMs, random, clocks));
  return { calls, startMs: epochMs, endMs: latestOf(starts) };
}

/** Callers one by one and in bursts of the same sizes (a letter to many, a fault that all of them notice). */
export function drawInboundTraffic(settings: TrafficSettings): Traffic {
  const random = new Random(settings.seed, 4);
  const starts = drawStarts(settings, 0, random);
  const clocks = drawClocks(settings, random);
  const calls = starts.map(({ createdMs }, counter) => drawInboundCall(counter, createdMs, random, clocks));
  return { calls: inOrderOfCreation(calls), startMs: epochMs, endMs: latestOf(starts) };
}

interface Start {
  readonly createdMs: number;
  readonly dueMs: number;
}

function drawStarts(settings: TrafficSettings, scheduledShare: number, random: Random): readonly Start[] {
  const starts: Start[] = [];
  const burstSize = () => (random.chance(0.02) ? 2000 : Math.floor(random.between(50, 450)));
  let nowMs = epochMs;
  while (starts.length < settings.calls) {
    const size = random.chance(0.004) ? burstSize() : 1;
    nowMs += random.exponential((hourMs / settings.callsPerHour) * size);
    const scheduled = random.chance(scheduledShare);
    const aheadMs = scheduled ? random.between(0.5, 20) * hourMs : 0;
    const dueBase = scheduled ? Math.ceil((nowMs + aheadMs) / 600_000) * 600_000 : nowMs;
    for (let i = 0; i < size && starts.length < settings.calls; i += 1) {
      const createdMs = nowMs + i * random.between(10, 60);
      starts.push({ createdMs, dueMs: Math.max(createdMs, dueBase) + Math.floor(i / 70) * 5000 });
    }
  }
  return starts.sort((a, b) => a.createdMs - b.createdMs);
}

function drawClocks({ skewMs }: TrafficSettings, random: Random): WriterClocks {
  return [-skewMs, skewMs, random.between(-1, 1) * skewMs, 0];
}

function latestOf(starts: readonly Start[]): number {
  return starts.reduce((latest, { dueMs }) => Math.max(latest, dueMs), epochMs);
}
