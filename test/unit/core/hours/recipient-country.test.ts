import { normalizePhoneNumber, parseInput, initiateCallFields, planCallTime, timeZoneChoices } from '@iqra-automation/core';
import { readCallingRule, callingHoursPresets, type PhoneLine } from '@iqra-automation/core/testing';
import * as fc from 'fast-check';
import { openWindows } from './open-windows';

function line(text: string): PhoneLine {
  const number = normalizePhoneNumber(text, {});
  if (!number.ok) throw new Error(number.message);
  return number;
}

const ruleFor = (text: string) => readCallingRule({ callingHours: 'recipient_country' }, [], line(text));

test('the hours of the recipient\'s country are what a form means that says nothing', () => {
  expect(parseInput(initiateCallFields, { recipientNumber: '+14155552671', campaignId: 'x' }).callingHours).toBe('recipient_country');
});

test.each([
  ['+12125552671', 'us_federal'],
  ['+14155552671', 'us_ca'],
  ['+13055552671', 'us_florida'],
  ['+14055552671', 'us_oklahoma'],
  ['+12065552671', 'us_washington'],
  ['+14165552671', 'canada'],
  ['+442083661177', 'united_kingdom'],
  ['+493012345678', 'germany'],
  ['+4315123456', 'austria'],
  ['+41446681800', 'switzerland'],
  ['+31201234567', 'netherlands'],
  ['+551123456789', 'brazil'],
  ['+525512345678', 'mexico'],
  ['+81312345678', 'japan'],
  ['+6561234567', 'singapore'],
  ['+27110123456', 'south_africa'],
  ['+61283742000', 'australia'],
  ['+33144556677', 'france'],
  ['+34911234567', 'spain'],
  ['+390612345678', 'italy'],
  ['+911123456789', 'india'],
  ['+97142345678', 'uae'],
  ['+576012345678', 'colombia'],
  ['+842438212345', 'vietnam'],
  ['+4722123456', 'norway'],
  // Overseas territories of France and Australia, each by its own clock.
  ['+262262123456', 'france'],
  ['+596596301234', 'france'],
  ['+590590123456', 'france'],
  ['+594594123456', 'france'],
  ['+508411234', 'france'],
  ['+61891621234', 'australia'],
  ['+672322123', 'australia'],
  // Islands around Great Britain.
  ['+441481712345', 'united_kingdom'],
  ['+441534712345', 'united_kingdom'],
  ['+447624123456', 'united_kingdom'],
])('%s has the hours %s', (number, id) => {
  expect(ruleFor(number)?.id).toBe(id);
});

test('a country without a preset has decent hours, and none on Sundays', () => {
  const rule = ruleFor('+254202012345');
  expect(rule).toMatchObject({ id: 'recipient_country', description: 'Countries without a preset (Mon-Fri 09:00-20:00; Sat 10:00-18:00)' });
  if (rule === null) throw new Error('no rule');
  expect(['2026-11-24', '2026-11-28', '2026-11-29'].map((date) => openWindows(rule, date))).toEqual(['09:00-20:00', '10:00-18:00', '']);
});

test('law: whatever the preset and the hour, a call of now is rung between eight and ten in the evening there', () => {
  const numbers = Object.keys(callingHoursPresets).length;
  expect(numbers).toBe(25);
  const recipients = ['+13055552671', '+442083661177', '+493012345678', '+31201234567', '+81312345678', '+27110123456', '+254202012345', '+61283742000'].map(line);
  fc.assert(
    fc.property(fc.constantFrom(...recipients), fc.integer({ min: 0, max: 366 * 24 * 60 }), (recipient, minute) => {
      const nowMs = Date.parse('2026-12-01T00:00:00Z') + minute * 60_000;
      const rule = readCallingRule({ callingHours: 'recipient_country' }, [], recipient);
      const time = planCallTime({ nowMs, recipient, rule, requestedStartMs: null, contactTimeZone: null, outsideHours: 'schedule', startGuardMs: 120_000, endGuardMs: 120_000 });
      if (!time.ok) throw time.error;
      const zone = time.zones[0] ?? 'UTC';
      const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(time.startMs ?? nowMs));
      return hour >= 8 && hour < 22;
    }),
    { numRuns: 300 },
  );
});

test('the Netherlands are short on the evenings before their feasts', () => {
  const rule = ruleFor('+31201234567');
  if (rule === null) throw new Error('no rule');
  expect(['2026-12-03', '2026-12-24', '2027-05-04', '2026-12-05', '2026-12-25'].map((date) => openWindows(rule, date))).toEqual(['09:00-22:00', '09:00-18:30', '09:00-18:30', '10:00-16:00', '']);
});

test('time zones can be searched by place and by the words that CRMs use', () => {
  expect(timeZoneChoices('sydney')).toEqual([{ value: 'Australia/Sydney', label: 'Sydney (Australia)' }]);
  expect(timeZoneChoices('eastern time').map(({ value }) => value)).toContain('America/New_York');
  expect(timeZoneChoices('buenos aires').map(({ label }) => label)).toContain('Buenos Aires, Argentina (America)');
  expect(timeZoneChoices('no such place')).toEqual([]);
  const all = timeZoneChoices().map(({ value }) => value);
  expect(all).toEqual(expect.arrayContaining(['Africa/Abidjan', 'America/New_York', 'Pacific/Wallis', 'UTC']));
  expect(all).toEqual([...all].sort());
});
