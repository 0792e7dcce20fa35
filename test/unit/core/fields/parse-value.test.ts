import { defineFields, isIqraError, parseInput, searching, type Field, inputError } from '@iqra-automation/core';

const words = { label: 'Value', help: 'A value.', example: 'x', required: false } as const;

function read(field: Partial<Field> & Pick<Field, 'kind'>, raw: unknown): unknown {
  const fields = defineFields({ value: { ...words, ...field } });
  try {
    return (parseInput(fields, { value: raw }) as { readonly value?: unknown }).value;
  } catch (error) {
    if (isIqraError(error)) return `${error.code}: ${error.message} ${error.nextStep}`;
    throw error;
  }
}

const colours = [
  { value: 'red', label: 'Red', aliases: ['Rouge'] },
  { value: 'green', label: 'Green' },
] as const;

describe('one raw value', () => {
  test.each<[string, Partial<Field> & Pick<Field, 'kind'>, unknown, unknown]>([
    ['nothing', { kind: 'text' }, null, undefined],
    ['an empty text', { kind: 'text' }, '  ', undefined],
    ['a text with spaces around', { kind: 'text' }, ' a ', 'a'],
    ['a number as text', { kind: 'id' }, 7, '7'],
    ['a text of the longest length', { kind: 'text', maxLength: 3 }, 'abc', 'abc'],
    ['a text that is too long', { kind: 'text', maxLength: 3 }, 'abcd', 'TOO_LONG: Value has 4 characters; at most 3 are allowed. Shorten the text.'],
    ['a list where a text is wanted', { kind: 'text' }, ['a'], 'WRONG_TYPE: Value expects text, but received a list. Map a value of the kind that the message names.'],
    ['a number that lost digits', { kind: 'text' }, 2 ** 53, 'WRONG_TYPE: Value is a number that may have lost digits. Map it as text.'],
    ['a fraction where a text is wanted', { kind: 'text' }, 1.5, 'WRONG_TYPE: Value is a number that may have lost digits. Map it as text.'],
    ['a list where lists are accepted', { kind: 'text', acceptsList: true }, ['a'], ['a']],
    ['an empty list where lists are accepted', { kind: 'text', acceptsList: true }, [], undefined],
    ['one text where several are accepted', { kind: 'text', many: true }, ' a, b ', ['a, b']],
    ['several texts with empty places', { kind: 'text', many: true }, [' a ', null, '', 7], ['a', '7']],
    ['several texts of nothing', { kind: 'text', many: true }, [null, ' '], undefined],
    ['an object among several texts', { kind: 'text', many: true }, ['a', { id: 'b' }], 'WRONG_TYPE: Value expects text, but received an object. Map a value of the kind that the message names.'],
    ['a list among several texts', { kind: 'text', many: true }, [['a']], 'WRONG_TYPE: Value expects text, but received a list. Map a value of the kind that the message names.'],
    ['choices of nothing, mapped where that is refused', { kind: 'choice', choices: colours, many: true, refuseBlank: true }, [' ', null], expect.stringMatching(/^MAPPED_BUT_EMPTY: Value is mapped/)],
    ['commas alone, mapped where that is refused', { kind: 'choice', choices: colours, many: true, refuseBlank: true }, ' , ', expect.stringMatching(/^MAPPED_BUT_EMPTY: Value is mapped/)],
    ['a phone number of any kind', { kind: 'phone' }, { strange: true }, { strange: true }],
    ['true where a text is wanted', { kind: 'text' }, true, 'WRONG_TYPE: Value expects text, but received true or false. Map a value of the kind that the message names.'],
    ['an object where a text is wanted', { kind: 'text' }, {}, 'WRONG_TYPE: Value expects text, but received an object. Map a value of the kind that the message names.'],
    ['a function where a text is wanted', { kind: 'text' }, () => 1, 'WRONG_TYPE: Value expects text, but received something else. Map a value of the kind that the message names.'],
    ['a date that is none', { kind: 'dateTime' }, new Date(NaN), 'NOT_A_TIME: Value: "Invalid date" is not a valid date and time. Write it as 2026-11-24T09:15:00+04:00.'],
    ['a date of a library that is none', { kind: 'dateTime' }, { toISO: () => null }, 'NOT_A_TIME: Value: "Invalid date" is not a valid date and time. Write it as 2026-11-24T09:15:00+04:00.'],
    ['a number where a date is wanted', { kind: 'dateTime' }, 1.5, 'WRONG_TYPE: Value expects a date and time, but received a number that is not whole. Map a value of the kind that the message names.'],
    ['a whole number where a date is wanted', { kind: 'dateTime' }, 15, 'WRONG_TYPE: Value expects a date and time, but received a number. Map a value of the kind that the message names.'],
    ['a text where keys are wanted', { kind: 'textMap' }, 'a=b', 'WRONG_TYPE: Value expects keys with values, but received other text. Map a value of the kind that the message names.'],
    ['a map with empty values only', { kind: 'textMap' }, { a: null }, undefined],
    ['a map in a map', { kind: 'textMap' }, { a: { b: 1 } }, 'VALUE_NOT_TEXT: Value: the value of "a" is an object. Map one part of it, for example its "b".'],
    ['a list of lists in a map', { kind: 'textMap' }, { a: [[1]] }, 'VALUE_NOT_TEXT: Value: the value of "a" is a list. Map a text or a number.'],
    ['an empty list in a map', { kind: 'textMap' }, { a: [] }, 'VALUE_NOT_TEXT: Value: the value of "a" is a list. Map a text or a number.'],
    ['a number of choices with spaces and gaps', { kind: 'choice', choices: colours, many: true }, 'rouge, , GREEN,red', ['red', 'green']],
    ['a list of choices with empty places', { kind: 'choice', choices: colours, many: true }, [null, undefined, ' ', 'red'], ['red']],
    ['a list of nothing', { kind: 'choice', choices: colours, many: true }, [null], undefined],
    ['a choice among none', { kind: 'choice' }, 'red', 'NOT_OFFERED: "red" is not a valid Value. Choose one of .'],
    ['a choice that is not offered', { kind: 'choice', choices: colours }, 'blue', 'NOT_OFFERED: "blue" is not a valid Value. Choose one of red, green.'],
    ['a list where one choice is wanted', { kind: 'choice', choices: colours }, ['red'], 'WRONG_TYPE: Value expects one of the offered values, but received a list. Map a value of the kind that the message names.'],
    ['a number at the least', { kind: 'number', min: 3 }, '3', 3],
    ['a number below the least', { kind: 'number', min: 3 }, 2, 'TOO_SMALL: Value is 2; the least allowed is 3. Enter a larger number.'],
    ['a number at the most', { kind: 'number', max: 3 }, 3, 3],
    ['a number above the most', { kind: 'number', max: 3 }, 4, 'TOO_LARGE: Value is 4; the most allowed is 3. Enter a smaller number.'],
    ['words where a number is wanted', { kind: 'number' }, 'three', 'WRONG_TYPE: Value expects a whole number, but received other text. Map a value of the kind that the message names.'],
    ['a word for yes', { kind: 'switch' }, ' On ', true],
    ['a word for no', { kind: 'switch' }, 0, false],
    ['neither yes nor no', { kind: 'switch' }, 'maybe', 'WRONG_TYPE: Value expects yes or no, but received other text. Map a value of the kind that the message names.'],
  ])('%s', (_name, field, raw, expected) => {
    expect(read(field, raw)).toEqual(expected);
  });

  test('a long list of choices is not shown whole', () => {
    const choices = Array.from({ length: 13 }, (_, at) => ({ value: `v${at}`, label: `V ${at}` }));
    expect(read({ kind: 'choice', choices }, 'x')).toMatch(/Choose one of v0, .*, v11 and more\.$/);
    expect(read({ kind: 'choice', choices: choices.slice(1) }, 'x')).toMatch(/Choose one of v1, .*, v12\.$/);
  });

  test('a map has at most 200 keys, and values of at most 20,000 characters', () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at]));
    expect(Object.keys(read({ kind: 'textMap' }, keys(200)) as object)).toHaveLength(200);
    expect(read({ kind: 'textMap' }, keys(201))).toBe('TOO_MANY_KEYS: Value has 201 keys; at most 200 are allowed. Map fewer values.');
    expect(read({ kind: 'textMap' }, { a: 'x'.repeat(20_000) })).toEqual({ a: 'x'.repeat(20_000) });
    expect(read({ kind: 'textMap' }, { a: 'x'.repeat(20_001) })).toMatch(/^VALUE_TOO_LONG: .* has 20001 characters/);
  });
});

test('an error of no problem still says that the input is not valid', () => {
  expect(inputError([])).toMatchObject({ kind: 'input', code: 'INPUT_INVALID', message: 'The input is not valid.' });
});

describe('the moment that a text names', () => {
  test.each([
    ['with an offset', '2026-11-24T10:00:00+01:00', '2026-11-24T09:00:00.000Z'],
    ['without, in the zone', ' 2026-11-24T10:00 ', '2026-11-24T15:00:00.000Z'],
    ['a day', '2026-11-24', '2026-11-24T05:00:00.000Z'],
  ])('%s', (_name, text, expected) => {
    expect(searching.readTimes(searching.callFilterFields, { createdTo: text }, 'America/New_York')).toEqual({ createdTo: expected });
  });

  test.each(['tomorrow', '2026-02-30'])('none: %s', (text) => {
    expect(() => searching.readTimes(searching.callFilterFields, { createdTo: text }, 'America/New_York')).toThrow(`Queued Before: "${text}" is not a valid date and time.`);
  });
});
