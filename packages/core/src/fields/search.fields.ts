import { callOutcomeLabels, callOutcomes, callProgresses } from '../domain/call.ts';
import { defaultGiveUpAfterMs } from '../polling/time-limits.ts';
import { defineFields } from './field.ts';
import { countryChoices, initiateCallFields } from './initiate-call.fields.ts';

const outcomes = {
  kind: 'choice',
  required: false,
  many: true,
  refuseBlank: true,
  label: 'Outcomes',
  example: 'completed',
  choices: callOutcomes.map((value) => ({ value, label: callOutcomeLabels[value] })),
} as const;

const { recipientNumber, defaultCountry, campaignId, numberId, eventKey } = initiateCallFields;

/** Which one call is meant. */
export const findCallFields = defineFields({
  queueId: {
    kind: 'id',
    required: false,
    label: 'Call',
    help: 'The Queue ID of a call, from an earlier step. It finds exactly that call; the fields below are then not used.',
    example: '6742e6b8f0a1c2d3e4f50617',
  },
  recipientNumber: { ...recipientNumber, required: false, help: 'Finds the newest call to this number. Every spelling that can be called can be looked for.' },
  defaultCountry: { ...defaultCountry, help: 'The country of a number that is written without + and country code.' },
  campaignId: { ...campaignId, help: 'Only calls of this campaign.' },
  /** A mapping that found nothing would find the call of another event. */
  eventKey: { ...eventKey, required: false, refuseBlank: true, help: 'Only the call that was placed to this recipient with this Event Key.' },
});

/** Which conversation is meant. */
export const findConversationFields = defineFields({
  queueId: { ...findCallFields.queueId, help: 'The Queue ID of a call, from the step that placed it or from a trigger.' },
  conversation: {
    kind: 'id',
    required: false,
    label: 'Conversation',
    help: "The conversation's own ID (Conversation ID of a trigger), if you have it instead of the call.",
    example: '6742e6bcf0a1c2d3e4f50620',
  },
});

/** Which campaign is checked, and for whom. */
export const checkCampaignFields = defineFields({
  campaignId: { ...campaignId, required: false, help: 'The campaign to check. Empty checks all campaigns of the business.' },
  recipientCountries: {
    kind: 'choice',
    required: false,
    many: true,
    label: 'Recipient Countries',
    help: 'Where the people are whom the campaign calls: names or two-letter codes of countries, separated by commas. The check then also says which of them no route is for.',
    example: 'US, GB, DE',
    choices: countryChoices,
  },
});

const time = { kind: 'dateTime', required: false, refuseBlank: true, example: '2026-11-24T09:00:00Z' } as const;

/** Which calls a list is about; a filter is never taken for none (docs/decisions/0101-house-filters-never-fail-open.md). */
export const callFilterFields = defineFields({
  recipientNumber: { ...recipientNumber, required: false, upFront: false, refuseBlank: true, help: 'Only calls to this number.' },
  campaignId: { ...campaignId, upFront: false, refuseBlank: true, help: 'Only calls of this campaign.' },
  numberId: { ...numberId, refuseBlank: true, help: 'Only calls from this number of yours.' },
  createdFrom: { ...time, label: 'Queued After', help: 'Only calls that were queued at or after this time.' },
  createdTo: { ...time, label: 'Queued Before', help: 'Only calls that were queued at or before this time.' },
  leftQueueFrom: { ...time, label: 'Placed After', help: 'Only calls that were placed, failed, canceled or expired at or after this time.' },
  leftQueueTo: { ...time, label: 'Placed Before', help: 'Only calls that were placed, failed, canceled or expired at or before this time.' },
  progress: {
    kind: 'choice',
    required: false,
    many: true,
    refuseBlank: true,
    label: 'State in the Queue',
    help: 'Placed means that the carrier took the call. Whether it has ended, and how, is in the output.',
    example: 'placed',
    choices: callProgresses.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) })),
  },
});

/** Which calls are shown to a person who looks for some. */
export const findCallsFields = defineFields({
  recipientNumber: callFilterFields.recipientNumber,
  defaultCountry: { ...defaultCountry, help: 'The country of a number that is written without + and country code.' },
  campaignId: callFilterFields.campaignId,
  outcomes: { ...outcomes, help: 'Only calls that ended in one of these ways; looked for among the newest 500. Leave it empty for all calls, running ones too.' },
  createdFrom: callFilterFields.createdFrom,
  createdTo: callFilterFields.createdTo,
  limit: {
    kind: 'number',
    required: false,
    label: 'Limit',
    help: 'At most so many calls, the newest first; up to 100.',
    example: '20',
    min: 1,
    max: 100,
    defaultValue: 20,
  },
});

/** Which calls that have ended start a workflow; a filter is never taken for none (docs/decisions/0101-house-filters-never-fail-open.md). */
export const triggerFields = defineFields({
  campaigns: {
    kind: 'text',
    required: false,
    many: true,
    refuseBlank: true,
    label: 'Campaigns',
    help: 'Only calls of these campaigns. Leave it empty for all.',
    example: 'Appointment reminders',
  },
  outcomes: { ...outcomes, help: 'Only calls that ended in one of these ways. Leave it empty for all.' },
  includeTranscript: {
    kind: 'switch',
    required: false,
    upFront: true,
    label: 'Include Transcript',
    help: 'Whether to read the conversation of each call that ended: transcript, messages, duration and recording link.',
    example: 'true',
    defaultValue: true,
  },
  giveUpAfterHours: {
    kind: 'number',
    required: false,
    label: 'Give Up After (Hours)',
    help: 'A call whose end the server never tells is reported once, as unknown, after this time.',
    example: '24',
    min: 1,
    max: 720,
    defaultValue: defaultGiveUpAfterMs / 3_600_000,
  },
});
