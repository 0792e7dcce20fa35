import { normalizePhoneNumber, type CallOutcome } from '@iqra-automation/core';
import { candidateZones } from '../../proofs/calling-hours/candidate-zones.ts';
import { pick, type Chance } from '../../proofs/calling-hours/draw.ts';
import { customHours, hours, presetsOf, type HoursName } from '../../proofs/calling-hours/open-hours.ts';
import { drawRecipient, type Recipient } from '../../proofs/calling-hours/recipients.ts';
import type { Random } from '../sending/random.ts';

/** What a delay means, said a second time: at least so long after the call before, or on a later day at a time of day. */
export type MeantDelay =
  | { readonly text: string; readonly leastMs: number }
  | { readonly text: string; readonly days: number; readonly minute: number };

/** One person, and how the workflow that calls them is set up. */
export interface Lead {
  readonly recipient: Recipient;
  /** Empty = the number decides. */
  readonly contactTimeZone: string;
  readonly hoursName: HoursName;
  readonly maxAttempts: number;
  readonly outcomes: readonly CallOutcome[];
  readonly delays: readonly MeantDelay[];
  /** When the first call is asked for, in ms since 1970 UTC. */
  readonly startMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const poolSize = 300;

const lengths: readonly MeantDelay[] = [
  { text: '1 min', leastMs: minuteMs },
  { text: '20 min', leastMs: 20 * minuteMs },
  { text: '2 h', leastMs: 2 * hourMs },
  { text: '1 h 30 min', leastMs: 90 * minuteMs },
  { text: '1 day', leastMs: dayMs },
  { text: '3 days', leastMs: 3 * dayMs },
];
const timesOfDay: readonly MeantDelay[] = [
  { text: 'next morning', days: 1, minute: 0 },
  { text: 'tomorrow 16:00', days: 1, minute: 16 * 60 },
  { text: 'tomorrow at 7:15 pm', days: 1, minute: 19 * 60 + 15 },
  { text: '2 days 09:30', days: 2, minute: 9 * 60 + 30 },
  { text: '18:00', days: 0, minute: 18 * 60 },
];
const usualOutcomes: readonly CallOutcome[] = ['no_answer', 'declined', 'voicemail', 'failed'];
const otherOutcomes: readonly (readonly CallOutcome[])[] = [['no_answer'], ['no_answer', 'unknown'], [...usualOutcomes, 'canceled', 'expired'], [...usualOutcomes, 'expired', 'canceled', 'unknown']];

let pool: readonly Recipient[] | undefined;

/** Numbers that belong to a place, of many countries; a lead is a world of its own, so several may share one. */
function recipients(chance: Chance): readonly Recipient[] {
  const used = new Set<string>();
  pool ??= Array.from({ length: poolSize * 2 }, () => drawRecipient(chance, used)).filter(({ kind, e164 }) => kind !== 'nowhere' && normalizePhoneNumber(e164, {}).ok).slice(0, poolSize);
  return pool;
}

export function drawLead(random: Random): Lead {
  const chance = (): number => random.next();
  const startMs = Date.UTC(2026, 11, 1) + Math.floor(random.between(0, 700 * dayMs));
  const recipient = pick(recipients(fixedChance()), chance);
  const near = candidateZones(recipient, startMs);
  const maxAttempts = pick([1, 2, 3, 3, 3, 4, 5, 6], chance);
  const drawDelay = (): MeantDelay => pick(random.chance(0.6) ? lengths : timesOfDay, chance);
  return {
    recipient,
    contactTimeZone: random.chance(0.5) ? pick(near, chance) : '',
    hoursName: pick([...customHours, ...(presetsOf[recipient.region] ?? [])], chance),
    maxAttempts,
    outcomes: random.chance(0.5) ? usualOutcomes : pick(otherOutcomes, chance),
    delays: random.chance(0.5) ? [drawDelay()] : Array.from({ length: Math.max(maxAttempts - 1, 1) }, drawDelay),
    startMs,
  };
}

/** The pool is the same for every seed and lead: what is drawn first must not decide it. */
function fixedChance(): Chance {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}

/** The fields of the form that both calls share. */
export function rulesOf({ hoursName, contactTimeZone }: Lead): Readonly<Record<string, string>> {
  const { callingHours, customHours: text } = hours[hoursName];
  return { callingHours, ...(text === '' ? {} : { customHours: text }), ...(contactTimeZone === '' ? {} : { contactTimeZone }) };
}
