import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { CallingHost } from './host.ts';
import { isOpen } from './open-hours.ts';
import { wallClock } from './wall-clock.ts';

const sydney = 'Australia/Sydney';

export interface SydneyCall {
  readonly host: string;
  /** Local times of Sydney, as `Wed 09:02`. */
  readonly leadArrived: string;
  readonly scheduledFor: string;
  readonly latestStart: string;
  readonly rungAt: string;
  /** True when it was rung once, the next morning, inside the hours to the end. */
  readonly right: boolean;
}

/** A lead in Sydney arrives at 23:30 there, in a workflow of somebody in New York. */
export async function callSydneyAtNight(open: (sandbox: Sandbox) => Promise<CallingHost>): Promise<SydneyCall> {
  const realNow = Date.now;
  const arrivedMs = Date.parse('2026-11-24T12:30:00Z');
  const sandbox = await startSandbox({ startAt: arrivedMs, clock: { now: () => realNow() }, outcomeOf: () => 'recipient_hung_up' });
  const host = await open(sandbox);
  try {
    await host.moveClock(sandbox.now());
    const recipient = { e164: '+61283742000', national: '', international: '', region: 'AU', callingCode: '61', kind: 'fixed' } as const;
    const form = { phone: '(02) 8374 2000', defaultCountry: 'AU', contactTimeZone: '', hoursName: 'australia', scheduledTime: '', askedMs: null } as const;
    await host.place([{ id: 'lead-in-sydney', recipient, ...form, keepTryingForSeconds: 86_400 }]);
    await sandbox.advanceUntilSettled();
    const [dial, ...more] = sandbox.ledger().dials;
    if (dial === undefined) throw new Error(`${host.name}: nobody was rung in Sydney.`);
    const latestMs = dial.expiresAt ?? Number.POSITIVE_INFINITY;
    const moments = [dial.scheduledFor, dial.dialledAt, latestMs];
    const isNextMorning = wallClock(sydney, dial.dialledAt).date === '2026-11-25' && wallClock(sydney, dial.dialledAt).minute < 12 * 60;
    return {
      host: host.name,
      leadArrived: localTime(arrivedMs),
      scheduledFor: localTime(dial.scheduledFor),
      latestStart: localTime(latestMs),
      rungAt: localTime(dial.dialledAt),
      right: more.length === 0 && isNextMorning && moments.every((atMs) => isOpen('australia', sydney, atMs)),
    };
  } finally {
    await host.close();
    await sandbox.close();
  }
}

function localTime(atMs: number): string {
  const { weekday, minute } = wallClock(sydney, atMs);
  const [hours, minutes] = [Math.floor(minute / 60), Math.floor(minute % 60)].map((part) => String(part).padStart(2, '0'));
  return `${weekday} ${hours}:${minutes}`;
}
