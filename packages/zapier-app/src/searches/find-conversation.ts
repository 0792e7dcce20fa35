import { type Client, parseInput, searching, fieldErrors, inputError } from '@iqra-automation/core';
import { type Bundle, defineSearch, type ZObject } from 'zapier-platform-core';
import { drawnFields, readDrawn } from '../drawn-fields.ts';
import { withinResultLimit } from '../fit-result.ts';
import { findConversationInputFields } from '../generated/search.fields.ts';
import { conversationOutputFields, toConversationOutput } from '../output/conversation-output.ts';
import type { CallOutput } from '../output/ended-call-output.ts';
import { readSaid } from '../output/said-output.ts';
import { runReadingStep } from '../run-step.ts';
import { findConversationSample } from '../generated/samples.ts';

async function perform(z: ZObject, bundle: Bundle): Promise<CallOutput[]> {
  return runReadingStep(z, bundle, async ({ client }) => {
    const conversation = await searching.orNothing(readMeant(client, bundle.inputData));
    if (conversation === null) return [];
    const reading = await readSaid(client, conversation);
    return withinResultLimit([toConversationOutput(z, conversation, reading)], 'This conversation');
  });
}

/** A conversation is named by its own id, or by the call it belongs to. `null` = the call has no conversation. */
async function readMeant(client: Client, inputData: Readonly<Record<string, unknown>>) {
  const { conversation, queueId } = parseInput(searching.findConversationFields, readDrawn(searching.findConversationFields, inputData));
  if (conversation !== undefined) return (await client.getConversation(conversation)).value;
  if (queueId === undefined) throw inputError([fieldErrors.problem('ONE_REQUIRED', 'queueId', { message: 'Choose a Call, or give a Conversation.' })]);
  const call = (await client.getCall(queueId)).value;
  return call.conversationId === null ? null : (await client.getConversation(call.conversationId)).value;
}

export const findConversation = defineSearch({
  key: 'find_conversation',
  noun: 'Conversation',
  display: {
    label: 'Find Conversation',
    description: 'Finds a conversation with its transcript and recording.',
  },
  operation: {
    inputFields: drawnFields(findConversationInputFields),
    perform,
    outputFields: conversationOutputFields,
    sample: findConversationSample,
  },
});
