import * as fc from 'fast-check';
import { createDoNotCallList, refuseIfListed } from '@iqra-automation/core';

const anna = '+14155552671';
const boris = '+442079460018';
const clara = '+4930123456';

function listed(entries: unknown, defaultCountry?: string): readonly (string | null)[] {
  const list = createDoNotCallList(entries, { defaultCountry });
  expect(list.problems).toEqual([]);
  return [anna, boris, clara].map((number) => list.placeOf(number));
}

describe('a list in one text', () => {
  test.each([
    [`${anna}, ${boris}, ${clara}`],
    [`${anna};${boris};${clara}`],
    [`${anna}\n${boris}\r\n${clara}\n\n`],
    [`${anna}\t${boris} | ${clara}`],
    [`+1 (415) 555-2671,, 0044 20 7946 0018 ;"tel:+49-30-123456",`],
    [JSON.stringify([anna, boris, clara])],
  ])('%j names three people', (text) => {
    const list = createDoNotCallList(text);
    expect(list.problems).toEqual([]);
    expect(list.size).toBe(3);
    expect([anna, boris, clara].every((number) => list.placeOf(number) !== null)).toBe(true);
  });

  test('the place is the number\'s position', () => {
    expect(listed(`${anna}, ${boris}\n\n${clara}`)).toEqual(['number 1', 'number 2', 'number 3']);
  });

  test('digits that a recipient field would take for an extension are an entry of their own', () => {
    const list = createDoNotCallList('92123456,,92123457; 92123458;92123459', { defaultCountry: 'OM' });
    expect(list.problems).toEqual([]);
    expect(['+96892123456', '+96892123457', '+96892123458', '+96892123459'].map((number) => list.placeOf(number))).not.toContain(null);
    expect(createDoNotCallList(`${anna};1234`).problems).toMatchObject([{ code: 'SHORT_CODE' }]);
  });

  test('an extension that is marked as one lists the whole number', () => {
    expect(listed(`${anna} ext 12, ${boris};ext=3\n${clara} x4`)).not.toContain(null);
  });
});

describe('a list of values', () => {
  test('texts in any format, number values, lists in lists, and texts with several numbers', () => {
    expect(listed(['(415) 555-2671', [clara], 'tel:+44-20-7946-0018'], 'US')).toEqual(['entry 1', 'entry 3', 'entry 2, number 1']);
    expect(listed([14155552671, [boris, [clara]]], 'US')).toEqual(['entry 1', 'entry 2, number 1', 'entry 2, number 2, number 1']);
    expect(listed([`${boris}, ${anna}`, clara])).toEqual(['entry 1, number 2', 'entry 1, number 1', 'entry 2']);
  });

  test.each([
    ['phone'], ['Phone Number'], ['phone_number'], ['phoneNumber'], ['PHONE'], ['mobile'], ['Mobile Phone'], ['mobilephone'], ['cell'], ['cellPhone'], ['Home Phone 2'],
    ['telephone'], ['tel'], ['Téléphone'], ['Telefon'], ['teléfono'], ['recipientNumber'], ['recipient_number'], ['recipient'], ['whatsapp'], ['msisdn'], ['phones'],
    ['contactPhoneNumbers'], ['phone (mobile)'], ['e164'], ['number'], ['value'], ['to'],
  ])('the number is found in a record\'s field %j', (name) => {
    expect(listed([{ id: 7, name: 'Anna', [name]: anna }])).toEqual([`entry 1, field "${name}"`, null, null]);
  });

  test('items of an earlier step are searched, also below properties and lists', () => {
    expect(
      listed([
        { json: { id: 1, phone: anna, phoneType: 'home', phoneVerified: 'yes', hasPhone: true }, pairedItem: { item: 0 } },
        { properties: { firstname: 'Boris', mobile: boris, phone: '' } },
        { contact: { phones: [{ type: 'work', value: clara }] } },
      ]),
    ).toEqual([
      'entry 1, field "json", field "phone"',
      'entry 2, field "properties", field "mobile"',
      'entry 3, field "contact", field "phones", number 1, field "value"',
    ]);
  });

  test('every field of a record counts', () => {
    expect(listed([{ phone: anna, 'Second one': boris, number: 17 }])).toEqual(['entry 1, field "phone"', 'entry 1, field "Second one"', null]);
  });

  test('blank entries name nobody where others are numbers', () => {
    expect(createDoNotCallList([anna, '', null, undefined, ' \n ', []])).toMatchObject({ size: 1, problems: [] });
  });

  test('costly and global numbers may be listed', () => {
    expect(createDoNotCallList('+19005551234 +870301234567'.split(' '))).toMatchObject({ size: 2, problems: [] });
  });
});

describe('what cannot be read', () => {
  test.each([
    ['4155552671', 'NO_COUNTRY_CODE', 'Do Not Call, number 1 "••••••••71": this number has no country code. Write it with + and the country code, or choose a Default Country.'],
    [[anna, 'Anna'], 'LETTERS', 'Do Not Call, entry 2 "Anna": "A" is not a digit.'],
    [[anna, true], 'NOT_TEXT', 'Do Not Call, entry 2: expected the phone number as text, but got true or false.'],
    [[{ phone: anna }, { name: 'Anna' }], 'NO_PHONE_NUMBER', 'Do Not Call, entry 2: no value of this record reads as a phone number.'],
    [[{ phone: anna }, { phone: '', mobile: null }], 'NO_PHONE_NUMBER', 'Do Not Call, entry 2: no value of this record reads as a phone number.'],
    [[{ phone: anna }, {}], 'NO_PHONE_NUMBER', 'Do Not Call, entry 2: no value of this record reads as a phone number.'],
    [[{ phone: '555' }], 'SHORT_CODE', 'Do Not Call, entry 1, field "phone": "555" is a short or emergency code; these are never dialled.'],
    ['[object Object]', 'LETTERS', 'Do Not Call, number 1 "[object Object]": "o" is not a digit.'],
    [[4.15555e10 + 0.5], 'SPREADSHEET_NUMBER', 'Do Not Call, entry 1: the phone number arrived as a rounded, negative or fractional number; its real digits are lost.'],
    [`${anna} or ${boris}`, 'SEVERAL_NUMBERS', 'Do Not Call, number 1: this looks like more than one number.'],
    [[{ phone: { label: 'home' } }], 'NO_PHONE_NUMBER', 'Do Not Call, entry 1: no value of this record reads as a phone number.'],
  ] as const)('%j is reported with its place', (entries, code, message) => {
    expect(createDoNotCallList(entries).problems).toMatchObject([{ field: 'doNotCall', code, message }]);
  });

  test('a record that contains itself ends', () => {
    const record: Record<string, unknown> = { name: 'x' };
    record['self'] = record;
    record['phone'] = record;
    expect(createDoNotCallList([record]).problems.length).toBeGreaterThan(0);
  });

  test('no value is lost in silence: each is listed, or reported, or empty', () => {
    const value = fc.oneof(
      fc.constantFrom(anna, boris, 'Anna', '555', '', '4155552671', ' '),
      fc.string({ maxLength: 8 }).filter((text) => !/[,;|\s[\]]/.test(text)),
      fc.double(),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 6 }), (entries) => {
        const list = createDoNotCallList(entries);
        const places = [...list.problems.map(({ message }) => message), ...[anna, boris].map((number) => list.placeOf(number) ?? '')].join('\n');
        for (const [at, entry] of entries.entries()) {
          const isFirst = entries.indexOf(entry) === at;
          if (entry === '' || entry === ' ' || (!isFirst && (entry === anna || entry === boris))) continue;
          expect(places).toMatch(new RegExp(`entry ${at + 1}(?!\\d)`));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('refusal', () => {
  test('a listed number is refused by the rule, in whatever format it was listed', () => {
    const error = refuseIfListed(createDoNotCallList(['', '(415) 555 2671'], { defaultCountry: 'US' }), anna);
    expect(error).toMatchObject({
      kind: 'refused_by_rule',
      code: 'DO_NOT_CALL',
      placement: 'not_placed',
      message: 'This recipient is on the Do Not Call list (entry 2).',
      details: { rule: 'doNotCall', place: 'entry 2' },
    });
    expect(JSON.stringify(error)).not.toContain('4155552671');
  });

  test('another number is not refused', () => {
    expect(refuseIfListed(createDoNotCallList([anna]), boris)).toBeNull();
    expect(refuseIfListed(createDoNotCallList(undefined), boris)).toBeNull();
  });

  test('a list with an unreadable entry refuses everybody, since it may mean anybody', () => {
    const error = refuseIfListed(createDoNotCallList([anna, 'Boris', '555']), clara);
    expect(error).toMatchObject({
      kind: 'input',
      code: 'DO_NOT_CALL_UNREADABLE',
      placement: 'not_placed',
      field: 'doNotCall',
      message: '2 entries of the Do Not Call list cannot be read, so it is not known whom they protect. The first: Do Not Call, entry 2 "Boris": "B" is not a digit.',
      problems: [{ code: 'LETTERS' }, { code: 'SHORT_CODE' }],
    });
    expect(refuseIfListed(createDoNotCallList([anna, 'Boris']), anna)).toMatchObject({ code: 'DO_NOT_CALL' });
  });

  test('a wrong column shows the first problems and the count of all', () => {
    const error = refuseIfListed(createDoNotCallList(Array.from({ length: 500 }, () => 'Anna')), clara);
    expect(error?.problems).toHaveLength(20);
    expect(error?.details['unreadableEntries']).toBe(500);
  });
});

describe('records that hold lists of records', () => {
  const listedOf = (raw: unknown): readonly string[] => {
    const numbers = ['+14155552671', '+14155552672', '+14155552673'];
    const list = createDoNotCallList(raw, { defaultCountry: 'US' });
    return numbers.filter((number) => refuseIfListed(list, number)?.code === 'DO_NOT_CALL');
  };

  test('every record of such a list is searched; what is no record in it names nobody', () => {
    const contacts = [{ name: 'A', phone: '+14155552671' }, 'a note', { name: 'B' }, { details: { mobile: '+14155552672' } }];
    expect(listedOf({ contacts })).toEqual(['+14155552671', '+14155552672']);
    expect(listedOf(JSON.stringify([{ contacts }]))).toEqual(['+14155552671', '+14155552672']);
  });

  test('a single value, and a single record, is a list of one', () => {
    expect(listedOf(14155552673)).toEqual(['+14155552673']);
    expect(listedOf({ phone: '+14155552673' })).toEqual(['+14155552673']);
  });

  test('text that looks like JSON and is none is read as text, and what cannot be read in it is reported', () => {
    expect(listedOf('[+14155552671, +14155552672]')).toEqual(['+14155552672']);
    expect(createDoNotCallList('[+14155552671, +14155552672]', {}).problems).toHaveLength(1);
  });
});
