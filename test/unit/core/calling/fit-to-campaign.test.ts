import type { Campaign } from '@iqra-automation/core';
import { fitToCampaign, leavesValuesEmpty } from '../../../../packages/core/src/calling/fit-to-campaign.ts';

const declared = (key: string, required: boolean, mayBeEmpty: boolean) => ({ key, required, mayBeEmpty });
const campaign: Campaign = {
  id: 'c1',
  name: 'Campaign',
  agentId: null,
  defaultCallingNumberId: null,
  maxCallTimeSeconds: 600,
  dynamicVariables: [declared('must', true, false), declared('mustBut', true, true), declared('may', false, false), declared('mayBut', false, true)],
  metadata: [declared('ref', true, true)],
};
const fit = (dynamicVariables: Readonly<Record<string, string>>) => fitToCampaign({ dynamicVariables, metadata: {} }, campaign).dynamicVariables;

describe('empty values, by what the campaign declares', () => {
  test('required and may be empty: sent as an empty text, entered or not', () => {
    expect(fit({})).toEqual({ mustBut: '' });
    expect(fit({ mustBut: '' })).toEqual({ mustBut: '' });
    expect(fitToCampaign({ dynamicVariables: {}, metadata: {} }, campaign).metadata).toEqual({ ref: '' });
  });

  test('optional and may not be empty: left out', () => {
    expect(fit({ may: '', mayBut: '', free: '' })).toEqual({ mayBut: '', free: '', mustBut: '' });
  });

  test('blanks, and everything else, are values', () => {
    const values = { must: ' ', mustBut: ' ', may: ' ', mayBut: '0', free: 'x' };
    expect(fit(values)).toEqual(values);
  });

  test('what the server refuses in any case stays as it was entered: its refusal names the key', () => {
    expect(fit({ must: '' })).toEqual({ must: '', mustBut: '' });
  });

  test('names of every kind are keys', () => {
    const strange = JSON.parse('{"constructor":"a","__proto__":"b","toString":""}') as Record<string, string>;
    expect(Object.keys(fit(strange))).toEqual(['constructor', '__proto__', 'toString', 'mustBut']);
  });

  test.each([
    [{}, false],
    [{ dynamicVariables: { a: 'x', b: ' ' } }, false],
    [{ dynamicVariables: { a: '' } }, true],
    [{ metadata: { a: null } }, true],
    [{ dynamicVariables: 'no map' }, false],
  ])('whether it matters: %j', (raw, matters) => {
    expect(leavesValuesEmpty(raw)).toBe(matters);
  });
});
