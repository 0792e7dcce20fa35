import { defineNameSearch } from './find-by-name.ts';

/** Numbers have no names, so their digits stand for them. */
export const findNumber = defineNameSearch({
  key: 'find_number',
  noun: 'Number',
  description: 'Finds a calling number of the business by its digits, the exact number first.',
  nameHelp: 'The whole number or its last digits, in any spelling.',
  compared: (text) => text.replace(/\D/g, ''),
  find: async (client, pick) => {
    const { callingNumbers } = (await client.getBusiness()).value;
    return pick(callingNumbers.map(({ id, label, voiceEnabled }) => ({ id, name: label, can_call: voiceEnabled })));
  },
  outputFields: [
    { key: 'id', label: 'ID', type: 'string', primary: true },
    { key: 'name', label: 'Number', type: 'string' },
    { key: 'can_call', label: 'Can Call', type: 'boolean' },
  ],
  sample: { id: '67120b7de1aa4c55d0b1c903', name: '+14155550100', can_call: true },
});
