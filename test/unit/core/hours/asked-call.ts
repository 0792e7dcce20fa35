import { normalizePhoneNumber, planCallTime, type CallTimeQuestion, type IqraError } from '@iqra-automation/core';
import { readCallingRule, type PhoneLine } from '@iqra-automation/core/testing';

export const minuteMs = 60_000;
export const at = (iso: string): number => Date.parse(iso);
export const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

function line(text: string): PhoneLine {
  const result = normalizePhoneNumber(text, { allowTypes: ['NON_GEOGRAPHIC'] });
  if (!result.ok) throw new Error(result.message);
  return result;
}

/** A call in the words of the form. */
export interface Asked {
  readonly now: string;
  readonly number: string;
  readonly hours: string;
  readonly start?: string;
  readonly zone?: string;
  readonly custom?: string;
  readonly holidays?: string;
  readonly refuse?: boolean;
  readonly guards?: readonly [startMs: number, endMs: number];
}

function question({ now, number, hours, start, zone, custom, holidays, refuse, guards = [2 * minuteMs, 2 * minuteMs] }: Asked): CallTimeQuestion {
  const problems: never[] = [];
  const rule = readCallingRule({ callingHours: hours, customHours: hours === 'custom' ? (custom ?? '') : '', holidayDates: holidays ?? '' }, problems);
  expect(problems).toEqual([]);
  return {
    nowMs: at(now),
    requestedStartMs: start === undefined ? null : at(start),
    recipient: line(number),
    contactTimeZone: zone ?? null,
    rule,
    outsideHours: refuse === true ? 'refuse' : 'schedule',
    startGuardMs: guards[0],
    endGuardMs: guards[1],
  };
}

/** The plan of a call that is not refused, with its times in ISO 8601. */
export function plan(asked: Asked): { start: string | null; limit: string | null; explanation: string; zones: readonly string[]; warnings: readonly string[] } {
  const result = planCallTime(question(asked));
  if (!result.ok) throw result.error;
  return { ...result, start: iso(result.startMs), limit: iso(result.latestStartLimitMs) };
}

/** The refusal of a call, which every refusal says was not sent. */
export function refusal(asked: Asked): IqraError {
  const result = planCallTime(question(asked));
  if (result.ok) throw new Error(`Not refused: ${result.explanation}`);
  expect(result.error.placement).toBe('not_placed');
  return result.error;
}
