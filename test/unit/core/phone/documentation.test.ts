import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalizePhoneNumber } from '@iqra-automation/core';
import { describeRepair, phoneRefusalCodes, phoneRepairs } from '@iqra-automation/core/testing';

const page = readFileSync(join(__dirname, '../../../../docs/phone-numbers.md'), 'utf8');

test('the user\'s page explains every code and every repair, and no other', () => {
  const firstCells = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]);
  const names = [...phoneRefusalCodes, ...phoneRepairs];
  expect(firstCells).toHaveLength(names.length);
  expect(new Set(firstCells)).toEqual(new Set(names));
});

/** One input for each code, which must give the very sentence on the page. */
const inputs: Readonly<Record<(typeof phoneRefusalCodes)[number], readonly [unknown, string?]>> = {
  EMPTY: [''],
  NOT_TEXT: [[]],
  SPREADSHEET_NUMBER: ['4.15555E+09'],
  SEVERAL_NUMBERS: ['415-555-2671/2', 'US'],
  LETTERS: ['+1 415 555 267O'],
  SERVICE_CODE: ['*67 415 555 2671'],
  NOT_A_PHONE_URI: ['sip:x'],
  SHORT_CODE: ['911', 'US'],
  NO_COUNTRY_CODE: ['4155552671'],
  INVALID_DEFAULT_COUNTRY: ['+14155552671', 'UK'],
  UNKNOWN_COUNTRY_CODE: ['+80112345678'],
  TOO_SHORT: ['+1415555267'],
  TOO_LONG: ['+1415555267123'],
  WRONG_LENGTH: ['+376 1234567'],
  NOT_IN_USE: ['+1 911 555 2671'],
  COSTLY_TYPE: ['+19005551234'],
  SATELLITE_OR_GLOBAL: ['+870301234567'],
  NOT_A_NUMBER: ['+1415555****'],
};

test.each(phoneRefusalCodes)('the page quotes the sentence of %s', (code) => {
  const [input, defaultCountry] = inputs[code];
  const result = normalizePhoneNumber(input, { defaultCountry });
  expect(result).toMatchObject({ ok: false, code });
  expect(page).toContain(`| \`${code}\` | ${result.ok ? '' : result.message} |`);
});

test.each(phoneRepairs)('the repair %s has a sentence', (repair) => {
  expect(describeRepair(repair)).toMatch(/^[+\dA-Z].*\.$/);
});
