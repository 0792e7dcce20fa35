import type { Ledger } from '../../../packages/sandbox/src/state/ledger.ts';
import type { Lead } from './leads.ts';
import { isOpen } from './open-hours.ts';
import { wallClock } from './wall-clock.ts';

const sydney = 'Australia/Sydney';

/** 23:30 in Sydney, half past seven in the morning in New York. */
export const nightInSydney = '2026-11-24T12:30:00Z';

/** Arrives at night in Sydney, in a workflow of somebody in New York. */
export const sydneyLead: Lead = {
  id: 'lead-in-sydney',
  recipient: { e164: '+61283742000', national: '(02) 8374 2000', international: '+61 2 8374 2000', region: 'AU', callingCode: '61', kind: 'fixed' },
  phone: '(02) 8374 2000',
  defaultCountry: 'AU',
  contactTimeZone: '',
  hoursName: 'australia',
  scheduledTime: '',
  askedMs: null,
  keepTryingForSeconds: 86_400,
};

/** Local times of Sydney, as `Wed 09:02`. */
export interface SydneyCall {
  readonly leadArrived: string;
  readonly scheduledFor: string;
  readonly latestStart: string;
  readonly rungAt: string;
  /** True when it was rung once, the next morning, with its whole time inside the hours. */
  readonly right: boolean;
}

export function describeSydneyCall({ dials }: Ledger): SydneyCall {
  const [dial, ...more] = dials.filter(({ recipient }) => recipient === sydneyLead.recipient.e164);
  if (dial === undefined) throw new Error('Nobody was rung in Sydney.');
  const latestMs = dial.expiresAt ?? Number.POSITIVE_INFINITY;
  const rung = wallClock(sydney, dial.dialledAt);
  const isNextMorning = rung.date === '2026-11-25' && rung.minute < 12 * 60;
  return {
    leadArrived: localTime(Date.parse(nightInSydney)),
    scheduledFor: localTime(dial.scheduledFor),
    latestStart: localTime(latestMs),
    rungAt: localTime(dial.dialledAt),
    right: more.length === 0 && isNextMorning && [dial.scheduledFor, dial.dialledAt, latestMs].every((atMs) => isOpen('australia', sydney, atMs)),
  };
}

function localTime(atMs: number): string {
  const { weekday, minute } = wallClock(sydney, atMs);
  const [hours, minutes] = [Math.floor(minute / 60), Math.floor(minute % 60)].map((part) => String(part).padStart(2, '0'));
  return `${weekday} ${hours}:${minutes}`;
}
