import { chanceFrom } from '../../../packages/sandbox/src/calls/chance.ts';
import { candidateZones } from './candidate-zones.ts';
import { pick, type Chance } from './draw.ts';
import { customHours, hours, presetsOf, type HoursName } from './open-hours.ts';
import { drawRecipient, type Recipient } from './recipients.ts';
import { clockChanges, offsetMs, wallClock } from './wall-clock.ts';

/** One person to call, and how a workflow would describe the call. */
export interface Lead {
  readonly id: string;
  readonly recipient: Recipient;
  /** Number and country as the CRM has them; the country is empty where the number needs none. */
  readonly phone: string;
  readonly defaultCountry: string;
  /** Empty when the CRM does not know it. */
  readonly contactTimeZone: string;
  readonly hoursName: HoursName;
  /** Empty = now. */
  readonly scheduledTime: string;
  /** The moment asked for, in ms since 1970 UTC; `null` = now. */
  readonly askedMs: number | null;
  readonly keepTryingForSeconds: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const longestAheadDays = 350;
const allZones = Intl.supportedValuesOf('timeZone');

/** Endless different leads, the same for the same seed. */
export class LeadSource {
  readonly #seed: string;
  readonly #chance: Chance;
  readonly #used = new Set<string>();

  constructor(seed: string) {
    this.#seed = seed;
    this.#chance = chanceFrom(`leads/${seed}`);
  }

  take(count: number, nowMs: number): readonly Lead[] {
    return Array.from({ length: count }, () => this.#draw(nowMs));
  }

  #draw(nowMs: number): Lead {
    const chance = this.#chance;
    const recipient = drawRecipient(chance, this.#used);
    const contactTimeZone = chance() < 0.2 ? drawOwnZone(recipient, nowMs, chance) : '';
    const hoursName = pick(chance() < 0.5 ? (presetsOf[recipient.region] ?? customHours) : customHours, chance);
    const askedMs = drawMoment({ recipient, contactTimeZone, hoursName, nowMs }, chance);
    return {
      id: `${this.#seed}-${this.#used.size}`,
      recipient,
      ...writeNumber(recipient, chance),
      contactTimeZone,
      hoursName,
      scheduledTime: askedMs === null ? '' : writeTime(askedMs, contactTimeZone, chance),
      askedMs,
      keepTryingForSeconds: pick([120, 120, 3_600, 86_400], chance),
    };
  }
}

function writeNumber(recipient: Recipient, chance: Chance): Pick<Lead, 'phone' | 'defaultCountry'> {
  if (chance() < 0.5) return { phone: recipient.national, defaultCountry: recipient.region };
  return { phone: pick([recipient.e164, recipient.international], chance), defaultCountry: pick(['', 'US', recipient.region], chance) };
}

/** Most people live where their number says; some have moved. */
function drawOwnZone(recipient: Recipient, nowMs: number, chance: Chance): string {
  const near = candidateZones(recipient, nowMs);
  return pick(near.length > 0 && chance() < 0.7 ? near : allZones, chance);
}

interface Circumstances extends Pick<Lead, 'recipient' | 'contactTimeZone' | 'hoursName'> {
  readonly nowMs: number;
}

function drawMoment(lead: Circumstances, chance: Chance): number | null {
  const kind = chance();
  if (kind < 0.4) return null;
  const zones = lead.contactTimeZone === '' ? candidateZones(lead.recipient, lead.nowMs) : [lead.contactTimeZone];
  if (kind < 0.5 || zones.length === 0) return lead.nowMs + Math.floor(chance() * longestAheadDays * dayMs);
  const zone = pick(zones, chance);
  return kind < 0.75 ? nearWindowEdge(lead, zone, chance) : nearClockChange(lead, zone, chance);
}

/** A little before, at and after the opening or the closing of the hours, where rules are easily off by one. */
function nearWindowEdge({ hoursName, nowMs }: Circumstances, zone: string, chance: Chance): number {
  const { date } = wallClock(zone, nowMs + (1 + Math.floor(chance() * longestAheadDays)) * dayMs);
  const window = pick(Object.values(hours[hoursName].weekly).flat(), chance);
  const localMs = Date.parse(`${date}T00:00:00Z`) + pick(window, chance) * minuteMs;
  const edgeMs = localMs - offsetMs(zone, localMs - offsetMs(zone, localMs));
  const distanceMs = pick([-16, -15, -14, -13, -11, -5, -3, -2, -1, -1 / 60, 0, 1 / 60, 1, 119 / 60, 2, 121 / 60, 5, 16], chance) * minuteMs;
  return edgeMs + distanceMs;
}

/** Within a day and a half around the moment when the clocks there are changed. */
function nearClockChange({ nowMs }: Circumstances, zone: string, chance: Chance): number {
  const changes = changesAhead(zone, nowMs);
  const changeMs = changes.length === 0 ? nowMs + Math.floor(chance() * longestAheadDays) * dayMs : pick(changes, chance);
  return changeMs + Math.round((chance() * 3 - 1.5) * 24 * 3_600) * 1_000;
}

const knownChanges = new Map<string, readonly number[]>();

function changesAhead(zone: string, nowMs: number): readonly number[] {
  const key = `${zone} ${nowMs}`;
  const known = knownChanges.get(key);
  if (known !== undefined) return known;
  const changes = clockChanges(zone, nowMs + 3 * dayMs, longestAheadDays - 6);
  knownChanges.set(key, changes);
  return changes;
}

/** With `Z`, with some offset, or as local time where the lead has a zone of its own. */
function writeTime(atMs: number, ownZone: string, chance: Chance): string {
  const style = chance();
  if (style < 0.3 && ownZone !== '') return localText(atMs, offsetMs(ownZone, atMs));
  if (style < 0.65) return new Date(atMs).toISOString();
  const offsetMinutes = pick([-570, -480, -300, 0, 60, 330, 345, 765], chance);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const [hour, minute] = [Math.floor(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60].map((part) => String(part).padStart(2, '0'));
  return `${localText(atMs, offsetMinutes * minuteMs)}${sign}${hour}:${minute}`;
}

function localText(atMs: number, aheadMs: number): string {
  return new Date(atMs + aheadMs).toISOString().slice(0, 19);
}
