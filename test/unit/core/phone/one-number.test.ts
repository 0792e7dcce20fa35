import { normalizePhoneNumber } from '@iqra-automation/core';
import { regions } from './google-oracle.ts';

function read(text: string, defaultCountry?: string): string {
  const result = normalizePhoneNumber(text, { defaultCountry });
  return result.ok ? result.e164 : result.code;
}

describe('several numbers', () => {
  test.each([
    ['+14155552671,+14155552672', undefined],
    ['+14155552671 +14155552672', undefined],
    ['415-555-2671, 415-555-2672', 'US'],
    ['415-555-2671 & 415-555-2672', 'US'],
    ['415-555-2671\n415-555-2672', 'US'],
    ['415-555-2671\t415-555-2672', 'US'],
    ['415-555-2671\u2028415-555-2672', 'US'],
    ['415-555-2671/415-555-2672', 'US'],
    ['92123456;92123457', 'OM'],
    ['581 2345, 581 2346', 'IS'],
    ['581 2345/6', 'IS'],
    ['581 2345/2346', 'IS'],
    ['415-555-2671/2', 'US'],
    ['415-555-2671 / 72', 'US'],
    ['415-555-2671\\672', 'US'],
    ['+49 30 12345678/79', undefined],
    ['+49 30 12345678 / 79', undefined],
  ])('%j with %s', (text, defaultCountry) => {
    expect(read(text, defaultCountry)).toBe('SEVERAL_NUMBERS');
  });

  test.each([
    ['030 1234567 (9-17)', 'DE'],
    ['+49 30 1234567 (9-17)', undefined],
    ['+49 30 1234567 [2]', undefined],
    ['+49 30 1234567 {2}', undefined],
    ['+49 30 123456 / -57', undefined],
    ['030 12345\t67890', 'DE'],
  ])('%j with %s: hours, a footnote or another cell behind a whole number are no digits of it', (text, defaultCountry) => {
    expect(read(text, defaultCountry)).toBe('SEVERAL_NUMBERS');
  });

  test('a slash between two whole endings is refused, where the parser would join them to a valid stranger', () => {
    expect(read('030/123456/1234', 'DE')).toBe('SEVERAL_NUMBERS');
    expect(read('+49 30 123456/1234')).toBe('SEVERAL_NUMBERS');
  });

  test.each([
    ['0171/1234567', 'DE', '+491711234567'],
    ['033203/12345', 'DE', '+493320312345'],
    ['06221/1234', 'DE', '+4962211234'],
    ['06221/123', 'DE', '+496221123'],
    ['2102/1234', 'UY', '+59821021234'],
    ['+49 6221/123456', undefined, '+496221123456'],
    ['+49/30/12345678', undefined, '+493012345678'],
    ['0171/123/4567', 'DE', '+491711234567'],
    ['03/4567/8901', 'JP', '+81345678901'],
  ])('the slash in %s belongs to one number', (text, defaultCountry, e164) => {
    expect(read(text, defaultCountry)).toBe(e164);
  });

  test('digits behind pauses are an extension, not a second number', () => {
    expect(normalizePhoneNumber('+14155552671,,12345678#')).toMatchObject({ ok: true, e164: '+14155552671', extension: '12345678' });
    expect(read('+14155552671,12345678')).toBe('SEVERAL_NUMBERS');
  });
});

describe('extensions', () => {
  test.each([
    ['ext. 12'], ['ext.: 12'], ['ext 12'], ['Extension 12'], ['extensión 12'], ['extn 12'], ['xt 12'], ['x12'], ['X 12'], ['int 12'], ['int. 12'], ['anexo 12'],
    ['доб. 12'], ['ДОБ 12'], ['#12'], [';12'], [', ext 12#'],
  ])('%s is set apart and reported', (tail) => {
    expect(normalizePhoneNumber(`+1 415 555 2671 ${tail}`)).toMatchObject({ ok: true, e164: '+14155552671', extension: '12' });
  });

  test('two extensions, or a long one, are no extension', () => {
    expect(read('+14155552671 x 12 x 13')).toBe('LETTERS');
    expect(read('+14155552671 ext 12345678')).toBe('LETTERS');
  });
});

describe('letters', () => {
  test.each([
    ['4155552671 home', '"h" is not a digit.'],
    ['+1 (415) 555-CALL', '"C" is not a digit.'],
    ['+1415555267l', '"l" is not a digit.'],
    ['Mobile phone, 4155552671', '"M" is not a digit.'],
    ['电话 +14155552671', '"电" is not a digit.'],
  ])('%s', (text, message) => {
    expect(normalizePhoneNumber(text)).toMatchObject({ ok: false, code: 'LETTERS', message });
  });

  test.each([['+1 4O5 555 2671', true], ['+1 4l5 555 2671', true], ['+1 4a5 555 2671', false], ['O', true], ['+1 OO5 555 2671', false], ['call 5', false]])(
    '%s: hint about O, I and l: %s',
    (text, hinted) => {
      const result = normalizePhoneNumber(text);
      expect(!result.ok && result.suggestion?.includes('O, I or l')).toBe(hinted);
    },
  );
});

test.each([['*67 415 555 2671'], ['*#06#'], ['#31#4155552671'], ['##21#']])('%s is a service code', (text) => {
  expect(read(text, 'US')).toBe('SERVICE_CODE');
});

test.each([['415+5552671'], ['(+44 20) 7946 0018'], ['+'], ['()'], ['---'], ['+1415555****'], ['+14155552671#'], ['+14155552671 $'], ['415 555 2671 $'], ['+14155552671 **12'], ['☎ +14155552671']])(
  '%s is no number',
  (text) => {
    expect(read(text, 'US')).toBe('NOT_A_NUMBER');
  },
);

test.each([['030 12345\n67890', 'DE'], ['030 12345\r\n67890', 'DE'], ['+1 415\u2028555 2671', undefined], ['+49 30 123456\n7', undefined]])('%j: digits on two lines are not joined', (text, defaultCountry) => {
  expect(normalizePhoneNumber(text, { defaultCountry })).toMatchObject({ ok: false, code: 'SEVERAL_NUMBERS' });
});

test('an extension may stand on the next line', () => {
  expect(normalizePhoneNumber('+1 415 555 2671\next. 12')).toMatchObject({ ok: true, e164: '+14155552671', extension: '12' });
});

test('helplines, directory enquiries and the best known emergency numbers are not accepted with any default country', () => {
  for (const number of ['911', '112', '999', '000', '110', '119', '988', '116111', '116 117', '116123', '118500', '118 712']) {
    const countries = regions.filter((defaultCountry) => normalizePhoneNumber(number, { defaultCountry }).ok);
    expect([number, countries]).toEqual([number, []]);
  }
});

test.each([
  ['62889', 'AC', '+24762889'],
  ['7012', 'NU', '+6837012'],
] as const)('the short but valid subscriber number %s of %s is accepted there only', (number, defaultCountry, e164) => {
  expect(normalizePhoneNumber(number, { defaultCountry })).toMatchObject({ ok: true, e164 });
  expect(normalizePhoneNumber(number, { defaultCountry: 'US' })).toMatchObject({ ok: false, code: 'SHORT_CODE' });
  expect(normalizePhoneNumber(number)).toMatchObject({ ok: false, code: 'SHORT_CODE' });
});

test.each([
  ['911,,1234567', 'US'],
  ['911 ext 5', 'US'],
  ['911;1234567', 'US'],
  ['911#', 'US'],
] as const)('digits behind a pause or an extension mark do not make %s long', (number, defaultCountry) => {
  expect(normalizePhoneNumber(number, { defaultCountry })).toMatchObject({ ok: false, code: 'SHORT_CODE' });
});

test.each([
  ['9 - 1 - 1', 'US', '9 - 1 - 1'],
  ['(999)', 'GB', '(999)'],
  ['911 , 1234567', 'US', '911'],
  ['112#', 'DE', '112'],
  ['116 117', 'DE', '116 117'],
] as const)('the refusal of %s quotes what would have been dialled, as it was written', (number, defaultCountry, quoted) => {
  expect(normalizePhoneNumber(number, { defaultCountry })).toEqual({
    ok: false,
    code: 'SHORT_CODE',
    message: `"${quoted}" is a short or emergency code; these are never dialled.`,
  });
});

test('without a country, six digits like a helpline may be any number that lacks its code', () => {
  expect(normalizePhoneNumber('116 117')).toMatchObject({ ok: false, code: 'NO_COUNTRY_CODE' });
});

test('nines count as digits', () => {
  expect(normalizePhoneNumber('99999 99999', { defaultCountry: 'IN' })).toMatchObject({ ok: true, e164: '+919999999999' });
});
