import type { Business } from '@iqra-automation/core';
import { type Bundle, defineTrigger, type ZObject } from 'zapier-platform-core';
import { rememberCampaignNames } from '../campaign-names.ts';
import { runReadingStep } from '../run-step.ts';

/** One row of a dropdown: the id is what a step stores, the name is what a person reads. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** A hidden trigger that fills a dropdown with one part of the business. The whole business is one answer, so there is one page. */
function hiddenList(key: string, noun: string, sample: Choice, choose: (business: Business) => readonly Choice[]) {
  return defineTrigger({
    key,
    noun,
    display: { label: `${noun} List`, description: `Triggers when the list of ${noun.toLowerCase()}s is needed for a dropdown.`, hidden: true },
    operation: {
      type: 'polling',
      perform: (z: ZObject, bundle: Bundle): Promise<Choice[]> =>
        runReadingStep(z, bundle, async ({ client }) => {
          if ((bundle.meta?.page ?? 0) > 0) return [];
          const business = (await client.getBusiness()).value;
          await rememberCampaignNames(z, business.campaigns);
          return [...choose(business)].sort((a, b) => a.name.localeCompare(b.name));
        }),
      sample: { ...sample },
      outputFields: [
        { key: 'id', label: 'ID', type: 'string' },
        { key: 'name', label: 'Name', type: 'string' },
      ],
    },
  });
}

export const campaignList = hiddenList('campaign_list', 'Campaign', { id: '6713c0f2a54d1b0c9e4f7a21', name: 'Appointment reminders' }, (business) =>
  business.campaigns.map(({ id, name }) => ({ id, name: name || id })),
);

export const agentList = hiddenList('agent_list', 'Agent', { id: '6712aa7de1aa4c55d0b1c8f0', name: 'Clinic receptionist' }, (business) =>
  business.agents.map(({ id, name }) => ({ id, name: name || id })),
);

/** Numbers that cannot speak are not offered. */
export const numberList = hiddenList('number_list', 'Number', { id: '67120b7de1aa4c55d0b1c903', name: '+14155550100' }, (business) =>
  business.callingNumbers.filter((number) => number.voiceEnabled).map(({ id, label }) => ({ id, name: label || id })),
);
