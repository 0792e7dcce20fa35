import { IqraError, isIqraError, redact } from '@iqra-automation/core';
import { maskPhoneNumber } from '@iqra-automation/core/testing';

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
      code: 'X',
      message: 'Cannot call +14155552671.',
      nextStep: `Do not send ${key}.`,
      placement: 'not_placed',
      problems: [{ field: 'recipientNumber', code: 'X', message: '+14155552671 is wrong' }],
      details: { nested: { numbers: ['+14155552671'], header: `Token ${key}` } },
    });
    const everything = JSON.stringify({ ...error, message: error.message, stack: error.stack });
    expect(everything).not.toContain('4155552671');
    expect(everything).not.toContain('QWxhZGRpbjpvcGVuIHNlc2FtZQ');
    expect(isIqraError(error)).toBe(true);
    expect(isIqraError(new Error('x'))).toBe(false);
  });
});
