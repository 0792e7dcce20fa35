import { defineNameSearch, sameLetters } from './find-by-name.ts';

export const findCampaign = defineNameSearch({
  key: 'find_campaign',
  noun: 'Campaign',
  description: 'Finds a campaign by its name, the exact name first.',
  nameHelp: 'The whole name or a part of it, as it stands in the Iqra dashboard.',
  comparable: sameLetters,
  choose: ({ campaigns }) => campaigns.map(({ id, name, maxCallTimeSeconds }) => ({ id, name, longest_call_seconds: maxCallTimeSeconds })),
  outputFields: [
    { key: 'id', label: 'ID', type: 'string', primary: true },
    { key: 'name', label: 'Name', type: 'string' },
    { key: 'longest_call_seconds', label: 'Longest Call (in Seconds)', type: 'integer' },
  ],
  sample: { id: '6713c0f2a54d1b0c9e4f7a21', name: 'Appointment reminders', longest_call_seconds: 600 },
});
