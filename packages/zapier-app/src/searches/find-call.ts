import { createCampaignDirectory, searching, standings } from '@iqra-automation/core';
import { type Bundle, defineSearch, type ZObject } from 'zapier-platform-core';
import { withinResultLimit } from '../fit-result.ts';
import { findCallInputFields } from '../generated/search.fields.ts';
import { findCallSample } from '../generated/samples.ts';
import { drawnFields, readDrawn } from '../drawn-fields.ts';
import { withRecordingPointer } from '../output/conversation-pointers.ts';
import { type CallOutput, standingCallOutputFields, toStandingOutput } from '../output/ended-call-output.ts';
import { runReadingStep } from '../run-step.ts';

async function perform(z: ZObject, bundle: Bundle): Promise<CallOutput[]> {
  return runReadingStep(z, bundle, async ({ client, connection }) => {
    const found = await searching.findCall(client, searching.readCallQuestion(readDrawn(searching.findCallFields, bundle.inputData), connection.businessId));
    if (found === null) return [];
    const call = await standings.readFoundCall({ reads: client, campaigns: createCampaignDirectory(client) }, found);
    const { conversationId, recordingUrl } = call.event;
    const output = toStandingOutput(call);
    return withinResultLimit([conversationId === null || recordingUrl === null ? output : withRecordingPointer(z, output, conversationId)], 'This call');
  });
}

export const findCall = defineSearch({
  key: 'find_call',
  noun: 'Call',
  display: {
    label: 'Find Call',
    description: 'Finds a call by its queue ID, by its recipient and campaign, or by the Event Key it was placed with.',
  },
  operation: {
    inputFields: drawnFields(findCallInputFields),
    perform,
    outputFields: standingCallOutputFields,
    sample: findCallSample,
  },
});
