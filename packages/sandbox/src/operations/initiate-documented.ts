import { failure } from '../wire/answer.ts';
import { parseIsoDate } from '../wire/iso-date.ts';
import { fieldOf, mapFieldsOf } from '../wire/form.ts';
import { defaultMaxCallTimeS } from '../time/server-rhythm.ts';
import type { CallRead } from './call-request.ts';
import type { OperationContext } from './operation.ts';
import { checkRecipient } from './recipient-number.ts';

/** Reads the flat fields of the published documentation. Such a call has no latest start. */
export function readDocumentedCall(context: OperationContext): CallRead {
  const { business, form } = context;
  if (business === null || form === null) return refuse('EXCEPTION', 'Internal server error processing request: no form.');
  const recipient = checkRecipient(fieldOf(form, 'RecipientNumber') ?? '');
  if (recipient.kind !== 'valid' || !/^\+\d+$/.test(fieldOf(form, 'RecipientNumber') ?? '')) {
    return refuse('INVALID_NUMBER', 'The recipient number is not a valid E.164 phone number.');
  }
  const number = business.numbers.get(fieldOf(form, 'NumberId') ?? '');
  if (number === undefined || !number.voiceEnabled) return refuse('INVALID_NUMBER_ID', 'The number id is unknown or cannot place calls.');
  const agentId = fieldOf(form, 'AgentId') ?? '';
  if (!business.agentIds.has(agentId)) return refuse('INVALID_AGENT', 'The agent id is unknown.');
  const campaignId = fieldOf(form, 'CampaignId');
  const campaign = business.campaigns.get(campaignId ?? '');
  if (campaignId !== null && campaign === undefined) return refuse('EXCEPTION', 'The campaign id is unknown.');
  const scheduled = fieldOf(form, 'ScheduledTime');
  const scheduledFor = scheduled === null || scheduled.trim() === '' ? context.now : parseIsoDate(scheduled);
  if (scheduledFor === null) return refuse('EXCEPTION', 'The scheduled time could not be parsed.');
  return {
    ok: true,
    call: {
      campaignId,
      agentId,
      numberId: number.id,
      provider: number.provider,
      maxCallTimeS: campaign?.maxCallTimeS ?? defaultMaxCallTimeS,
      recipientNumber: recipient.text,
      scheduledFor,
      expiresAt: null,
      dynamicVariables: mapFieldsOf(form, 'DynamicVariables'),
      metadata: mapFieldsOf(form, 'Metadata'),
    },
  };
}

function refuse(tail: string, message: string): CallRead {
  return { ok: false, answer: failure(`InitiateCall:${tail}`, message) };
}
