import type { AcceptedRow, Ledger } from '../../../packages/sandbox/src/state/ledger.ts';
import { candidateZones, zonesOfData } from './candidate-zones.ts';
import type { PlacementOfLead } from './host.ts';
import type { Lead } from './leads.ts';
import { isOpen } from './open-hours.ts';

/** A batch of leads that a host was given at one moment, and what it made of them. */
export interface Batch {
  readonly nowMs: number;
  readonly leads: readonly Lead[];
  readonly placements: readonly PlacementOfLead[];
}

export interface Verdict {
  readonly leads: number;
  readonly countries: number;
  readonly placedNow: number;
  readonly scheduled: number;
  /** Leads by the code of their refusal. */
  readonly refused: Readonly<Record<string, number>>;
  readonly dialled: number;
  /** Accepted calls whose time ran out before a line was free. */
  readonly expired: number;
  /** People rung outside the hours; each a sentence. */
  readonly outside: readonly string[];
  /** Whatever else is wrong; each a sentence. */
  readonly faults: readonly string[];
}

const minuteMs = 60_000;
/** The server may dial so much before a scheduled time. */
const earlyMs = minuteMs;

/** Compares what the sandbox did with what the hours allow, zone by zone, and with what the host said. */
export function judge(batches: readonly Batch[], ledger: Ledger): Verdict {
  const leads = batches.flatMap((batch) => batch.leads);
  const accepted = new Map(ledger.accepted.map((row) => [row.recipient, row]));
  const leadOf = new Map(leads.map((lead) => [lead.recipient.e164, lead]));
  const outside: string[] = [];
  const faults = ledger.accepted.filter((row) => !leadOf.has(row.recipient)).map((row) => `A stranger was to be called: ${row.recipient}.`);
  for (const dial of ledger.dials) {
    const lead = leadOf.get(dial.recipient);
    if (lead !== undefined) outside.push(...closedZones(lead, dial.dialledAt, 'was rung'));
  }
  if (ledger.dialledTwice.length > 0) faults.push(`${ledger.dialledTwice.length} people were rung twice.`);
  for (const batch of batches) faults.push(...judgeBatch(batch, accepted));
  const refusals = batches.flatMap((batch) => batch.placements).flatMap((placement) => (placement.placed ? [] : [placement.code]));
  const now = ledger.accepted.filter((row) => row.scheduledFor <= row.acceptedAt).length;
  return {
    leads: leads.length,
    countries: new Set(leads.map((lead) => lead.recipient.region)).size,
    placedNow: now,
    scheduled: ledger.accepted.length - now,
    refused: countEach(refusals),
    dialled: ledger.dials.length,
    expired: ledger.accepted.length - ledger.dials.length,
    outside,
    faults,
  };
}

function judgeBatch({ nowMs, leads, placements }: Batch, accepted: ReadonlyMap<string, AcceptedRow>): readonly string[] {
  const faults: string[] = placements.length === leads.length ? [] : [`${leads.length} leads have ${placements.length} results.`];
  for (const [index, lead] of leads.entries()) {
    const placement = placements[index];
    const row = accepted.get(lead.recipient.e164);
    if (placement === undefined) faults.push(`Lead ${lead.id} has no result.`);
    else if (placement.placed !== (row !== undefined)) faults.push(`Lead ${lead.id}: the host said placed=${placement.placed}, the server has ${row === undefined ? 'no' : 'a'} call.`);
    if (row !== undefined) faults.push(...judgeTimes(lead, row, nowMs));
    else if (placement?.placed === false && placement.code === 'NO_COMMON_HOURS') faults.push(...judgeRefusal(lead, nowMs));
  }
  return faults;
}

function judgeTimes(lead: Lead, row: AcceptedRow, nowMs: number): readonly string[] {
  const faults: string[] = [];
  if (row.scheduledFor > row.acceptedAt) faults.push(...closedZones(lead, row.scheduledFor - earlyMs, 'may be rung a minute early'));
  if (row.expiresAt === null) faults.push(`Lead ${lead.id} has no latest start.`);
  else faults.push(...closedZones(lead, row.expiresAt, 'has a latest start'));
  if (candidatesOf(lead, nowMs).length === 0) faults.push(`Lead ${lead.id}: a number that belongs to no place was called.`);
  const askedMs = lead.askedMs ?? row.acceptedAt;
  const delayMs = Math.max(row.scheduledFor, row.acceptedAt) - askedMs;
  if (lead.contactTimeZone !== '' && delayMs > 2 * minuteMs && isWellInside(lead, askedMs)) {
    faults.push(`Lead ${lead.id} waits ${Math.round(delayMs / minuteMs)} minutes although the hours are open at ${new Date(askedMs).toISOString()}.`);
  }
  return faults;
}

/** Open from two minutes before to fifteen after: nothing to wait for. */
function isWellInside(lead: Lead, atMs: number): boolean {
  const zones = candidatesOf(lead, atMs);
  return Array.from({ length: 18 }, (_, index) => atMs + (index - 2) * minuteMs).every((oneMs) => zones.every((zone) => isOpen(lead.hoursName, zone, oneMs)));
}

const judgedRefusals = new Set<string>();

/**
 * "Never open together" must be true of the zones that the data names or the country has: no quarter of an hour within two weeks,
 * looked for in steps of five minutes.
 */
function judgeRefusal(lead: Lead, nowMs: number): readonly string[] {
  const zones = [...new Set([...candidatesOf(lead, nowMs), ...zonesOfData(lead.recipient)])];
  const fromMs = lead.askedMs ?? nowMs;
  const key = `${lead.hoursName} ${zones.join()}`;
  if (judgedRefusals.has(key)) return [];
  judgedRefusals.add(key);
  let openSteps = 0;
  for (let step = 0; step < 14 * 24 * 12; step += 1) {
    const open = zones.every((zone) => isOpen(lead.hoursName, zone, fromMs + step * 5 * minuteMs));
    openSteps = open ? openSteps + 1 : 0;
    // Five open steps span twenty minutes; four can be a minute short of the quarter of an hour that is needed.
    if (openSteps >= 5) return [`Lead ${lead.id} was refused, but ${lead.hoursName} is open in ${zones.join()} at ${new Date(fromMs + step * 5 * minuteMs).toISOString()}.`];
  }
  return [];
}

function closedZones(lead: Lead, atMs: number, what: string): readonly string[] {
  return candidatesOf(lead, atMs)
    .filter((zone) => !isOpen(lead.hoursName, zone, atMs))
    .map((zone) => `Lead ${lead.id} (${lead.recipient.region}, ${lead.hoursName}) ${what} at ${new Date(atMs).toISOString()}, which is ${localTime(zone, atMs)} in ${zone}.`);
}

function localTime(zone: string, atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(atMs);
}

function candidatesOf(lead: Lead, atMs: number): readonly string[] {
  return lead.contactTimeZone === '' ? candidateZones(lead.recipient, atMs) : [lead.contactTimeZone];
}

function countEach(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
