import { type FoundCall, searching } from '@iqra-automation/core';
import { type Bundle, defineSearch, type ZObject } from 'zapier-platform-core';
import { withinResultLimit } from '../fit-result.ts';
import { findCallsInputFields } from '../generated/search.fields.ts';
import { findCallSample } from '../generated/samples.ts';
import { drawnFields, readDrawn } from '../drawn-fields.ts';
import { withConversationPointers } from '../output/conversation-pointers.ts';
import { type CallOutput, standingCallOutputFields, toStandingOutput } from '../output/ended-call-output.ts';
import { runReadingStep } from '../run-step.ts';

/** What was said in each call is read only when a Zap uses it: a hundred conversations are more requests than a minute has. */
async function perform(z: ZObject, bundle: Bundle): Promise<CallOutput[]> {
  return runReadingStep(z, bundle, async ({ client }) => {
    const question = searching.readCallsQuestion(readDrawn(searching.findCallsFields, bundle.inputData), bundle.meta?.timezone ?? 'UTC');
    const found = await searching.findCalls(client, question);
    return withinResultLimit(found.map((call) => toListedOutput(z, call)), 'This list of calls');
  });
}

function toListedOutput(z: ZObject, call: FoundCall): CallOutput {
  const output = toStandingOutput(call);
  const { conversationId } = call.event;
  if (conversationId === null || !call.wordsUnread) return output;
  return withConversationPointers(z, output, conversationId, call.outcome === 'completed' ? call.outcome : undefined);
}

export const findCalls = defineSearch({
  key: 'find_calls',
  noun: 'Call',
  display: {
    label: 'Find Calls',
    description: 'Finds a list of calls by recipient, campaign, outcome and time, the newest first.',
  },
  operation: {
    inputFields: drawnFields(findCallsInputFields),
    perform,
    outputFields: standingCallOutputFields,
    sample: findCallSample,
  },
});
