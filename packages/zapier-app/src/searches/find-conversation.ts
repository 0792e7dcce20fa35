import { type Client, inputError, isIqraError } from '@iqra-automation/core';
import { type Bundle, defineSearch, type ZObject } from 'zapier-platform-core';
import { withinResultLimit } from '../fit-result.ts';
import { conversationOutputFields, toConversationOutput } from '../output/conversation-output.ts';
import type { CallOutput } from '../output/ended-call-output.ts';
import { readSaid } from '../output/said-output.ts';
import { runReadingStep } from '../run-step.ts';
import { findConversationSample } from '../generated/samples.ts';

async function perform(z: ZObject, bundle: Bundle): Promise<CallOutput[]> {
  return runReadingStep(z, bundle, async ({ client }) => {
    const conversation = await orNothing(readConversation(client, bundle.inputData));
    if (conversation === null) return [];
    const reading = await readSaid(client, conversation);
    return withinResultLimit([toConversationOutput(z, conversation, reading)], 'This conversation');
  });
}

/** A conversation is named by its own id, or by the call it belongs to. `null` = the call has no conversation. */
async function readConversation(client: Client, inputData: Readonly<Record<string, unknown>>) {
  const conversationId = readText(inputData['conversation']);
  if (conversationId !== '') return (await client.getConversation(conversationId)).value;
  const queueId = readText(inputData['queue_id']);
  if (queueId === '') {
    throw inputError([{ field: 'queue_id', code: 'REQUIRED', message: 'Choose a Call, or give a Conversation.' }]);
  }
  const call = (await client.getCall(queueId)).value;
  return call.conversationId === null ? null : (await client.getConversation(call.conversationId)).value;
}

/** A search that finds nothing returns an empty list; an error would stop the Zap. */
async function orNothing<Found>(search: Promise<Found | null>): Promise<Found | null> {
  try {
    return await search;
  } catch (error) {
    if (isIqraError(error) && error.kind === 'not_found' && error.code !== 'BUSINESS_NOT_FOUND') return null;
    throw error;
  }
}

function readText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

export const findConversation = defineSearch({
  key: 'find_conversation',
  noun: 'Conversation',
  display: {
    label: 'Find Conversation',
    description: 'Finds a conversation with its transcript and recording.',
  },
  operation: {
    inputFields: [
      {
        key: 'queue_id',
        label: 'Call',
        type: 'string',
        dynamic: 'call_list.id.name',
        helpText: 'The Queue ID from Initiate Outbound Call or from a trigger.',
      },
      {
        key: 'conversation',
        label: 'Conversation',
        type: 'string',
        helpText: "The conversation's own id (Conversation ID of a trigger), if you have it instead of the call.",
      },
    ],
    perform,
    outputFields: conversationOutputFields,
    sample: findConversationSample,
  },
});
