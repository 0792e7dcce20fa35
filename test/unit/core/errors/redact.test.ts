import * as fc from 'fast-check';
import { IqraError, isIqraError, redact } from '@iqra-automation/core';
import { type ErrorCode, maskPhoneNumber } from '@iqra-automation/core/testing';

const key = `iu_${'0123456789abcdef'.repeat(4)}_QWxhZGRpbjpvcGVuIHNlc2FtZQ==`;

describe('redaction', () => {
  test.each([
    ['+14155552671', '+1••••••••71'],
    ['+442079460018', '+44••••••••18'],
    ['+96892123456', '+968••••••56'],
    ['0171/1234567', '•••••••••67'],
  ])('masks %s but keeps country code and last two digits', (number, masked) => {
    expect(maskPhoneNumber(number)).toBe(masked);
  });

  test.each(['1234', 'ext. 12', ''])('leaves %p as it is: too short to be a number of somebody', (text) => {
    expect(maskPhoneNumber(text)).toBe(text);
  });

  test('leaves dates and times as they are', () => {
    expect(redact('Planned for 2026-11-24 10:30, seen at 2026-11-24T10:30:00Z.')).toBe('Planned for 2026-11-24 10:30, seen at 2026-11-24T10:30:00Z.');
  });

  test.each(['+14155552671', '+1 (415) 555-2671', '+44 20 7946 0018', '0049 30 12345678', '4155552671'])('hides %s inside a sentence', (number) => {
    const text = redact(`The server says: cannot call ${number} now.`);
    expect(text).not.toContain(number);
    expect(text.replace(/\D/g, '').length).toBeLessThan(number.replace(/\D/g, '').length - 3);
  });

  test.each([
    '12/24/2026 9:15 AM', '24.12.2026 15:00', '24.12.2026', '2026/12/24 09:00', '2026-12-24 09:00:00.000', '2026-12-24T09:00:00.000+01:00', '25/01/2027 09:00', '1-5-2027', '05.01.2027, 09:00',
    '2026-12-24T09:00:00Z', '2026-12-24 09:00 2026-12-25 10:00',
  ])('shows the date %s as it was typed', (moment) => {
    expect(redact(`Scheduled Time: "${moment}" is not a valid date and time.`)).toBe(`Scheduled Time: "${moment}" is not a valid date and time.`);
  });

  test.each([
    ['+1–415–555–2671', '+1••••••••71'],
    ['+1·415·555·2671', '+1••••••••71'],
    ["+41 44'668'18'00", '+41•••••••00'],
    ['+٩٦٨٩٢١٢٣٤٥٦', '+968••••••56'],
    ['＋14155552671', '+1••••••••71'],
    ['14155552671-abc', '•••••••••71-abc'],
    ['(415) 555-2671, then', '••••••••71, then'],
    ['030/12345678', '•••••••••78'],
    ['+49 30 12.12.2026', '+49••••••••26'],
    ['04.12.20.26.55', '••••••••55'],
    ['01.02.2003.45', '••••••••45'],
    ['12.12.2026.55.66.77', '••••••••••••77'],
  ])('masks %s', (number, masked) => {
    expect(redact(number)).toBe(masked);
  });

  test('a number beside a date is masked, the date is not', () => {
    expect(redact('At 12/24/2026 9:15 AM +14155552671 was called; 24.12.2026 4155552671.')).toBe('At 12/24/2026 9:15 AM +1••••••••71 was called; 24.12.2026 ••••••••71.');
  });

  test('no spelling of a number is left readable', () => {
    const mark = fc.constantFrom('', '', ' ', '-', '.', '/', ' (', ') ', '\u2013', '\u00a0', '\u00b7', "'");
    const script = fc.constantFrom('0', '٠', '۰', '०', '０');
    const front = fc.constantFrom('+', '＋', '', '00', '"+', 'tel:+', '(');
    fc.assert(
      fc.property(fc.array(mark, { minLength: 10, maxLength: 10 }), script, front, (between, zero, start) => {
        const digit = (value: string): string => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(value));
        const written = start + [...'14155552671'].map((value, at) => digit(value) + (between[at] ?? '')).join('');
        const shown = redact(`Cannot call ${written}!`).match(/\p{Nd}/gu)?.length ?? 0;
        expect(shown).toBeLessThanOrEqual(5);
      }),
      { numRuns: 500 },
    );
  });

  test('hides keys, token headers and the secrets of signed links', () => {
    const text = redact(`Authorization: Token ${key}; https://files/x.wav?X-Amz-Signature=abcdef123&x=1`);
    expect(text).not.toContain(key);
    expect(text).not.toContain('abcdef123');
    expect(text).toContain('x=1');
  });

  test('leaves times, ids and prices as they are', () => {
    const text = 'At 2026-11-24T09:15:00.000Z the call 6742e6b8f0a1c2d3e4f50617 in campaign 6713c0f2a54d1b0c9e4f7a21 cost 0.14';
    expect(redact(text)).toBe(text);
  });

  test('an error masks message, next step, problems and details when it is made', () => {
    const error = new IqraError({
      kind: 'input',
      code: 'X' as ErrorCode,
      message: 'Cannot call +14155552671.',
      nextStep: `Do not send ${key}.`,
      placement: 'not_placed',
      problems: [{ field: 'recipientNumber', code: 'X' as ErrorCode, message: '+14155552671 is wrong', nextStep: 'Call +14155552671.' }],
      details: { nested: { numbers: ['+14155552671'], header: `Token ${key}` } },
    });
    const everything = JSON.stringify({ ...error, message: error.message, stack: error.stack });
    expect(everything).not.toContain('4155552671');
    expect(everything).not.toContain('QWxhZGRpbjpvcGVuIHNlc2FtZQ');
    expect(isIqraError(error)).toBe(true);
    expect(isIqraError(new Error('x'))).toBe(false);
  });
});
