import { callOutcomeLabels, callOutcomes, defineFields, parseInput, polling, type EndedCallOptions } from '@iqra-automation/core';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import type { OpenedClient } from '../connection/open-client.ts';
import { connectionScope, scopedCache } from '../scoped-cache.ts';

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
export async function readTriggerChoice(z: ZObject, bundle: Bundle, { client }: OpenedClient): Promise<TriggerOptions> {
  const { campaigns, ...options } = readTriggerOptions(bundle.inputData);
  if (campaigns.length === 0) return options;
  const cache = scopedCache(z);
  const key = `campaigns:${campaigns.join(',')}`.slice(0, longestKey);
  const kept = await Promise.resolve().then(() => cache.get(key, connectionScope)).catch(() => null);
  const { chosen, notices } = await polling.chooseCampaigns({ texts: campaigns, kept, reads: client, nowMs: Date.now() });
  for (const { message } of notices) z.console.log(message);
  if (kept === null || JSON.stringify(kept) !== JSON.stringify(chosen)) {
    // What cannot be kept is asked again.
    await Promise.resolve().then(() => cache.set(key, chosen, keptForSeconds, connectionScope)).catch(() => null);
  }
  return { ...options, campaignIds: chosen.ids };
}

const longestKey = 200;
const keptForSeconds = 30 * 24 * 3600;

/**
 * Reads what was chosen.
 * @throws IqraError of kind `input` with every problem.
 */
function readTriggerOptions(inputData: Readonly<Record<string, unknown>>): TriggerOptions & { readonly campaigns: readonly string[] } {
  const input = parseInput(triggerFields, {
    outcomes: inputData['outcomes'],
    campaigns: inputData['campaigns'],
    includeTranscript: inputData['include_transcript'],
  });
  return {
    outcomes: callOutcomes.filter((outcome) => input.outcomes?.includes(outcome) ?? false),
    campaigns: polling.readTexts(input.campaigns),
    includeTranscript: input.includeTranscript,
  };
}
