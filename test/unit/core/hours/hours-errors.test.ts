import { initiateCallFields, isIqraError, nextAllowedInterval } from '@iqra-automation/core';
import { at, minuteMs, plan, refusal } from './asked-call';

const sydney = '+61283742000';
const australia = 'Calling Hours Australia (Mon-Fri 09:00-20:00; Sat 09:00-17:00; closed on public holidays)';

describe('each refusal says what to do next', () => {
  test('a number of no place: map the zone, or switch the hours off', () => {
    const error = refusal({ now: '2026-11-24T15:00:00Z', number: '+18005550199', hours: 'australia' });
    expect(error.message).toBe(`Recipient Time Zone is needed: a toll-free or global number belongs to no place, so ${australia} cannot be checked.`);
    expect(error.nextStep).toBe('Map the time zone of the recipient, such as America/New_York, or set Calling Hours to Off.');
    expect(error.problems).toEqual([{ field: 'contactTimeZone', code: 'TIME_ZONE_NEEDED', message: error.message, nextStep: error.nextStep }]);
  });

  test('outside the hours: a later run, or the choice of the form that schedules', () => {
    const error = refusal({ now: '2026-11-24T12:30:00Z', number: sydney, hours: 'australia', refuse: true });
    const { label, choices } = initiateCallFields.outsideHours;
    const schedule = choices.find((choice) => choice.value === 'schedule')?.label;
    expect(error.nextStep).toBe(`Run this step again at that time, or set ${label} to "${schedule}".`);
  });

  test('a wrong field: correct it', () => {
    const error = refusal({ now: '2026-11-24T15:00:00Z', number: sydney, hours: 'off', zone: 'Nowhere' });
    expect(error.nextStep).toBe('Use the zone of a place, such as Europe/Paris.');
  });

  test('unknown holidays: update, or list them', () => {
    const error = refusal({ now: '2031-03-04T15:00:00Z', number: sydney, hours: 'australia' });
    expect(error.nextStep).toContain('choose Custom hours and list the holidays in Extra Holidays');
    expect(error.details).toEqual({ rule: 'australia', zones: 'Australia/Sydney', requested: '2031-03-04T15:00:00.000Z' });
  });

  test('zones without common hours: map the zone', () => {
    const error = refusal({ now: '2026-11-24T15:00:00Z', number: '+79123456789', hours: 'custom', custom: 'daily 9-12' });
    expect(error.nextStep).toContain('Map the time zone of the recipient to Recipient Time Zone');
    expect(error.details).toMatchObject({ rule: 'custom', zones: expect.stringMatching(/^Europe\/.+, .+Asia\//), requested: '2026-11-24T15:00:00.000Z' });
  });

  test('hours that are too short: the whole minutes that a call needs, and the days that were looked at', () => {
    const error = refusal({ now: '2026-11-29T00:00:00+11:00', number: sydney, hours: 'australia', guards: [600.5 * minuteMs, 60 * minuteMs] });
    expect(error).toMatchObject({ kind: 'input', code: 'HOURS_NEVER_OPEN', field: 'callingHours' });
    expect(error.message).toBe(`${australia} never stay open for 672 minutes within 14 days from 00:00 on 29 November in Sydney (13:00 UTC), so no call can be made.`);
  });
});

describe('the time zones in a sentence', () => {
  // All of Kazakhstan has one time since 2024, under two names.
  const kazakh = { number: '+77012345678', hours: 'custom', custom: 'daily 9-18' };

  test('two are both named, and the moment is told in UTC', () => {
    expect(plan({ ...kazakh, now: '2026-11-24T20:00:00Z' }).explanation).toContain(
      'are not open at 20:00 UTC on 24 November in all 2 time zones that the number can be in (Asia/Almaty, Asia/Aqtobe); the call is made at 04:02 UTC on 25 November',
    );
  });

  test.each([
    ['+628123456789', 'all 3 time zones that the number can be in (Asia/Jakarta, Asia/Jayapura, Asia/Makassar);'],
    ['+447400123456', 'all 4 time zones that the number can be in (Europe/Guernsey, Europe/Isle_of_Man, Europe/London and 1 more);'],
  ])('of %s, three are named and the rest is counted', (number, named) => {
    expect(plan({ now: '2026-11-24T04:00:00Z', number, hours: 'custom', custom: 'daily 0-24' }).explanation).toContain(named);
  });

  test('the only one is not repeated', () => {
    expect(plan({ now: '2026-11-24T12:30:00Z', number: sydney, hours: 'australia' }).explanation).not.toContain('that the number can be in');
  });
});

test('shortly before the hours open they are not open, rather than about to end', () => {
  const error = refusal({ now: '2026-11-25T08:55:00+11:00', number: sydney, hours: 'australia', refuse: true });
  expect(error.message).toBe(`${australia} are not open at 08:55 on 25 November in Sydney (21:55 UTC). The next allowed time is 09:02 on 25 November in Sydney (22:02 UTC).`);
});

test('in the last year of the holiday table, hours that do not open are no question of holidays', () => {
  const sunday = { number: sydney, hours: 'australia', guards: [600 * minuteMs, 60 * minuteMs] } as const;
  expect(refusal({ ...sunday, now: '2030-06-02T00:00:00+10:00' }).code).toBe('HOURS_NEVER_OPEN');
});

test('when the hours open a moment later, the wait until then is told in ms', () => {
  expect(refusal({ now: '2026-11-25T08:59:59.500+11:00', number: sydney, hours: 'australia', refuse: true }).retryAfterMs).toBe(2 * minuteMs + 500);
});

test('a zone that the machine does not know is refused by name, with an example of a good one', () => {
  let thrown: unknown;
  try {
    nextAllowedInterval(['Mars/Phobos'], { weekly: {} }, at('2026-11-24T00:00:00Z'));
  } catch (error) {
    thrown = error;
  }
  expect(isIqraError(thrown) && [thrown.message, thrown.nextStep, thrown.field]).toEqual([
    'The time zone "Mars/Phobos" is not known.',
    'Use an IANA name such as Europe/Paris.',
    'contactTimeZone',
  ]);
});
