import type { EndedCallEvent, InboundCallEndedEvent } from '@iqra-automation/core';
import type { PlainOutputField } from 'zapier-platform-core';
import { withSnakeCaseKeys } from '../snake-case.ts';
import { saidFields } from './said-output.ts';

/** One call as Zapier shows it: every key is always there, `null` where the server tells nothing. */
export interface CallOutput extends Readonly<Record<string, unknown>> {
  readonly id: string;
}

export function toEndedCallOutput(event: EndedCallEvent): CallOutput {
  return { id: event.id, ...withSnakeCaseKeys(event), recording: null };
}

export function toInboundCallOutput(event: InboundCallEndedEvent): CallOutput {
  return { id: event.id, ...withSnakeCaseKeys(event), recording: null };
}

const commonFields: PlainOutputField[] = [
  { key: 'id', label: 'ID', type: 'string', primary: true },
  { key: 'queue_id', label: 'Queue ID', type: 'string' },
  { key: 'conversation_id', label: 'Conversation ID', type: 'string' },
  { key: 'outcome', label: 'Outcome', type: 'string' },
  { key: 'end_reason', label: 'End Reason', type: 'string' },
  ...saidFields,
  { key: 'queued_at', label: 'Queued At', type: 'datetime' },
  { key: 'placed_at', label: 'Placed At', type: 'datetime' },
  { key: 'calling_number_id', label: 'Calling Number ID', type: 'string' },
  { key: 'warnings', label: 'Warnings', type: 'string', list: true },
];

export const endedCallOutputFields: PlainOutputField[] = [
  ...commonFields,
  { key: 'recipient_number', label: 'Recipient Number', type: 'string' },
  { key: 'campaign_id', label: 'Campaign ID', type: 'string' },
  { key: 'campaign_name', label: 'Campaign Name', type: 'string' },
  { key: 'dynamic_variables', label: 'Dynamic Variables', dict: true },
  { key: 'metadata', label: 'Metadata', dict: true },
  { key: 'call_key', label: 'Call Key', type: 'string' },
];

export const inboundCallOutputFields: PlainOutputField[] = [
  ...commonFields,
  { key: 'caller_number', label: 'Caller Number', type: 'string' },
  { key: 'route_id', label: 'Route ID', type: 'string' },
];
