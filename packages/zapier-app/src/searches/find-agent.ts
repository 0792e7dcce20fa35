import { defineNameSearch } from './find-by-name.ts';

export const findAgent = defineNameSearch({
  key: 'find_agent',
  noun: 'Agent',
  description: 'Finds an agent by its name, the exact name first.',
  nameHelp: 'The whole name or a part of it, as it stands in the Iqra dashboard.',
  find: async (client, pick) => pick((await client.getBusiness()).value.agents).map(({ id, name }) => ({ id, name })),
  outputFields: [
    { key: 'id', label: 'ID', type: 'string', primary: true },
    { key: 'name', label: 'Name', type: 'string' },
  ],
  sample: { id: '6712aa7de1aa4c55d0b1c8f0', name: 'Clinic receptionist' },
});
