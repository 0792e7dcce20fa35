import type { Business } from '@iqra-automation/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { runReadingStep } from '../run-step.ts';

/** One row of a dropdown: the id is what a step stores, the name is what a person reads. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** A hidden trigger that fills a dropdown with one part of the business. The whole business is one answer, so there is one page. */
function hiddenList(key: string, noun: string, label: string, choose: (business: Business) => readonly Choice[]) {
  return {
    key,
    noun,
    display: { label, description: `Triggers when the list of ${noun}s is needed for a dropdown.`, hidden: true },
    operation: {
      type: 'polling' as const,
      perform: (z: ZObject, bundle: Bundle): Promise<Choice[]> =>
        runReadingStep(z, bundle, async ({ client }) => {
          if ((bundle.meta?.page ?? 0) > 0) return [];
          const business = (await client.getBusiness()).value;
          return [...choose(business)].sort((a, b) => a.name.localeCompare(b.name));
        }),
      sample: { id: '6713c0f2a54d1b0c9e4f7a21', name: 'Appointment reminders' },
      outputFields: [
        { key: 'id', label: 'ID', type: 'string' as const },
        { key: 'name', label: 'Name', type: 'string' as const },
      ],
    },
  };
}

export const campaignList = hiddenList('campaign_list', 'campaign', 'Campaign List', (business) =>
  business.campaigns.map(({ id, name }) => ({ id, name: name || id })),
);

export const agentList = hiddenList('agent_list', 'agent', 'Agent List', (business) =>
  business.agents.map(({ id, name }) => ({ id, name: name || id })),
);

/** Numbers that cannot speak are not offered. */
export const numberList = hiddenList('number_list', 'number', 'Number List', (business) =>
  business.callingNumbers.filter((number) => number.voiceEnabled).map(({ id, label }) => ({ id, name: label || id })),
);
