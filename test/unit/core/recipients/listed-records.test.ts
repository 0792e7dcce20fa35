import * as fc from 'fast-check';
import { createDoNotCallList, refuseIfListed } from '@iqra-automation/core';
import vectors from '../../../vectors/public-reports.json' with { type: 'json' };

const anna = '+14155552671';
const boris = '+442079460018';

function answer(list: unknown, recipient: string, defaultCountry?: string): string {
  return refuseIfListed(createDoNotCallList(list, { defaultCountry }), recipient)?.code ?? 'called';
}

describe('a list that yields no number', () => {
  test.each([
    ['[]', [], 'Do Not Call: the list is empty.'],
    ['an empty text', '', 'Do Not Call: the list is empty.'],
    ['separators only', ' , ;\n', 'Do Not Call: the list is empty.'],
    ['[null, null]', [null, null], 'Do Not Call: entry 1 is empty.'],
    ['JSON text of one', '[null, ""]', 'Do Not Call: entry 1 is empty.'],
    ['null', null, 'Do Not Call: entry 1 is empty.'],
    ['lists in lists', [[], [[]]], 'Do Not Call: entry 1 is empty.'],
  ])('%s stops every call, and the sentence names the first entry', (_name, list, sentence) => {
    const error = refuseIfListed(createDoNotCallList(list), anna);
    expect(error).toMatchObject({ kind: 'input', code: 'DO_NOT_CALL_UNREADABLE', placement: 'not_placed', field: 'doNotCall' });
    expect(error?.message).toBe(`The Do Not Call list holds no phone number, so it is not known whom it protects. ${sentence}`);
  });

  test('a wrong column names the first record', () => {
    expect(refuseIfListed(createDoNotCallList([{ name: 'Anna' }, { name: 'Boris' }]), anna)).toMatchObject({
      code: 'DO_NOT_CALL_UNREADABLE',
      message: expect.stringContaining('The first: Do Not Call, entry 1: no value of this record reads as a phone number.'),
    });
  });

  test('a field that was left out is no list', () => {
    expect(answer(undefined, anna)).toBe('called');
  });
});

/** Field names of Google Contacts, SuiteCRM, Airtable, HubSpot, Pipedrive, Salesforce and spreadsheets in many languages. */
const names = [
  'Phone 1 - Value', 'Phone 2 - Value', 'phone_work', 'phone_home', 'phone_other', 'phone_fax', 'phone_alternate', 'Phone (from Contact)', 'Main Line', 'hs_calculated_phone_number',
  'mobilephone', 'MobilePhone', 'HomePhone', 'assistant_phone', 'contact_number', 'WaId', 'From', 'To', 'e164_phone', 'phone_number_formatted', 'Numéro', 'Numero de telefono',
  'Telefonnummer', 'Handynummer', 'Rufnummer', 'Telefoonnummer', 'Телефон', '電話番号', '전화번호', 'رقم الهاتف', 'טלפון', 'Telefon komórkowy', 'Puhelin', 'Τηλέφωνο', 'fone', 'x', '', 'id', 'created', 'amount',
];

describe('records', () => {
  test.each(names)('a number in the field %j is listed, whatever it is called', (name) => {
    expect(answer([{ phone: boris, [name]: anna }], anna)).toBe('DO_NOT_CALL');
    expect(answer([{ [name]: anna }], anna)).toBe('DO_NOT_CALL');
    expect(answer([{ phone: '', [name]: anna }], anna)).toBe('DO_NOT_CALL');
    expect(answer([{ a: { b: [{ c: { d: { e: { f: [{ g: { [name]: anna } }] } } } }] } }], anna)).toBe('DO_NOT_CALL');
  });

  test.each([
    ['+1 415 555 2671 (mobile)'], ['Mobile: +1-415-555-2671'], ['+14155552671 / +14155552672'], ['tel:+1-415-555-2671'], ['{"home":"+14155552671"}'], ['Anna <+14155552671>'], ['+1·415·555·2671'],
  ])('%s in any field is listed', (value) => {
    expect(answer([{ phone: boris, note: value }], anna)).toBe('DO_NOT_CALL');
    expect(answer([{ phone: value }], anna)).toBe('DO_NOT_CALL');
  });

  test('digits without a country code count as listed for whoever has a number that ends so', () => {
    const list = [{ phone: boris, phone_work: '(415) 555-2671', other: '0171 1234567' }];
    expect(answer(list, anna)).toBe('DO_NOT_CALL');
    expect(answer(list, '+491711234567')).toBe('DO_NOT_CALL');
    expect(answer([{ phone: boris, Office: '415 555 2671' }], anna)).toBe('DO_NOT_CALL');
    expect(answer([{ phone: boris, Office: '415 555 2671' }], '+14155552672')).toBe('called');
  });

  test('ids, dates and amounts do not break the list', () => {
    const lead = { id: 10_071_234, phone: boris, created: '2026-11-24T10:30:00.000Z', Birthday: '12/24/1986', amount: '14,155.50', total: 99_000_000, updatedAt: 1_764_450_000_000, uuid: '123e4567-e89b-12d3-a456-426614174000' };
    const list = createDoNotCallList([lead], { defaultCountry: 'US' });
    expect(list.problems).toEqual([]);
    expect(refuseIfListed(list, anna)).toBeNull();
    expect(refuseIfListed(list, boris)?.code).toBe('DO_NOT_CALL');
  });

  test.each([
    [{ id: 4_155_552_671, name: 'Anna', phone: '' }, 'US'],
    [{ Id: '4155552671', phone: null }, 'US'],
    [{ created: '2026-11-24', phone: '' }, 'DE'],
    [{ created_at: 1_764_450_000, phone: '' }, 'DE'],
    [{ Datum: '24.11.2026', Name: 'Anna' }, 'DE'],
    [{ orderNumber: 'A-17', total: 4_155_552_671 }, 'US'],
    [{ phone: 'ask at the reception', invoiceId: 4_155_552_671 }, 'US'],
  ])('%j names nobody by its ids, dates and amounts, so it stops the call', (record, defaultCountry) => {
    expect(answer([{ phone: boris }, record], anna.replace('2671', '2672'), defaultCountry)).toBe('DO_NOT_CALL_UNREADABLE');
  });

  test('a phone field with digits that are no number stops the call, although another field can be read', () => {
    expect(refuseIfListed(createDoNotCallList([{ phone: anna, mobile: '555 12' }]), boris)).toMatchObject({
      code: 'DO_NOT_CALL_UNREADABLE',
      message: expect.stringContaining('Do Not Call, entry 1, field "mobile": "555 12" is a short or emergency code'),
    });
    expect(answer([{ phone: anna, mobile: 'n/a', fax: '-', hasPhone: 'yes' }], boris)).toBe('called');
  });

  test('a number of which a spreadsheet kept the first digits only stops the call, in a field of any name', () => {
    expect(answer([{ phone: boris, alt: '1.41556E+10' }], anna)).toBe('DO_NOT_CALL_UNREADABLE');
    expect(answer([{ phone: boris, orderId: '1.41556E+10' }], anna)).toBe('called');
  });

  test('a record from one number to another stops the call: it may mean all between them', () => {
    expect(answer([{ from: '+14155552600', to: '+14155552699' }], anna)).toBe('DO_NOT_CALL_UNREADABLE');
    expect(answer([{ 'Range Start': '+1 415 555 2600', 'Range End': '+1 415 555 2699' }], anna)).toBe('DO_NOT_CALL_UNREADABLE');
    // The log of a call.
    expect(answer([{ from: boris, to: '+442890123456' }], anna)).toBe('called');
  });

  test('times of date libraries are passed over, and a record that holds itself ends', () => {
    const record: Record<string, unknown> = { phone: anna, at: new Date(0), when: { toISO: () => '', ts: 4_155_552_672 } };
    record['self'] = [record];
    expect(createDoNotCallList([record], { defaultCountry: 'US' })).toMatchObject({ size: 1, problems: [] });
  });

  test('at any depth and in any company, a number is found', () => {
    const noise = fc.oneof(fc.string({ maxLength: 12 }), fc.boolean(), fc.constant(null), fc.date({ noInvalidDate: true }), fc.integer({ max: 99_999 }));
    const holder = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.constant(anna), fc.dictionary(fc.string({ maxLength: 6 }), noise, { maxKeys: 3 }).chain((fields) => fc.tuple(fc.string({ minLength: 1, maxLength: 6 }), tie('value')).map(([name, inner]) => ({ ...fields, [name]: inner }))), fc.array(tie('value'), { minLength: 1, maxLength: 2 })),
    })).value;
    fc.assert(fc.property(holder, (inner) => { expect(answer([{ inner }], anna)).toBe('DO_NOT_CALL'); }), { numRuns: 300 });
  });
});

describe('readings', () => {
  test.each([
    [[491771234567], 'DE', '+491771234567'],
    [[491771234567], 'DE', '+49491771234567'],
    ['447911123456', 'DE', '+447911123456'],
    ['447911123456', 'DE', '+49447911123456'],
    ['84912925973', 'BR', '+84912925973'],
    ['84912925973', 'BR', '+5584912925973'],
    ['0011 678 5912345', 'AU', '+6785912345'],
    ['0011 678 5912345', 'AU', '+16785912345'],
    ['+49 49 171 1234567', undefined, '+491711234567'],
    ['+49491711234567', undefined, '+49491711234567'],
  ])('%j with %s lists %s: digits with two readings list both', (list, defaultCountry, recipient) => {
    expect(answer(list, recipient, defaultCountry)).toBe('DO_NOT_CALL');
  });

  test.each([
    ['+54 11 2345 6789', '+5491123456789'],
    ['+54 9 11 2345 6789', '+541123456789'],
    ['+378 0549 882555', '+390549882555'],
    ['+39 0549 882555', '+3780549882555'],
    ['+378 882555', '+390549882555'],
    ['+52 1 55 1234 5678', '+525512345678'],
    ['0052 1 55 1234 5678', '+525512345678'],
    ['+970 59 234 5678', '+972592345678'],
    ['+972 59 234 5678', '+970592345678'],
    ['+55 11 8123 4567', '+5511981234567'],
    ['+57 1 2345678', '+576012345678'],
    ['+229 90 01 12 34', '+2290190011234'],
    ['+377 44 123 456', '+38344123456'],
    ['+353 48 9012 3456', '+442890123456'],
    ['+386 49 123 456', '+38349123456'],
  ])('%s and %s are one line', (listed, recipient) => {
    expect(answer([listed], recipient)).toBe('DO_NOT_CALL');
    expect(createDoNotCallList([listed]).problems).toEqual([]);
  });

  test('numbers that only look alike are two lines', () => {
    expect(answer(['+54 11 2345 6789'], '+541123456788')).toBe('called');
    expect(answer(['+39 0549 882555'], '+3780549882556')).toBe('called');
    expect(answer(['+5491123456789', boris], '+525512345678')).toBe('called');
  });
});

test('a default country that is none stops every call', () => {
  expect(answer([anna], boris, 'Germany')).toBe('DO_NOT_CALL_UNREADABLE');
});

test.each(vectors.filter(({ input }) => 'list' in input).map((row) => [row.id, row.right, row] as const))('report %s: %s', (_id, _right, { input }) => {
  const { list, recipient, defaultCountry } = input as { list: unknown; recipient: string; defaultCountry?: string };
  expect(answer(list, recipient, defaultCountry)).toBe('DO_NOT_CALL');
});

test.each([
  ['a Mexican messenger id in a field of any name', [{ phone: boris, wa: '5215512345678' }], '+525512345678'],
  ['an Argentine one', [{ phone: boris, wa: '5491123456789' }], '+541123456789'],
  ['Russian digits with their 8', [{ phone: boris, second: '8 916 123 45 67' }], '+79161234567'],
  ['a number that is the name of a field', [{ phone: boris, optedOut: { [anna]: true } }], anna],
  ['a table of numbers', { [anna]: 'asked not to be called', [boris]: true }, anna],
])('%s is listed', (_name, list, recipient) => {
  expect(answer(list, recipient)).toBe('DO_NOT_CALL');
  expect(answer(list, '+491711234567')).toBe('called');
});

test.each(['customer_number', 'Kundennummer', 'leadNo', 'Tracking Code', 'case nr', 'passport number'])('digits in "%s" do not make a record without a phone number readable', (name) => {
  expect(answer([{ phone: '', [name]: '4155552999' }], boris, 'US')).toBe('DO_NOT_CALL_UNREADABLE');
  expect(answer([{ phone: '', [name]: '4155552671' }], anna, 'US')).toBe('DO_NOT_CALL');
});
