import { Random } from '../sending/random.ts';
import { drawCall, type ModelledCall, type WriterClocks } from './modelled-call.ts';

export interface Traffic {
  readonly calls: readonly ModelledCall[];
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
  const times: { createdMs: number; dueMs: number }[] = [];
  const burstSize = () => (random.chance(0.02) ? 2000 : Math.floor(random.between(50, 450)));
  let nowMs = epochMs;
  while (times.length < settings.calls) {
    const size = random.chance(0.004) ? burstSize() : 1;
    nowMs += random.exponential((hourMs / settings.callsPerHour) * size);
    const scheduled = random.chance(0.25);
    const aheadMs = scheduled ? random.between(0.5, 20) * hourMs : 0;
    const dueBase = scheduled ? Math.ceil((nowMs + aheadMs) / 600_000) * 600_000 : nowMs;
    for (let i = 0; i < size && times.length < settings.calls; i += 1) {
      const createdMs = nowMs + i * random.between(10, 60);
      times.push({ createdMs, dueMs: Math.max(createdMs, dueBase) + Math.floor(i / 70) * 5000 });
    }
  }
  times.sort((a, b) => a.createdMs - b.createdMs);
  const clocks: WriterClocks = [-settings.skewMs, settings.skewMs, random.between(-1, 1) * settings.skewMs, 0];
  const calls = times.map(({ createdMs, dueMs }, index) => drawCall(index, createdMs, dueMs, random, clocks));
  const endMs = times.reduce((latest, { dueMs }) => Math.max(latest, dueMs), epochMs);
  return { calls, startMs: epochMs, endMs };
}
