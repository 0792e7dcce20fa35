import { at, iso, minuteMs, plan, refusal } from './asked-call';

const sydney = '+61283742000';

describe('with calling hours', () => {
  test('a 23:30 lead in Sydney is called the next morning there, at the latest before the hours end', () => {
    // 07:30 in the evening before in New York, where the workflow runs: its own zone plays no part.
    const planned = plan({ now: '2026-11-24T07:30:00-05:00', number: sydney, hours: 'australia' });
    expect(planned).toMatchObject({ start: iso(at('2026-11-25T09:02:00+11:00')), limit: iso(at('2026-11-25T19:58:00+11:00')), zones: ['Australia/Sydney'] });
    expect(planned.explanation).toBe(
      'Calling Hours Australia (Mon-Fri 09:00-20:00; Sat 09:00-17:00; closed on public holidays) are not open at 23:30 on 24 November in Sydney (12:30 UTC); the call is made at 09:02 on 25 November in Sydney (22:02 UTC), at the latest at 19:58 on 25 November in Sydney (08:58 UTC).',
    );
  });

  test('well inside the hours the call is made now', () => {
    const planned = plan({ now: '2026-11-25T15:00:00+11:00', number: sydney, hours: 'australia' });
    expect(planned).toMatchObject({ start: null, limit: iso(at('2026-11-25T19:58:00+11:00')) });
    expect(planned.explanation).toContain('are open at 15:00 on 25 November in Sydney (04:00 UTC); the call is made now, at the latest at 19:58 on 25 November in Sydney (08:58 UTC).');
  });

  test.each([
    ['2026-11-25T08:59:00+11:00', '2026-11-25T09:02:00+11:00'],
    ['2026-11-25T09:00:00+11:00', '2026-11-25T09:02:00+11:00'],
    ['2026-11-25T09:01:59+11:00', '2026-11-25T09:02:00+11:00'],
    ['2026-11-25T09:02:00+11:00', null],
    ['2026-11-25T19:47:00+11:00', null],
    ['2026-11-25T19:47:01+11:00', '2026-11-26T09:02:00+11:00'],
    ['2026-11-25T20:00:00+11:00', '2026-11-26T09:02:00+11:00'],
    ['2026-11-28T17:30:00+11:00', '2026-11-30T09:02:00+11:00'],
    ['2026-12-24T19:59:00+11:00', '2026-12-29T09:02:00+11:00'],
  ])('now = %s starts %s', (now, start) => {
    expect(plan({ now, number: sydney, hours: 'australia' }).start).toBe(start === null ? null : iso(at(start)));
  });

  test('a schedule well inside the hours is kept; one inside the guard is moved, because the server dials early', () => {
    const asked = { now: '2026-11-24T12:00:00Z', number: sydney, hours: 'australia' };
    expect(plan({ ...asked, start: '2026-11-26T14:00:00+11:00' })).toMatchObject({
      start: iso(at('2026-11-26T14:00:00+11:00')),
      limit: iso(at('2026-11-26T19:58:00+11:00')),
      explanation: expect.stringContaining('are open at 14:00 on 26 November in Sydney (03:00 UTC); the call is made at 14:00 on 26 November in Sydney'),
    });
    expect(plan({ ...asked, start: '2026-11-26T09:00:00+11:00' })).toMatchObject({
      start: iso(at('2026-11-26T09:02:00+11:00')),
      explanation: expect.stringContaining('are open at 09:00 on 26 November in Sydney (22:00 UTC); the call is made at 09:02 on 26 November'),
    });
    expect(plan({ ...asked, start: '2026-11-26T19:50:00+11:00' }).explanation).toContain(
      'end at 20:00 on 26 November in Sydney (09:00 UTC), too soon for a call at 19:50 on 26 November in Sydney (08:50 UTC); the call is made at 09:02 on 27 November',
    );
    expect(plan({ ...asked, start: '2026-11-26T23:00:00+11:00' }).start).toBe(iso(at('2026-11-27T09:02:00+11:00')));
  });

  test('guards of the user count, and hours too short for them are passed over', () => {
    const asked = { now: '2026-11-24T12:00:00Z', number: sydney, hours: 'custom', guards: [60 * minuteMs, 30 * minuteMs] as const };
    expect(plan({ ...asked, custom: 'Wed 09:00-10:40; Thu 09:00-10:41' })).toMatchObject({
      start: iso(at('2026-11-26T10:00:00+11:00')),
      limit: iso(at('2026-11-26T10:11:00+11:00')),
    });
    expect(plan({ now: '2026-11-25T09:00:00+11:00', number: sydney, hours: 'australia', guards: [0, 0] }).start).toBeNull();
  });

  test("the recipient's own zone wins over the number", () => {
    expect(plan({ now: '2026-11-25T02:30:00Z', number: sydney, hours: 'australia', zone: 'Australia/Perth' })).toMatchObject({ start: null, zones: ['Australia/Perth'] });
    expect(plan({ now: '2026-11-24T12:00:00Z', number: '+18005550199', hours: 'us_federal', zone: 'America/Denver' }).start).toBe('2026-11-24T15:02:00.000Z');
  });

  test('a mobile is called only when every zone of its country is open', () => {
    const planned = plan({ now: '2026-11-24T12:00:00Z', number: '+61412345678', hours: 'australia' });
    expect(planned.zones).toHaveLength(9);
    // 09:00 on the Cocos Islands (UTC+6:30) is the last to open, 20:00 in Sydney and on Lord Howe (UTC+11) the first to close.
    expect(planned).toMatchObject({ start: '2026-11-25T02:32:00.000Z', limit: '2026-11-25T08:58:00.000Z' });
    expect(planned.explanation).toContain('are not open at 12:00 UTC on 24 November in all 9 time zones that the number can be in (Australia/Sydney, Australia/Adelaide, Australia/Brisbane and 6 more); the call is made at 02:32 UTC on 25 November');
  });

  test('hours of another country are used, with a warning', () => {
    expect(plan({ now: '2026-11-25T02:30:00Z', number: sydney, hours: 'us_federal' }).warnings).toEqual([
      'Calling Hours United States, Federal (daily 08:00-21:00) are made for numbers of US; this number belongs to AU.',
    ]);
  });

  test('federal hours for a state with narrower ones carry a warning', () => {
    expect(plan({ now: '2026-11-24T15:00:00Z', number: '+13055552671', hours: 'us_federal' }).warnings).toEqual([
      'The number can be in a state with narrower calling hours, United States, Florida (daily 08:00-20:00). Calling Hours "Recipient\'s country" keeps to them.',
    ]);
    expect(plan({ now: '2026-11-24T15:00:00Z', number: '+13055552671', hours: 'us_florida' }).warnings).toEqual([]);
    expect(plan({ now: '2026-11-24T15:00:00Z', number: '+12125552671', hours: 'us_federal' }).warnings).toEqual([]);
    expect(plan({ now: '2026-11-24T15:00:00Z', number: '+14055552671', hours: 'us_federal' }).warnings[0]).toContain('United States, Oklahoma (daily 08:00-20:00)');
    expect(plan({ now: '2026-11-24T15:00:00Z', number: '+12065552671', hours: 'us_federal' }).warnings[0]).toContain('United States, Washington (daily 08:00-20:00)');
  });

  test.each([
    ['the hours are the user\'s own', sydney, 'custom', undefined],
    ['the number belongs to no country', '+870773111632', 'us_federal', 'America/Denver'],
    ['the hours are made for its country', sydney, 'australia', undefined],
  ])('no warning when %s', (_why, number, hours, zone) => {
    expect(plan({ now: '2026-11-24T15:00:00Z', number, hours, custom: 'daily 8-20', ...(zone === undefined ? {} : { zone }) }).warnings).toEqual([]);
  });
});

describe('refused', () => {
  test('outside the hours, with the rule, the moment, the zone and the next allowed time', () => {
    const error = refusal({ now: '2026-11-24T07:30:00-05:00', number: sydney, hours: 'australia', refuse: true });
    expect(error).toMatchObject({ kind: 'refused_by_rule', code: 'OUTSIDE_CALLING_HOURS', field: 'callingHours', retryAfterMs: (9 * 60 + 32) * minuteMs });
    expect(error.message).toBe(
      'Calling Hours Australia (Mon-Fri 09:00-20:00; Sat 09:00-17:00; closed on public holidays) are not open at 23:30 on 24 November in Sydney (12:30 UTC). The next allowed time is 09:02 on 25 November in Sydney (22:02 UTC).',
    );
    expect(error.details).toEqual({ rule: 'australia', zones: 'Australia/Sydney', requested: '2026-11-24T12:30:00.000Z', nextAllowed: '2026-11-24T22:02:00.000Z' });
  });

  test('shortly before the hours end, with that reason', () => {
    const error = refusal({ now: '2026-11-25T19:55:00+11:00', number: sydney, hours: 'australia', refuse: true });
    expect(error.message).toContain('end at 20:00 on 25 November in Sydney (09:00 UTC), too soon for a call at 19:55 on 25 November in Sydney (08:55 UTC). The next allowed time is 09:02 on 26 November');
  });

  test('not inside the hours, and not inside the buffer after opening', () => {
    expect(plan({ now: '2026-11-25T15:00:00+11:00', number: sydney, hours: 'australia', refuse: true }).start).toBeNull();
    expect(plan({ now: '2026-11-25T09:01:00+11:00', number: sydney, hours: 'australia', refuse: true }).start).toBe(iso(at('2026-11-25T09:02:00+11:00')));
  });

  test.each(['+18005550199', '+870773111632'])('%s without a zone of the recipient', (number) => {
    const error = refusal({ now: '2026-11-24T15:00:00Z', number, hours: 'us_federal' });
    expect(error).toMatchObject({ kind: 'input', code: 'TIME_ZONE_NEEDED', field: 'contactTimeZone' });
    expect(error.message).toContain('Recipient Time Zone is needed');
    expect(plan({ now: '2026-11-24T15:00:00Z', number, hours: 'off' }).start).toBeNull();
  });

  test('zones that are never open together', () => {
    const error = refusal({ now: '2026-11-24T15:00:00Z', number: '+79123456789', hours: 'custom', custom: 'daily 9-12' });
    expect(error).toMatchObject({ kind: 'refused_by_rule', code: 'NO_COMMON_HOURS', field: 'contactTimeZone' });
    expect(error.message).toContain('Calling Hours Custom (daily 09:00-12:00) are never open at the same time in all 16 time zones that the number can be in');
  });

  test('hours that are never open long enough', () => {
    const error = refusal({ now: '2026-11-24T15:00:00Z', number: sydney, hours: 'custom', custom: 'Mon 09:00-09:14' });
    expect(error).toMatchObject({ kind: 'input', code: 'HOURS_NEVER_OPEN', field: 'customHours' });
    expect(error.message).toContain('Custom (Mon 09:00-09:14) never stay open for 15 minutes within 14 days');
  });

  test('hours whose days are all taken by extra holidays', () => {
    const holidays = '2026-11-30, 2026-12-07';
    const error = refusal({ now: '2026-11-24T15:00:00Z', number: sydney, hours: 'custom', custom: 'Mon 09:00-17:00', holidays });
    expect(error).toMatchObject({ code: 'HOURS_NEVER_OPEN', nextStep: expect.stringContaining('Extra Holidays') });
  });

  test('a time after the last year of the holiday table', () => {
    const error = refusal({ now: '2031-03-04T15:00:00Z', number: '+33144556677', hours: 'france' });
    expect(error).toMatchObject({ kind: 'refused_by_rule', code: 'HOLIDAYS_UNKNOWN', field: 'callingHours' });
    expect(error.message).toContain('know the public holidays of the years 2026 to 2030 only, so no call is allowed at 16:00 on 4 March in Paris');
    expect(refusal({ now: '2030-12-31T21:00:00Z', number: '+33144556677', hours: 'france' }).code).toBe('HOLIDAYS_UNKNOWN');
    expect(refusal({ now: '2025-12-01T09:30:00Z', number: '+33144556677', hours: 'france' }).code).toBe('HOLIDAYS_UNKNOWN');
    expect(plan({ now: '2030-12-31T09:30:00Z', number: '+33144556677', hours: 'france' }).start).toBeNull();
  });

  test('an unknown zone, with hours or without', () => {
    for (const hours of ['australia', 'off']) {
      const error = refusal({ now: '2026-11-24T15:00:00Z', number: sydney, hours, zone: 'Australia/Sidney' });
      expect(error).toMatchObject({ kind: 'input', code: 'TIME_ZONE_UNKNOWN', field: 'contactTimeZone' });
      expect(error.message).toContain('"Australia/Sidney" is not a known time zone');
    }
  });
});

describe('the requested time', () => {
  test('with hours off it is taken as it is, at any hour', () => {
    const asked = { now: '2026-11-24T15:00:00Z', number: sydney, hours: 'off' };
    expect(plan(asked)).toMatchObject({ start: null, limit: null, zones: [], warnings: [] });
    expect(plan({ ...asked, start: '2026-11-25T03:00:00+11:00' })).toMatchObject({ start: '2026-11-24T16:00:00.000Z', limit: null });
  });

  test('one that has just passed means now', () => {
    expect(plan({ now: '2026-11-24T15:05:00Z', number: sydney, hours: 'off', start: '2026-11-24T15:00:00Z' }).start).toBeNull();
  });

  test('in the past it is refused', () => {
    const error = refusal({ now: '2026-11-24T15:05:01Z', number: sydney, hours: 'off', start: '2026-11-24T15:00:00Z' });
    expect(error).toMatchObject({ kind: 'input', code: 'SCHEDULE_IN_PAST', field: 'scheduledTime' });
    expect(error.message).toBe('Scheduled Time is in the past: 15:00 UTC on 24 November 2026; it is now 15:05 UTC on 24 November 2026. Nothing is called for a time that is over.');
  });

  test('with hours off the explanation says when the call is made', () => {
    const asked = { now: '2026-11-24T15:00:00Z', number: sydney, hours: 'off' };
    expect(plan(asked).explanation).toBe('Calling Hours are off; the call is made now.');
    expect(plan({ ...asked, start: '2026-11-25T03:00:00Z' }).explanation).toBe('Calling Hours are off; the call is made at 03:00 UTC on 25 November.');
  });

  test('up to 366 days away it is taken', () => {
    expect(plan({ now: '2026-11-24T15:00:00Z', number: sydney, hours: 'off', start: '2027-11-25T15:00:00Z' }).start).toBe('2027-11-25T15:00:00.000Z');
    expect(refusal({ now: '2026-11-24T15:00:00Z', number: sydney, hours: 'off', start: '2027-11-25T15:00:01Z' }).code).toBe('SCHEDULE_TOO_FAR');
  });

  test('more than a year away it is refused', () => {
    const error = refusal({ now: '2026-11-24T15:00:00Z', number: sydney, hours: 'australia', start: '2027-11-26T15:00:00Z' });
    expect(error).toMatchObject({ kind: 'input', code: 'SCHEDULE_TOO_FAR', field: 'scheduledTime' });
    expect(error.message).toContain('more than a year away: 15:00 UTC on 26 November 2027');
    expect(plan({ now: '2026-11-24T15:00:00Z', number: sydney, hours: 'off', start: '2027-11-24T15:00:00Z' }).start).toBe('2027-11-24T15:00:00.000Z');
  });
});
