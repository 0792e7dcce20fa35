import type { FieldDefinition } from '../../../hosts/zapier/publishing/definition.ts';
import { convertValues } from '../../../hosts/zapier/value-conversion.ts';

const fields: readonly FieldDefinition[] = [
  { key: 'text', type: 'string' },
  { key: 'moment', type: 'datetime' },
  { key: 'switch', type: 'boolean' },
  { key: 'count', type: 'integer' },
  { key: 'amount', type: 'number' },
  { key: 'choice', type: 'string', default: 'first' },
];

const convert = (values: Readonly<Record<string, unknown>>, zone = 'America/Chicago') => convertValues(values, fields, zone);

describe("Zapier's conversion of values before a step runs", () => {
  it('puts a time without offset into the zone of the account', () => {
    expect(convert({ moment: '2026-12-24 09:00' })).toMatchObject({ moment: '2026-12-24T09:00:00-06:00' });
    expect(convert({ moment: '2026-12-24 09:00' }, 'Australia/Sydney')).toMatchObject({ moment: '2026-12-24T09:00:00+11:00' });
  });

  it.each(['ASAP', 'N/A', 'TBD', '-', ''])('takes %j in a time field for the present moment', (moment) => {
    const converted = Date.parse(String(convert({ moment })['moment']));
    expect(Math.abs(converted - Date.now())).toBeLessThan(5_000);
  });

  it('takes "off" for true and nothing for false', () => {
    expect(convert({ switch: 'off' })).toMatchObject({ switch: true });
    expect(convert({ switch: '' })).toMatchObject({ switch: false });
    expect(convert({ switch: 'no' })).toMatchObject({ switch: false });
  });

  it('takes an emptied number for 0, and reads the digits out of a text', () => {
    expect(convert({ count: '', amount: null })).toMatchObject({ count: 0, amount: 0 });
    expect(convert({ count: 'at most 3', amount: '3 calls' })).toMatchObject({ count: 3, amount: 3 });
  });

  it('leaves text as it was mapped, and gives an empty field its default', () => {
    expect(convert({ text: ' off ', choice: '' })).toEqual({ text: ' off ', choice: 'first' });
    expect(convert({})).toEqual({ choice: 'first' });
  });
});
