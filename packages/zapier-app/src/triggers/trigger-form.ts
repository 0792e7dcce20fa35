import { callOutcomeLabels, callOutcomes, defineFields, type EndedCallOptions, parseInput } from '@iqra-automation/core';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import type { OpenedClient } from '../connection/open-client.ts';

/** What a person chooses about a trigger. */
const triggerFields = defineFields({
  outcomes: {
    kind: 'choice',
    required: false,
    many: true,
    label: 'Outcomes',
    help: 'Only calls that ended in one of these ways. Leave it empty for all.',
    example: 'completed',
    choices: callOutcomes.map((value) => ({ value, label: callOutcomeLabels[value] })),
  },
  campaigns: {
    kind: 'text',
    required: false,
    label: 'Campaigns',
    help: 'Only calls of these campaigns. Leave it empty for all.',
    example: 'Appointment reminders',
    acceptsList: true,
  },
  includeTranscript: {
    kind: 'switch',
    required: false,
    label: 'Include Transcript',
    help: 'Whether to read what was said in each call, and its recording.',
    example: 'true',
    defaultValue: true,
  },
});

const outcomesField: PlainInputField = {
  key: 'outcomes',
  label: triggerFields.outcomes.label,
  type: 'string',
  list: true,
  choices: { ...callOutcomeLabels },
  helpText: triggerFields.outcomes.help,
};

const campaignsField: PlainInputField = {
  key: 'campaigns',
  label: triggerFields.campaigns.label,
  type: 'string',
  list: true,
  dynamic: 'campaign_list.id.name',
  helpText: triggerFields.campaigns.help,
};

/** Text: in a field of type boolean, Zapier reads an emptied value as false, and the words of the calls would be gone. */
const includeTranscriptField: PlainInputField = {
  key: 'include_transcript',
  label: triggerFields.includeTranscript.label,
  type: 'string',
  choices: { true: 'Yes', false: 'No' },
  default: 'true',
  helpText: triggerFields.includeTranscript.help,
};

export const callCompletedForm: PlainInputField[] = [outcomesField, campaignsField, includeTranscriptField];

/** The queue of inbound calls knows no campaigns. */
export const inboundCallEndedForm: PlainInputField[] = [outcomesField, includeTranscriptField];

export type TriggerOptions = EndedCallOptions;

/** What was chosen, with campaigns that the business has. */
export async function readTriggerChoice(_z: ZObject, bundle: Bundle, _opened: OpenedClient): Promise<TriggerOptions> {
  return readTriggerOptions(bundle.inputData);
}

/**
 * Reads what was chosen.
 * @throws IqraError of kind `input` with every problem.
 */
export function readTriggerOptions(inputData: Readonly<Record<string, unknown>>): TriggerOptions {
  const input = parseInput(triggerFields, {
    outcomes: inputData['outcomes'],
    campaigns: inputData['campaigns'],
    includeTranscript: inputData['include_transcript'],
  });
  return {
    outcomes: callOutcomes.filter((outcome) => input.outcomes?.includes(outcome) ?? false),
    campaignIds: readIds(input.campaigns),
    includeTranscript: input.includeTranscript,
  };
}

function readIds(value: string | readonly unknown[] | undefined): readonly string[] {
  const parts: readonly unknown[] = typeof value === 'string' ? value.split(',') : (value ?? []);
  return parts.flatMap((part) => (typeof part === 'string' && part.trim() !== '' ? [part.trim()] : []));
}
