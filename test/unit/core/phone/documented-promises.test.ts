import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCallingMemory, createDoNotCallList, normalizePhoneNumber, refuseIfListed } from '@iqra-automation/core';

const page = readFileSync(join(__dirname, '../../../../docs/phone-numbers.md'), 'utf8').replace(/\s+/g, ' ');

function read(input: unknown, defaultCountry?: string): string {
  const result = normalizePhoneNumber(input, { defaultCountry });
  return result.ok ? result.e164 : result.code;
}

function warningsOf(input: unknown, defaultCountry?: string): string {
  const result = normalizePhoneNumber(input, { defaultCountry });
  return result.ok ? result.warnings.join(' ') : '';
}

function suggestionOf(input: unknown, defaultCountry?: string): string {
  const result = normalizePhoneNumber(input, { defaultCountry });
  return result.ok ? '' : `${result.message} ${result.suggestion ?? ''}`;
}

function answer(list: unknown, recipient: string, defaultCountry?: string): string {
  return refuseIfListed(createDoNotCallList(list, { defaultCountry }), recipient)?.code ?? 'called';
}

const anna = '+14155552671';

/** A sentence of the page, and what must be so for it to be true. */
const promises: readonly (readonly [string, () => void])[] = [
  ['A number without `+` or `00` is refused unless a Default Country is chosen.', () => {
    expect(read('0171 1234567')).toBe('NO_COUNTRY_CODE');
    expect(read('0171 1234567', 'DE')).toBe('+491711234567');
    expect(read('0049 171 1234567')).toBe('+491711234567');
  }],
  ['A `+` always wins over the Default Country. `00` in front is read as `+`.', () => {
    expect(read('+44 20 7946 0018', 'DE')).toBe('+442079460018');
    expect(read('0044 20 7946 0018', 'US')).toBe('+442079460018');
  }],
  ['The dialling prefix of the Default Country (011 in the US, 0011 in Australia, 8 10 in Russia) works too.', () => {
    expect([read('011 44 20 7946 0018', 'US'), read('0011 44 20 7946 0018', 'AU'), read('8 10 44 20 7946 0018', 'RU')]).toEqual(Array(3).fill('+442079460018'));
  }],
  ['Where two such prefixes lead to two different valid numbers (`0011 678 5912345`: Vanuatu by Australia\'s prefix, Georgia in the US by `00`), neither is taken.', () => {
    expect(suggestionOf('0011 678 5912345', 'AU')).toContain('+6785912345 (VU) or +16785912345 (US)');
  }],
  ['`491622897306` is a German number with its country code in front, and a German number without its leading zero.', () => {
    expect(read('491622897306', 'DE')).toBe('NO_COUNTRY_CODE');
    expect(read(491622897306, 'DE')).toBe('NO_COUNTRY_CODE');
    expect([read('+491622897306'), read('0491622897306', 'DE')]).toEqual(['+491622897306', '+49491622897306']);
  }],
  ['a number is read as national: `0171 1234567` for DE, `321 1234567` for CO, `8 (916) 123-45-67` for RU. Blanks and marks do not matter.', () => {
    expect([read('0171 1234567', 'DE'), read('0171-123.45 67', 'DE')]).toEqual(['+491711234567', '+491711234567']);
    expect([read('321 1234567', 'CO'), read('8 (916) 123-45-67', 'RU')]).toEqual(['+573211234567', '+79161234567']);
  }],
  ['If the same digits with a `+` are a valid number elsewhere, the result has a warning that names it.', () => {
    expect(warningsOf('321 1234567', 'CO')).toContain('With + in front the same digits would be +32••••••67 (BE).');
    expect(warningsOf('0171 1234567', 'DE')).toBe('');
  }],
  ['One of them valid in the Default Country: that one is taken. Two valid ones: the number is refused, and both are named.', () => {
    expect([read('171 1234567', 'DE'), read('442079460018', 'GB')]).toEqual(['+491711234567', '+442079460018']);
    expect(suggestionOf('49 177 1234567', 'DE')).toMatch(/\+49•+67 \(DE\) or \+49•+67 \(DE\)/);
  }],
  ['Digits that are only a *foreign* number (`442079460018` with US) are refused with that number as a suggestion.', () => {
    expect(read('442079460018', 'US')).toBe('TOO_LONG');
    expect(suggestionOf('442079460018', 'US')).toContain('+442079460018 (GB)');
  }],
  ['if only one reading is valid it is taken, if both are, the number is refused.', () => {
    expect([read('+44 44 20 7946 0018'), read('+49 49 171 1234567')]).toEqual(['+442079460018', 'NO_COUNTRY_CODE']);
  }],
  ['(area codes that begin like the country code, `+49 4921 …`): write these as they are dialled inside the country, and choose the Default Country.', () => {
    expect([read('+49 4921 12345'), read('04921 12345', 'DE')]).toEqual(['NO_COUNTRY_CODE', '+49492112345']);
  }],
  ['Middle dots (`+34 93·123·45·67`) and apostrophes between digits (`+41 44\'668\'18\'00`) are read as blanks.', () => {
    expect([read('+34 93·123·45·67'), read("+41 44'668'18'00")]).toEqual(['+34931234567', '+41446681800']);
  }],
  ['A toll-free number is accepted with a warning, because its time zone is unknown.', () => expect(warningsOf('+18005551234')).toContain('toll-free')],
  ['`415-555-2671/2` means two lines, so it is refused too, and so are digits on two lines of a cell.', () => {
    expect([read('415-555-2671/2', 'US'), read('030 12345\n67890', 'DE')]).toEqual(['SEVERAL_NUMBERS', 'SEVERAL_NUMBERS']);
  }],
  ['Numbers of more than 15 digits are refused although the server would dial them', () => expect(read('+49 30 123456785679')).toBe('TOO_LONG')],
  ['*Personal numbers* (British 070, US 500) cost like premium rate.', () => expect([read('+447012345678'), read('+15005551234')]).toEqual(['COSTLY_TYPE', 'COSTLY_TYPE'])],
  ['In the US and Canada exchange 976 and 555-1212 in any area code cost extra by custom; they count as premium rate.', () => {
    expect([read('+12129762671'), read('+14165551212')]).toEqual(['COSTLY_TYPE', 'COSTLY_TYPE']);
  }],
  ['It is called as a US number, with a warning, so look at the warnings once for a new source of leads.', () => {
    expect(read('6568881234', 'US')).toBe('+16568881234');
    expect(warningsOf('6568881234', 'US')).toContain('(SG)');
  }],
  ['A listed recipient is refused: `DO_NOT_CALL`, with the place in the list.', () => {
    expect(refuseIfListed(createDoNotCallList(['(415) 555-2671'], { defaultCountry: 'US' }), anna)).toMatchObject({ code: 'DO_NOT_CALL', details: { place: 'entry 1' } });
  }],
  ['**In a record every value counts**, at any depth and whatever its field is called, as does a number inside a longer text, and a number that is the name of a field. Dates never count.', () => {
    expect(answer([{ phone: '+442079460018', a: { x: [{ Numéro: anna }] } }], anna)).toBe('DO_NOT_CALL');
    expect(answer([{ phone: '+442079460018', note: 'or +1 415 555 2671 at home' }], anna)).toBe('DO_NOT_CALL');
    expect(createDoNotCallList([{ phone: anna, created: '2026-11-24', Datum: '24.11.2026 10:30' }], { defaultCountry: 'DE' }).size).toBe(1);
  }],
  ['**Digits with two readings list both.** In a record, digits without a country code list everybody whose number ends so.', () => {
    expect([answer('491771234567', '+491771234567', 'DE'), answer('491771234567', '+49491771234567', 'DE')]).toEqual(['DO_NOT_CALL', 'DO_NOT_CALL']);
    expect(answer([{ phone: '+442079460018', office: '(415) 555-2671' }], anna)).toBe('DO_NOT_CALL');
  }],
  ['records in which no value reads as a phone number. Digits in a field that is called an id, a date, an amount or a customer number do not make such a record readable.', () => {
    expect([answer([{ name: 'Anna' }], anna), answer([{ id: 4_155_552_672, phone: '' }], anna, 'US')]).toEqual(['DO_NOT_CALL_UNREADABLE', 'DO_NOT_CALL_UNREADABLE']);
  }],
  ['**A list that yields no number at all stops every call** as well: an empty list, a wrong column, a mapping that finds nothing. Only a field that is left out means that nobody is protected.', () => {
    expect([[], [null, null], '', null, [{ name: 'Anna' }]].map((list) => answer(list, anna))).toEqual(Array(5).fill('DO_NOT_CALL_UNREADABLE'));
    expect(answer(undefined, anna)).toBe('called');
  }],
  ['Blank entries beside numbers name nobody and are passed over.', () => expect(answer(['', null, '+442079460018'], anna)).toBe('called')],
  ['A list is read once for all items of a run.', () => {
    const { doNotCallLists } = createCallingMemory();
    const list = doNotCallLists.listOf([{ phone: anna }, '+442079460018'], 'US');
    expect(doNotCallLists.listOf([{ phone: anna }, '+442079460018'], 'US')).toBe(list);
    expect(doNotCallLists.listOf([{ phone: anna }], 'US')).not.toBe(list);
    expect(doNotCallLists.listOf([{ phone: anna }, '+442079460018'], 'DE')).not.toBe(list);
  }],
];

test.each(promises)('the page says, and it is so: %s', (sentence, check) => {
  expect(page).toContain(sentence);
  check();
});
