import type { EndedCallEvent, InboundCallEndedEvent } from '@iqra-automation/core';
import type { PlainOutputField } from 'zapier-platform-core';
import { withSnakeCaseKeys } from '../snake-case.ts';

/** One call as Zapier shows it: every key is always there, `null` where the server tells nothing. */
export interface CallOutput extends Readonly<Record<string, unknown>> {
  readonly id: string;
}

/** Keys that an event leaves out when it has nothing to say. */
const optionalKeys = { duration_seconds: null, duration_from: null, recording: null, recording_url: null };

export function toEndedCallOutput(event: EndedCallEvent): CallOutput {
  return { id: event.id, ...optionalKeys, call_key: null, ...withSnakeCaseKeys(event) };
}

export function toInboundCallOutput(event: InboundCallEndedEvent): CallOutput {
  return { id: event.id, ...optionalKeys, ...withSnakeCaseKeys(event) };
}

export const messageFields: PlainOutputField = {
  key: 'messages',
  label: 'Messages',
  children: [
    { key: 'role', label: 'Said By', type: 'string' },
    { key: 'text', label: 'Text', type: 'string' },
    { key: 'at', label: 'Said At', type: 'datetime' },
  ],
};

const commonFields: PlainOutputField[] = [
  { key: 'id', label: 'ID', type: 'string', primary: true },
  { key: 'queue_id', label: 'Queue ID', type: 'string' },
  { key: 'outcome', label: 'Outcome', type: 'string' },
  { key: 'end_reason', label: 'End Reason', type: 'string' },
  { key: 'queued_at', label: 'Queued At', type: 'datetime' },
  { key: 'placed_at', label: 'Placed At', type: 'datetime' },
  { key: 'duration_seconds', label: 'Duration (in Seconds)', type: 'integer' },
  { key: 'duration_from', label: 'Duration Measured From', type: 'string' },
  { key: 'transcript', label: 'Transcript', type: 'string' },
  messageFields,
  { key: 'recording', label: 'Recording', type: 'file' },
  { key: 'recording_url', label: 'Recording Link (Valid 30 Minutes)', type: 'string' },
  { key: 'calling_number_id', label: 'Calling Number ID', type: 'string' },
  { key: 'session_id', label: 'Session ID', type: 'string' },
  { key: 'warnings', label: 'Warnings', type: 'string', list: true },
];

export const endedCallOutputFields: PlainOutputField[] = [
  ...commonFields,
  { key: 'recipient_number', label: 'Recipient Number', type: 'string' },
  { key: 'campaign_id', label: 'Campaign ID', type: 'string' },
  { key: 'campaign_name', label: 'Campaign Name', type: 'string' },
  { key: 'call_key', label: 'Call Key', type: 'string' },
];

export const inboundCallOutputFields: PlainOutputField[] = [
  ...commonFields,
  { key: 'caller_number', label: 'Caller Number', type: 'string' },
  { key: 'route_id', label: 'Route ID', type: 'string' },
];
