import { inputError } from '@iqra-automation/core';
import type { Bundle, Search, ZObject } from 'zapier-platform-core';
import { runReadingStep } from '../run-step.ts';

/** One campaign; `id` is what Initiate Outbound Call needs. */
interface FoundCampaign {
  readonly id: string;
  readonly name: string;
  readonly longest_call_seconds: number;
}

async function perform(z: ZObject, bundle: Bundle): Promise<FoundCampaign[]> {
  return runReadingStep(z, bundle, async ({ client }) => {
    const name: unknown = bundle.inputData['name'];
    const wanted = typeof name === 'string' || typeof name === 'number' ? String(name).trim().toLowerCase() : '';
    if (wanted === '') throw inputError([{ field: 'name', code: 'REQUIRED', message: 'Name is required.' }]);
    const campaigns = (await client.getBusiness()).value.campaigns.map(({ id, name, maxCallTimeSeconds }) => ({
      id,
      name,
      longest_call_seconds: maxCallTimeSeconds,
    }));
    const exact = campaigns.filter(({ name }) => name.trim().toLowerCase() === wanted);
    return exact.length > 0 ? exact : campaigns.filter(({ name }) => name.toLowerCase().includes(wanted));
  });
}

export const findCampaign: Search = {
  key: 'find_campaign',
  noun: 'campaign',
  display: { label: 'Find Campaign', description: 'Finds a campaign by its name, the exact name first.' },
  operation: {
    inputFields: [
      { key: 'name', label: 'Name', type: 'string', required: true, helpText: 'The whole name or a part of it, as it stands in the Iqra dashboard.' },
    ],
    perform,
    outputFields: [
      { key: 'id', label: 'ID', type: 'string', primary: true },
      { key: 'name', label: 'Name', type: 'string' },
      { key: 'longest_call_seconds', label: 'Longest Call (in Seconds)', type: 'integer' },
    ],
    sample: { id: '6713c0f2a54d1b0c9e4f7a21', name: 'Appointment reminders', longest_call_seconds: 600 },
  },
};
