import { findCall as findCallEntry } from '@iqra-automation/core';
import type { Bundle, Search, ZObject } from 'zapier-platform-core';
import { withinResultLimit } from '../fit-result.ts';
import type { CallOutput } from '../output/ended-call-output.ts';
import { foundCallOutputFields, toFoundCallOutput } from '../output/found-call-output.ts';
import { runReadingStep } from '../run-step.ts';
import { findCallSample } from '../generated/samples.ts';
import { readCallQuestion } from './read-call-question.ts';

async function perform(z: ZObject, bundle: Bundle): Promise<CallOutput[]> {
  return runReadingStep(z, bundle, async ({ client, connection }) => {
    const found = await findCallEntry(client, readCallQuestion(bundle.inputData, connection.businessId));
    if (found === null) return [];
    const output = await toFoundCallOutput(z, client, found);
    return withinResultLimit([output], 'This call');
  });
}

export const findCall: Search = {
  key: 'find_call',
  noun: 'call',
  display: {
    label: 'Find Call',
    description: 'Finds a call by its queue id, by its recipient and campaign, or by the Event Key it was placed with.',
  },
  operation: {
    inputFields: [
      {
        key: 'queue_id',
        label: 'Call',
        type: 'string',
        dynamic: 'call_list.id.name',
        helpText: 'The Queue ID from Initiate Outbound Call or from a trigger. It finds exactly that call; the fields below are then not used.',
      },
      {
        key: 'recipient_number',
        label: 'Recipient Number',
        type: 'string',
        helpText: 'Finds the newest call to this number, with + and the country code.',
        placeholder: '+14155552671',
      },
      {
        key: 'default_country',
        label: 'Default Country',
        type: 'string',
        helpText: 'The country of a number that is written without + and country code, as a two-letter code.',
        placeholder: 'US',
      },
      {
        key: 'campaign_id',
        label: 'Campaign',
        type: 'string',
        dynamic: 'campaign_list.id.name',
        search: 'find_campaign.id',
        helpText: 'Only calls of this campaign.',
      },
      {
        key: 'event_key',
        label: 'Event Key',
        type: 'string',
        helpText: 'Only the call that was placed to this recipient with this Event Key.',
        placeholder: 'lead-1007-welcome',
      },
    ],
    perform,
    outputFields: foundCallOutputFields,
    sample: findCallSample,
  },
};

