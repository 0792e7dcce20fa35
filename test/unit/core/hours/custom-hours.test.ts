import { nextAllowedInterval, type InputProblem } from '@iqra-automation/core';
import { readCallingRule, parseCustomHours } from '@iqra-automation/core/testing';

test.each([
  ['Mon-Fri 09:00-18:00; Sat 10:00-14:00', 'Mon-Fri 09:00-18:00; Sat 10:00-14:00'],
  ['monday - friday 9-18', 'Mon-Fri 09:00-18:00'],
  ['Mon–Fri 9:00–18:00\nSat 10.30-14', 'Mon-Fri 09:00-18:00; Sat 10:30-14:00'],
  ['daily 08:00-24:00', 'daily 08:00-24:00'],
  ['Every day 0:00-24:00', 'daily 00:00-24:00'],
  ['Mon, Wed and Fri 9-12, 14-17', 'Mon 09:00-12:00, 14:00-17:00; Wed 09:00-12:00, 14:00-17:00; Fri 09:00-12:00, 14:00-17:00'],
  ['Mon: 9 to 17', 'Mon 09:00-17:00'],
  ['Fri-Mon 10-12', 'Mon 10:00-12:00; Fri-Sun 10:00-12:00'],
  ['Mon-Fri 9-17; Wed 19-20', 'Mon-Tue 09:00-17:00; Wed 09:00-17:00, 19:00-20:00; Thu-Fri 09:00-17:00'],
  ['Mon 9-12; Mon 11-15', 'Mon 09:00-15:00'],
  ['Mon 9-15; Mon 10-11', 'Mon 09:00-15:00'],
  ['Mon-Sat 9-17; Sun closed', 'Mon-Sat 09:00-17:00'],
  ['daily 9-17; Sun closed', 'Mon-Sat 09:00-17:00'],
  ['Wed off; Mon-Fri 9-17', 'Mon-Tue 09:00-17:00; Thu-Fri 09:00-17:00'],
  ['Mon-Fri 9-17; Tue & Thu none', 'Mon 09:00-17:00; Wed 09:00-17:00; Fri 09:00-17:00'],
  ['Fri 22:00-24:00; Sat 00:00-02:00', 'Fri 22:00-24:00; Sat 00:00-02:00'],
  ['Mon.-Tues. 9-10; WEDS 9-10; Thurs 9-10', 'Mon-Thu 09:00-10:00'],
  ['wed, thu, thur: 9-10', 'Wed-Thu 09:00-10:00'],
  ['Saturday to Sunday 9.30 - 10.45', 'Sat-Sun 09:30-10:45'],
  ['Mon\u2212Wed 9\u201310', 'Mon-Wed 09:00-10:00'],
  ['Everyday: 9-10 13-14 and 20-21', 'daily 09:00-10:00, 13:00-14:00, 20:00-21:00'],
  ['  Mon 9-10,  \n\n ; Tue   9-10', 'Mon-Tue 09:00-10:00'],
  ['Mon  to  Wed 9-10; Fri- Sat 9 -10; Sun  closed', 'Mon-Wed 09:00-10:00; Fri-Sat 09:00-10:00'],
  ['Every day 9-10 ,13-14  and  20-21', 'daily 09:00-10:00, 13:00-14:00, 20:00-21:00'],
  ['Mon 14-17; Mon 9-12', 'Mon 09:00-12:00, 14:00-17:00'],
  ['Mon9-10', 'Mon 09:00-10:00'],
  ['Fri-Thu 9-10', 'daily 09:00-10:00'],
  ['Sun-Sun 9-10', 'Sun 09:00-10:00'],
  ['8am-5pm', 'daily 08:00-17:00'],
  ['09:00-18:00', 'daily 09:00-18:00'],
  ['Mon-Fri 10 AM - 3 PM', 'Mon-Fri 10:00-15:00'],
  ['Mon 9 a.m. to 5 p.m.', 'Mon 09:00-17:00'],
  ['Tue 9:30am-12pm, 1:15 p.m.-6 pm; Sat 12am-12pm', 'Tue 09:30-12:00, 13:15-18:00; Sat 00:00-12:00'],
])('%j means %s', (text, meaning) => {
  const rule = readCallingRule({ callingHours: 'custom', customHours: text }, []);
  expect(rule?.description).toBe(`Custom (${meaning})`);
});

test('two windows that meet at midnight are one', () => {
  const hours = parseCustomHours('Fri 22:00-24:00; Sat 00:00-02:00');
  if (!hours.ok) throw new Error(hours.complaint.message);
  const friday = Date.parse('2026-11-27T00:00:00Z');
  expect(nextAllowedInterval(['UTC'], hours, friday)).toEqual([friday + 22 * 3_600_000, friday + 26 * 3_600_000]);
});

const told = (problem: InputProblem | undefined): string => `${problem?.message} ${problem?.nextStep}`;

test.each([
  ['', 'HOURS_EMPTY', 'Custom Hours are empty. Write for example: Mon-Fri 09:00-18:00; Sat 10:00-14:00.'],
  [' ; ', 'HOURS_EMPTY', 'are empty'],
  ['Moonday 09:00-18:00', 'HOURS_DAYS', '"moonday" is not a valid weekday'],
  ['Mon-Freitag 9-18', 'HOURS_DAYS', '"mon-freitag" is not a valid weekday'],
  ['Mon-Tue-Wed 9-18', 'HOURS_DAYS', 'is not a valid weekday'],
  ['Mon 10-12; 09:00-18:00', 'HOURS_DAYS', 'names no days. For every day, write: daily 09:00-18:00.'],
  ['Mon-Fri', 'HOURS_TIMES', '"mon-fri" has no times'],
  ['Mon 9', 'HOURS_TIMES', '"9" is not a valid pair of times'],
  ['Mon 9-18-20', 'HOURS_TIMES', 'is not a valid pair of times'],
  ['Mon 09:00-25:00', 'HOURS_TIMES', '"09:00-25:00" is not a valid pair of times'],
  ['Mon 09:60-18:00', 'HOURS_TIMES', 'is not a valid pair of times'],
  ['Mon 09:00-24:01', 'HOURS_TIMES', 'is not a valid pair of times'],
  ['Mon 9-18h', 'HOURS_TIMES', '"9-18h" is not a valid pair of times'],
  ['Mon x9-18', 'HOURS_DAYS', '"x" is not a valid weekday'],
  ['Mon 009-18', 'HOURS_TIMES', '"009-18" is not a valid pair of times'],
  ['Mon 9-10, later', 'HOURS_TIMES', '"later" is not a valid pair of times'],
  ['Mon 9-5pm', 'HOURS_TIMES', '"9-5pm" is not a valid pair of times. Write a start and an end, such as 09:00-18:00 or 9am-6pm.'],
  ['Mon 1pm-3', 'HOURS_TIMES', '"1pm-3" is not a valid pair of times'],
  ['Mon 15pm-16pm', 'HOURS_TIMES', '"15pm-16pm" is not a valid pair of times'],
  ['Mon 0am-3pm', 'HOURS_TIMES', '"0am-3pm" is not a valid pair of times'],
  // The likely meaning comes first: whoever followed the old advice for "9-5" let the phone ring at night.
  ['9-5', 'HOURS_START_AFTER_END', '09:00-05:00 starts after it ends. If the afternoon is meant, write 09:00-17:00. Write hours across midnight as two windows.'],
  ['Mon-Fri 11-2', 'HOURS_START_AFTER_END', 'If the afternoon is meant, write 11:00-14:00.'],
  ['12-8', 'HOURS_START_AFTER_END', 'If the afternoon is meant, write 12:00-20:00.'],
  ['1-5', 'HOURS_TIMES', '"1-5" can be meant before or after noon. Write 01:00-05:00 or 13:00-17:00.'],
  ['Mon-Fri 9-12, 2-6', 'HOURS_TIMES', 'Write 02:00-06:00 or 14:00-18:00.'],
  ['Mon-Fri 5:30-9', 'HOURS_TIMES', 'Write 05:30-09:00 or 17:30-21:00.'],
  ['6-12', 'HOURS_TIMES', 'Write 06:00-12:00 or 18:00-24:00.'],
  ['12pm-12am', 'HOURS_START_AFTER_END', 'The end of the day is 24:00: write 12:00-24:00.'],
  ['24:00-06:00', 'HOURS_START_AFTER_END', '24:00 is the end of the day before: write 00:00-06:00.'],
  ['8pm-5am', 'HOURS_START_AFTER_END', '20:00-05:00 starts after it ends'],
  ['Fri- 9-10', 'HOURS_DAYS', '"fri-" is not a valid weekday'],
  ['closed', 'HOURS_TIMES', '"closed" has no times'],
  ['daily Mon 9-10', 'HOURS_DAYS', '"daily" is not a valid weekday'],
  ['Mon daily 9-10', 'HOURS_DAYS', '"daily" is not a valid weekday'],
  ['Mon closed 9-10', 'HOURS_DAYS', '"closed" is not a valid weekday'],
  [`Mon ${'y'.repeat(60)}`, 'HOURS_TIMES', `"mon ${'y'.repeat(36)}…" has no times`],
  [`Mon ${'y'.repeat(36)}`, 'HOURS_TIMES', `"mon ${'y'.repeat(36)}" has no times`],
  ['Mon 9-10; daily closed', 'HOURS_NEVER_OPEN', 'are closed on every day'],
  ['Mon 18:00-09:00', 'HOURS_START_AFTER_END', '18:00-09:00 starts after it ends. If the two changed places, write 09:00-18:00; if the night is meant, 18:00-24:00 on the first day and 00:00-09:00 on the next.'],
  ['Mon 22:00-00:00', 'HOURS_START_AFTER_END', 'The end of the day is 24:00: write 22:00-24:00.'],
  ['Mon 09:00-09:00', 'HOURS_NEVER_OPEN', '09:00-09:00 ends when it starts, so it never opens'],
  ['Mon-Sun closed', 'HOURS_NEVER_OPEN', 'are closed on every day, so no call could ever be made'],
  ['Mon-Fri 9-18; nonsense', 'HOURS_TIMES', '"nonsense" has no times'],
])('%j is refused as %s', (text, code, words) => {
  const problems: InputProblem[] = [];
  expect(readCallingRule({ callingHours: 'custom', customHours: text }, problems)).toBeNull();
  expect(problems).toMatchObject([{ field: 'customHours', code, message: expect.stringMatching(/^Custom Hours.*\.$/) }]);
  expect(told(problems[0])).toContain(words);
});

test.each([
  ['2026-13-01', '"2026-13-01" is not a valid date'],
  ['2026-02-30', '"2026-02-30" is not a valid date'],
  ['24.12.2026', '"24.12.2026" is not a valid date'],
  ['2026-12-24, Christmas', '"Christmas" is not a valid date'],
  [['2026-12-24', 20261225], '"20261225" is not a valid date'],
])('the extra holidays %j are refused', (holidayDates, words) => {
  const problems: InputProblem[] = [];
  expect(readCallingRule({ callingHours: 'us_federal', holidayDates }, problems)).toMatchObject({ id: 'us_federal' });
  expect(problems).toMatchObject([{ field: 'holidayDates', code: 'HOLIDAY_DATE', message: `Extra Holidays: ${words}.`, nextStep: expect.stringContaining('2026-12-24') }]);
});

test('hours that the form does not offer are refused', () => {
  const problems: InputProblem[] = [];
  expect(readCallingRule({ callingHours: 'toString', holidayDates: '2026-12-24' }, problems)).toBeNull();
  expect(problems[0]).toMatchObject({ field: 'callingHours', code: 'NOT_OFFERED' });
  readCallingRule({ callingHours: `germany${'y'.repeat(50)}` }, problems);
  expect(told(problems[1])).toMatch(/^"germanyy{33}" is not a valid Calling Hours\. Choose one of off, recipient_country, us_federal, .*norway, custom\.$/);
});

test('off is no rule', () => {
  const problems: InputProblem[] = [];
  expect(readCallingRule({ callingHours: 'off', customHours: ' ' }, problems)).toBeNull();
  expect(problems).toEqual([]);
});

test.each(['off', 'recipient_country'])('custom hours that are filled are meant, beside %s too', (callingHours) => {
  const problems: InputProblem[] = [];
  expect(readCallingRule({ callingHours, customHours: '8am-5pm' }, problems)?.description).toBe('Custom (daily 08:00-17:00)');
  expect(problems).toEqual([]);
});

test('custom hours beside the hours of a country are refused: only one of them can be meant', () => {
  const problems: InputProblem[] = [];
  readCallingRule({ callingHours: 'us_federal', customHours: '8am-5pm' }, problems);
  expect(problems).toEqual([
    {
      field: 'customHours',
      code: 'HOURS_CONFLICT',
      message: 'Custom Hours are filled, but Calling Hours is United States, Federal (daily 08:00-21:00).',
      nextStep: 'Choose Custom to use them, or leave Custom Hours out.',
    },
  ]);
});
