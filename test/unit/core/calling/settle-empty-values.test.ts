import type { Business, Campaign, PlannedCall, Read } from '@iqra-automation/core';
import { addEmptyValues, settleEmptyValues } from '../../../../packages/core/src/calling/settle-empty-values.ts';

const declared = [
  { key: 'required', required: true, mayBeEmpty: false },
  { key: 'required_or_empty', required: true, mayBeEmpty: true },
  { key: 'optional', required: false, mayBeEmpty: false },
  { key: 'optional_or_empty', required: false, mayBeEmpty: true },
];
const campaign: Campaign = { id: 'c', name: 'C', agentId: null, defaultCallingNumberId: null, dynamicVariables: declared, metadata: declared, maxCallTimeSeconds: 600 };
const business = { id: 'b', name: 'B', switchedOff: [], campaigns: [campaign], agents: [], callingNumbers: [] } as unknown as Business;

function asked(): { readonly reads: { getBusiness(): Promise<Read<Business>> }; requests: number } {
  const counter = { requests: 0, reads: { getBusiness: () => {
    counter.requests += 1;
    return Promise.resolve({ value: business, serverTimeMs: 0, serverKind: 'config' as const });
  } } };
  return counter;
}

const call = (values: Readonly<Record<string, string>>, campaignId: string | null = 'c') => ({ campaignId, dynamicVariables: values, metadata: values }) as unknown as PlannedCall;
const allEmpty = Object.fromEntries([...declared.map(({ key }) => key), 'unknown'].map((key) => [key, '']));

describe('empty values of a call', () => {
  test('go out where they may be empty, and are left out everywhere else', async () => {
    const settled = await settleEmptyValues(asked().reads, call(allEmpty));
    expect(settled.dynamicVariables).toEqual({ required_or_empty: '', optional_or_empty: '' });
    expect(settled.metadata).toEqual(settled.dynamicVariables);
  });

  test('are left out where no campaign declares anything', async () => {
    expect((await settleEmptyValues(asked().reads, call(allEmpty, null))).dynamicVariables).toEqual({});
    expect((await settleEmptyValues(asked().reads, call(allEmpty, 'other'))).dynamicVariables).toEqual({});
  });

  test('blanks are a value, and without an empty value nothing is asked', async () => {
    const server = asked();
    const full = call({ required: ' ', constructor: 'x' });
    expect(await settleEmptyValues(server.reads, full)).toBe(full);
    expect(server.requests).toBe(0);
  });

  test('stand under names of every kind, also those that every object inherits', async () => {
    const strange = JSON.parse('{"constructor":"a","__proto__":"b","toString":""}') as Record<string, string>;
    expect(Object.keys((await settleEmptyValues(asked().reads, call(strange))).metadata)).toEqual(['constructor', '__proto__']);
    expect(Object.keys((await addEmptyValues(asked().reads, call(strange))).metadata)).toEqual(['constructor', '__proto__', 'toString', 'required_or_empty']);
  });

  test('that are missing are added where they are required and may be empty', async () => {
    const added = await addEmptyValues(asked().reads, call({ required: 'x' }));
    expect(added.dynamicVariables).toEqual({ required: 'x', required_or_empty: '' });
    expect(added.metadata).toEqual(added.dynamicVariables);
    const complete = call({ required_or_empty: 'x' });
    expect(await addEmptyValues(asked().reads, complete)).toBe(complete);
  });
});
