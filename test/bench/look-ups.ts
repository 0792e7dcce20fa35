import { createRequire } from 'node:module';
import { createDoNotCallList, normalizePhoneNumber, planCallTime, type AcceptedPhoneNumber } from '@iqra-automation/core';
import { readCallingRule, type Timing } from '@iqra-automation/core/testing';
import { LeadSource } from '../proofs/calling-hours/leads.ts';
import { compareRates, type Row } from './figures.ts';

const leastNumbersPerSecond = 20_000;
const sampleSize = 1_000;
const listedNumbers = 50_000;
const mostMicrosecondsAnEntry = 15;
const nowMs = Date.parse('2026-11-24T12:30:00Z');
const minuteMs = 60_000;

interface BareLibrary {
  readonly parsePhoneNumberFromString: (text: string, country?: string) => { isValid(): boolean } | undefined;
}

/** Numbers and calling hours, each beside the least that must be done for it. */
export function measureLookUps(rounds: number, roundMs: number): readonly Row[] {
  const leads = new LeadSource('bench').take(sampleSize, nowMs);
  const lead = (index: number) => leads[index % sampleSize] ?? never();
  const { parsePhoneNumberFromString } = createRequire(createRequire(import.meta.url).resolve('@iqra-automation/core'))('libphonenumber-js/max') as BareLibrary;
  const countries = leads.map(({ defaultCountry }) => (defaultCountry === '' ? undefined : defaultCountry));
  const options = countries.map((defaultCountry) => (defaultCountry === undefined ? {} : { defaultCountry }));
  const numbers = compareRates(
    (index) => normalizePhoneNumber(lead(index).phone, options[index % sampleSize]),
    (index) => parsePhoneNumberFromString(lead(index).phone, countries[index % sampleSize])?.isValid(),
    { rounds, roundMs },
  );
  return [
    {
      measure: 'numbers validated per second of one core, 1,000 numbers of all countries',
      value: numbers.one,
      unit: '/s',
      comparedWith: 'libphonenumber-js parse and isValid',
      other: numbers.other,
      ratio: numbers.ratio,
      limit: { text: `>= ${leastNumbersPerSecond} /s`, kept: numbers.one >= leastNumbersPerSecond },
    },
    listRow(),
    hoursRow(leads.flatMap(({ recipient }) => acceptedOf(recipient.e164)), rounds, roundMs),
  ];
}

/** Processor time, so that a busy machine does not count. */
function listRow(): Row {
  const numbers = Array.from({ length: listedNumbers }, (_, index) => `+1415${String(2_000_000 + index)}`);
  createDoNotCallList(numbers.slice(0, sampleSize));
  const before = process.cpuUsage();
  createDoNotCallList(numbers);
  const { user, system } = process.cpuUsage(before);
  const each = (user + system) / listedNumbers;
  return {
    measure: `entries of a Do Not Call list read, ${listedNumbers} numbers, once for a run`,
    value: each,
    unit: 'µs',
    comparedWith: '-',
    other: null,
    ratio: null,
    limit: { text: `<= ${mostMicrosecondsAnEntry} µs`, kept: each <= mostMicrosecondsAnEntry },
  };
}

function hoursRow(recipients: readonly AcceptedPhoneNumber[], rounds: number, roundMs: number): Row {
  const rule = readCallingRule({ callingHours: 'custom', customHours: 'Mon-Fri 09:00-18:00; Sat 10:00-14:00' }, []);
  const timing: Timing = { requestedStartMs: null, contactTimeZone: null, rule, outsideHours: 'schedule', startGuardMs: 2 * minuteMs, endGuardMs: 2 * minuteMs };
  const atMs = (index: number): number => nowMs + (index % 1_440) * minuteMs;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: 'Australia/Sydney', hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' });
  const looked = compareRates(
    (index) => planCallTime({ ...timing, nowMs: atMs(index), recipient: recipients[index % recipients.length] ?? never() }),
    (index) => format.format(atMs(index)),
    { rounds, roundMs },
  );
  return {
    measure: 'calling hours looked up per second of one core, all zones of the number, two weeks ahead',
    value: looked.one,
    unit: '/s',
    comparedWith: 'one local time of one zone by Intl',
    other: looked.other,
    ratio: looked.ratio,
  };
}

function acceptedOf(e164: string): readonly AcceptedPhoneNumber[] {
  const result = normalizePhoneNumber(e164);
  return result.ok ? [result] : [];
}

function never(): never {
  throw new Error('There are no numbers.');
}
