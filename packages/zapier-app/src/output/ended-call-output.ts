import type { EndedCallEvent, FoundCall, InboundCallEndedEvent } from '@iqra-automation/core';
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

/** One call in whatever state it is: the same keys, and how it stands. */
export function toStandingOutput({ event, status, ended }: Pick<FoundCall, 'event' | 'status' | 'ended'>): CallOutput {
  return { id: event.id, ...withSnakeCaseKeys(event), recording: null, status, ended };
}

export function toInboundCallOutput(event: InboundCallEndedEvent): CallOutput {
  return { id: event.id, ...withSnakeCaseKeys(event), recording: null };
}

/** In the order in which people map them: who, how it ended, for which campaign and record, what was said; then the rest. */
const end: PlainOutputField[] = [
  { key: 'outcome', label: 'Outcome', type: 'string' },
  { key: 'end_reason', label: 'End Reason', type: 'string' },
];

const rest: PlainOutputField[] = [
  ...saidFields,
  { key: 'queued_at', label: 'Queued At', type: 'datetime' },
  { key: 'placed_at', label: 'Placed At', type: 'datetime' },
  { key: 'queue_id', label: 'Queue ID', type: 'string' },
  { key: 'conversation_id', label: 'Conversation ID', type: 'string' },
  { key: 'calling_number_id', label: 'Calling Number ID', type: 'string' },
  { key: 'warnings', label: 'Warnings', type: 'string', list: true },
];

const id: PlainOutputField = { key: 'id', label: 'ID', type: 'string', primary: true };

const recipientAndCampaign: PlainOutputField[] = [
  { key: 'recipient_number', label: 'Recipient Number', type: 'string' },
  ...end,
  { key: 'campaign_name', label: 'Campaign Name', type: 'string' },
  { key: 'campaign_id', label: 'Campaign ID', type: 'string' },
  { key: 'metadata', label: 'Metadata', dict: true },
  { key: 'dynamic_variables', label: 'Variables', dict: true },
];

const callKey: PlainOutputField = { key: 'call_key', label: 'Call Key', type: 'string' };

export const endedCallOutputFields: PlainOutputField[] = [id, ...recipientAndCampaign, ...rest, callKey];

/** A call in any state: how it stands is asked first. */
export const standingCallOutputFields: PlainOutputField[] = [
  id,
  { key: 'status', label: 'Status', type: 'string' },
  { key: 'ended', label: 'Has Ended', type: 'boolean' },
  ...recipientAndCampaign,
  ...rest,
  callKey,
];

export const inboundCallOutputFields: PlainOutputField[] = [
  id,
  { key: 'caller_number', label: 'Caller Number', type: 'string' },
  ...end,
  ...rest,
  { key: 'route_id', label: 'Route ID', type: 'string' },
];
