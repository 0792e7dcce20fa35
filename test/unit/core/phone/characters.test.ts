import { normalizePhoneNumber } from '@iqra-automation/core';

function read(text: string): string {
  const result = normalizePhoneNumber(text);
  return result.ok ? result.e164 : result.code;
}

/** One digit zero of each script with decimal digits, up to the Unicode version that every supported Node knows. */
const zeros = [...'0٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰０𐒠𑁦𝟎𝟘𝟢𝟬𝟶'];

test.each(zeros)('digits counted from %s are read', (zero) => {
  const start = zero.codePointAt(0) ?? 0;
  const written = [...'14155552671'].map((digit) => String.fromCodePoint(start + Number(digit))).join('');
  expect(read(`+${written}`)).toBe('+14155552671');
});

test.each([
  ['\u2010'], ['\u2011'], ['\u2012'], ['\u2013'], ['\u2014'], ['\u2015'], ['\u2043'], ['\u2212'], ['\u30fc'], ['\uff70'], ['\ufe58'], ['\ufe63'], ['\uff0d'],
])('the dash %j is a dash', (dash) => {
  expect(read(`+1${dash}415${dash}555${dash}2671`)).toBe('+14155552671');
});

test.each([
  ['\u200b'], ['\u200e'], ['\u200f'], ['\u202a'], ['\u202c'], ['\u2060'], ['\u2066'], ['\u2069'], ['\ufeff'], ['\u00ad'], ['\u115f'], ['\u1160'], ['\u3164'], ['\u00a0'], ['\u2009'], ['\u3000'],
])('the invisible character %j is a blank, anywhere', (invisible) => {
  expect(read(`${invisible}+1${invisible}415${invisible}555 2671${invisible}`)).toBe('+14155552671');
});

test.each([['²'], ['½'], ['①'], ['⁹'], ['❶'], ['㊿']])('%s is not taken for digits', (symbol) => {
  expect(read(`+49 30 12345678${symbol}`)).toBe('NOT_A_NUMBER');
});

test('keycap digits are read', () => {
  expect(read([...'14155552671'].map((digit) => `${digit}\ufe0f\u20e3`).join('').replace(/^/, '+'))).toBe('+14155552671');
});

test.each([
  ['“+14155552671”'], ['«+14155552671»'], ['„+14155552671“'], ['‘+14155552671’'], ['‹+14155552671›'], ['`+14155552671`'], ['"\'+14155552671\'"'],
  ['" +14155552671 "'], ['="+14155552671"'], ['"+14155552671",'], ['+14155552671".'],
])('outer marks of %s are taken off and reported', (text) => {
  const result = normalizePhoneNumber(text);
  expect(result).toMatchObject({ ok: true, e164: '+14155552671' });
  expect(result.ok && result.repairs).toContain('outer-quotes');
});

test('only what was taken off is reported', () => {
  expect(normalizePhoneNumber('"+14155552671"')).toMatchObject({ ok: true, repairs: ['outer-quotes'] });
  expect(normalizePhoneNumber('+14155552671.')).toMatchObject({ ok: true, repairs: ['trailing-punctuation'] });
  expect(normalizePhoneNumber('+1 415\t555 2671')).toMatchObject({ ok: true, e164: '+14155552671', repairs: [] });
});

test('a control character inside is no separator', () => {
  expect(read('+1415\u0000 5552671')).toBe('NOT_A_NUMBER');
  expect(read('\u0000+1415 5552671\u0007')).toBe('+14155552671');
});

test.each([
  ['+1·415·555·2671', '+14155552671'],
  ['+1・415・555・2671', '+14155552671'],
  ['+34 93·123·45·67', '+34931234567'],
  ["+41 44'668'18'00", '+41446681800'],
  ['+41 44’668’18’00', '+41446681800'],
  ["'+41 44'668'18'00", '+41446681800'],
])('%s: middle dots and apostrophes between digits are separators', (text, e164) => {
  expect(read(text)).toBe(e164);
});

test('bullets mask digits, so they are no separators', () => {
  expect(read('+1••••••••71')).toBe('NOT_A_NUMBER');
});

test.each([['&#43;14155552671', '&#43;'], ['&#x2B;14155552671', '&#x2B;'], ['+1&nbsp;415&nbsp;555&nbsp;2671', '&nbsp;'], ['&plus;14155552671', '&plus;']])(
  '%s is refused, and the HTML entity is named',
  (text, entity) => {
    expect(normalizePhoneNumber(text)).toMatchObject({
      ok: false,
      code: 'NOT_A_NUMBER',
      message: `This is not a phone number: "${entity}" is an HTML entity, which stands for a character of a web page.`,
    });
  },
);
