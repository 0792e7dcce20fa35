import type { CallOutcome } from '@iqra-automation/core';
import { candidateZones } from '../../proofs/calling-hours/candidate-zones.ts';
import { isOpen } from '../../proofs/calling-hours/open-hours.ts';
import { wallClock, wallClocks, type WallClock } from '../../proofs/calling-hours/wall-clock.ts';
import type { TrueCall } from './answering-server.ts';
import type { Lead, MeantDelay } from './draw-lead.ts';
import type { Delivery } from './retried-lead.ts';

/** What happened to one lead, as the judge sees it. */
export interface JudgedLead {
  readonly lead: Lead;
  readonly calls: readonly TrueCall[];
  readonly deliveries: readonly Delivery[];
  readonly clocksRight: boolean;
}

/** What is wrong with how one lead was called, a sentence each, by the promise that it breaks. */
export interface Faults {
  readonly twice: string[];
  readonly above: string[];
  readonly outside: string[];
  /** Judged where the clocks of all runs were right. */
  readonly early: string[];
  readonly unasked: string[];
  readonly missed: string[];
}

/** The server may dial so much before a scheduled time. */
const earlyDialMs = 60_000;
const dayMs = 86_400_000;

/** Judges one lead by what rang, by clocks of `Intl` and the tz database, and by the policy as the lead means it. */
export function judgeLead(judged: JudgedLead): Faults {
  const { lead, calls } = judged;
  const rung = calls.filter((call): call is TrueCall & { rangMs: number } => call.rangMs !== null);
  const faults: Faults = { twice: [], above: [], outside: [], early: [], unasked: [], missed: [] };
  for (const call of rung) {
    if (rung.some((other) => other.queueId !== call.queueId && other.attempt === call.attempt)) faults.twice.push(`attempt ${call.attempt} rang twice`);
    for (const zone of zonesOf(lead, call.rangMs)) {
      if (!isOpen(lead.hoursName, zone, call.rangMs)) faults.outside.push(`${lead.recipient.region}, ${lead.hoursName}: rung at ${shown(zone, call.rangMs)}`);
    }
  }
  for (const [call, other] of pairsOf(rung)) {
    if (call.rangMs <= other.rangMs && call.endedMs !== null && other.rangMs < call.endedMs) faults.twice.push(`attempt ${other.attempt} rang during attempt ${call.attempt}`);
  }
  for (const call of calls) judgeAttempt(judged, call, faults);
  judgeEnds(judged, faults);
  return faults;
}

function pairsOf<T>(all: readonly T[]): readonly (readonly [T, T])[] {
  return all.flatMap((one) => all.filter((other) => other !== one).map((other) => [one, other] as const));
}

function judgeAttempt({ lead, calls, clocksRight }: JudgedLead, call: TrueCall, faults: Faults): void {
  if (call.attempt > lead.maxAttempts) faults.above.push(`attempt ${call.attempt} of ${lead.maxAttempts}`);
  if (call.attempt === 1) return;
  const before = calls.filter((one) => one.attempt === call.attempt - 1 && one.endedMs !== null && one.endedMs <= call.askedMs);
  const reason = before.find((one) => isRetried(lead, one));
  if (reason === undefined) faults.unasked.push(`attempt ${call.attempt} after ${before.map(({ outcome }) => outcome).join() || 'nothing that had ended'}`);
  else if (clocksRight && call.rangMs !== null && !isDue(lead, reason, call.rangMs)) faults.early.push(`attempt ${call.attempt}, ${delayBefore(lead, call.attempt)?.text}: ${at(reason.endedMs)}, then ${at(call.rangMs)}`);
}

function judgeEnds({ lead, calls, deliveries }: JudgedLead, faults: Faults): void {
  for (const { queueId, report } of deliveries) {
    const call = calls.find((one) => one.queueId === queueId);
    if (report === null) faults.missed.push('a delivery without an answer');
    if (call === undefined || report === null || report === 'placed' || 'failed' in report) continue;
    const { gaveUp, retry, code, queueId: next } = report.result;
    const wanted = isRetried(lead, call);
    if (gaveUp !== (wanted && call.attempt >= lead.maxAttempts)) faults.missed.push(`attempt ${call.attempt} of ${lead.maxAttempts} ended as ${call.outcome}, and gaveUp is ${gaveUp}`);
    if (retry && !calls.some((one) => one.queueId === next)) faults.missed.push('an attempt that is in no queue');
    // A first telling that came after days may be too old.
    if (!retry && !gaveUp && wanted && code !== 'TOO_OLD') faults.missed.push(`${call.outcome} of attempt ${call.attempt} of ${lead.maxAttempts}: ${code}`);
  }
}

function isRetried(lead: Lead, { outcome, optedOut }: TrueCall): boolean {
  return outcome !== null && !optedOut && lead.outcomes.includes(outcome satisfies CallOutcome);
}

function delayBefore({ delays }: Lead, attempt: number): MeantDelay | undefined {
  return delays.length === 1 ? delays[0] : delays[attempt - 2];
}

/** In every zone where the person may be: so long after the call, or the day and the time that were asked for. */
function isDue(lead: Lead, before: TrueCall, rangMs: number): boolean {
  const delay = delayBefore(lead, before.attempt + 1);
  const fromMs = before.rangMs ?? before.endedMs;
  if (delay === undefined || fromMs === null) return false;
  if ('leastMs' in delay) return rangMs >= fromMs + delay.leastMs - earlyDialMs;
  return zonesOf(lead, rangMs).every((zone) => {
    const [called, now] = [newestClock(zone, fromMs), newestClock(zone, rangMs + earlyDialMs)];
    const days = Math.round((Date.parse(now.date) - Date.parse(called.date)) / dayMs);
    return days > delay.days || (days === delay.days && now.minute >= delay.minute);
  });
}

/** By the tz database where it has the zone: it can be newer than this Node.js. */
function newestClock(zone: string, atMs: number): WallClock {
  return wallClocks(zone, atMs).at(-1) ?? wallClock(zone, atMs);
}

function zonesOf(lead: Lead, atMs: number): readonly string[] {
  return lead.contactTimeZone === '' ? candidateZones(lead.recipient, atMs) : [lead.contactTimeZone];
}

function shown(zone: string, atMs: number): string {
  const { date, weekday, minute } = wallClock(zone, atMs);
  return `${weekday} ${date} ${Math.floor(minute / 60)}:${String(Math.floor(minute % 60)).padStart(2, '0')} in ${zone} (${at(atMs)})`;
}

function at(ms: number | null): string {
  return ms === null ? 'never' : new Date(ms).toISOString();
}
