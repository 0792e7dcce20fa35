import { type Client, type Conversation, type ConversationReading, conversations, polling, recordingLinkMinutes } from '@iqra-automation/core';
import type { PlainOutputField } from 'zapier-platform-core';
import { withSnakeCaseKeys } from '../snake-case.ts';

/** What an output says from a conversation, by the keys of the output. */
export type SaidOutput = Readonly<Record<string, unknown>>;

/** The keys of an output that only the conversation can fill. */
export const saidKeys = [
  'end_reason_text',
  'reached',
  'voicemail_message_left',
  'agent_failed',
  'opt_out_requested',
  'opt_out_evidence',
  'collected',
  'tool_calls',
  'duration_seconds',
  'duration_from',
  'transcript',
  'messages',
  'recording_url',
] as const;

export const saidFields: PlainOutputField[] = [
  { key: 'end_reason_text', label: 'End Reason Text', type: 'string' },
  { key: 'reached', label: 'Reached', type: 'boolean' },
  { key: 'voicemail_message_left', label: 'Voicemail Message Left', type: 'boolean' },
  { key: 'agent_failed', label: 'Agent Failed', type: 'boolean' },
  { key: 'opt_out_requested', label: 'Opt-Out Requested', type: 'boolean' },
  { key: 'opt_out_evidence', label: 'Opt-Out Evidence', type: 'string' },
  { key: 'collected', label: 'Collected', dict: true },
  {
    key: 'tool_calls',
    label: 'Tool Calls',
    children: [
      { key: 'tool', label: 'Tool', type: 'string' },
      { key: 'custom', label: 'Is Your Own', type: 'boolean' },
      { key: 'reason', label: 'Reason', type: 'string' },
      { key: 'arguments', label: 'Arguments', dict: true },
      { key: 'at', label: 'Used At', type: 'datetime' },
    ],
  },
  { key: 'duration_seconds', label: 'Duration (in Seconds)', type: 'integer' },
  { key: 'duration_from', label: 'Duration Measured From', type: 'string' },
  { key: 'transcript', label: 'Transcript', type: 'string' },
  {
    key: 'messages',
    label: 'Messages',
    children: [
      { key: 'role', label: 'Said By', type: 'string' },
      { key: 'text', label: 'Text', type: 'string' },
      { key: 'at', label: 'Said At', type: 'datetime' },
    ],
  },
  { key: 'recording', label: "Recording (the Agent's Voice)", type: 'file' },
  { key: 'recording_url', label: `Recording Link (the Agent's Voice, Valid ${recordingLinkMinutes} Minutes)`, type: 'string' },
];

/** What a conversation says, with the keys that Zapier shows. */
export function toSaidOutput({ duration, ...reading }: ConversationReading): SaidOutput {
  const { durationSeconds, durationFrom } = duration ?? { durationSeconds: null, durationFrom: null };
  const said = withSnakeCaseKeys({ ...reading, durationSeconds, durationFrom });
  return Object.fromEntries(saidKeys.map((key) => [key, said[key] ?? null]));
}

/** Reads what was said, with the names of the business's own tools where the agent used one and the business can be read. */
export async function readSaid(client: Pick<Client, 'getBusiness'>, conversation: Conversation): Promise<ConversationReading> {
  return conversations.readConversation(conversation, await polling.toolsUsedIn([conversation], client));
}
