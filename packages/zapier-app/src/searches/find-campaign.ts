import { type CampaignCheck, checkCampaigns, searching } from '@iqra-automation/core';
import { drawnFields, readDrawn } from '../drawn-fields.ts';
import { checkCampaignInputFields } from '../generated/search.fields.ts';
import { defineNameSearch } from './find-by-name.ts';

/** A Zap can go on only where `ready_to_call` says yes, or send `problems` to somebody. */
function toOutput({ campaignId, campaignName, maxCallTimeSeconds, ready, summary, findings }: CampaignCheck) {
  const linesOf = (found: CampaignCheck['findings']): string => found.map(({ sentence, nextStep }) => `${sentence} ${nextStep}`).join('\n');
  return {
    id: campaignId,
    name: campaignName,
    longest_call_seconds: maxCallTimeSeconds,
    ready_to_call: ready,
    summary,
    problems: linesOf(findings.filter(({ severity }) => severity !== 'info')),
    notes: linesOf(findings.filter(({ severity }) => severity === 'info')),
  };
}

export const findCampaign = defineNameSearch({
  key: 'find_campaign',
  noun: 'Campaign',
  description: 'Finds a campaign by its name, the exact name first, and tells what will go wrong with its calls.',
  nameHelp: 'The whole name or a part of it, as it stands in the Iqra dashboard.',
  moreInputFields: drawnFields(checkCampaignInputFields),
  find: async (client, chosen, inputData) => {
    const raw = readDrawn(searching.checkCampaignFields, inputData, (key) => key === 'name');
    return (await checkCampaigns(client, raw, chosen)).map(toOutput);
  },
  outputFields: [
    { key: 'id', label: 'ID', type: 'string', primary: true },
    { key: 'name', label: 'Name', type: 'string' },
    { key: 'longest_call_seconds', label: 'Longest Call (in Seconds)', type: 'integer' },
    { key: 'ready_to_call', label: 'Ready to Call', type: 'boolean' },
    { key: 'summary', label: 'Summary', type: 'string' },
    { key: 'problems', label: 'Problems', type: 'string' },
    { key: 'notes', label: 'Notes', type: 'string' },
  ],
  sample: {
    id: '6713c0f2a54d1b0c9e4f7a21',
    name: 'Appointment reminders',
    longest_call_seconds: 600,
    ready_to_call: true,
    summary: 'Found 1 warning.',
    problems: 'Voicemail detection is off: an answering machine counts as a person, with its greeting as their words. Switch voicemail detection on in the campaign.',
    notes: '',
  },
});
