import type { PlainInputField } from 'zapier-platform-core';
import { drawnFields } from '../drawn-fields.ts';
import { initiateCallInputFields } from '../generated/initiate-call.fields.ts';
import { retryPolicyInputFields } from '../generated/try-again.fields.ts';
import { initiateCallGroups, realCallField } from './initiate-call-form.ts';

/** The rules of *Initiate Outbound Call* that hold for every attempt, in the order of its form. The first stands in front. */
const ruleKeys: readonly string[] = [
  'calling_hours',
  'contact_time_zone',
  'custom_hours',
  'outside_hours',
  'holiday_dates',
  'default_country',
  'do_not_call',
  'max_calls_per_period',
  'cap_period_hours',
  'max_campaign_calls_per_day',
  'keep_trying_for_seconds',
  'start_guard_seconds',
  'end_guard_seconds',
  'allow_number_types',
  'agent_id',
  'number_id',
];

const group = initiateCallGroups[0]?.key ?? '';

/** Typed or mapped: 250 countries would be copied with the definition of every step, for the few numbers of a list. */
function asText({ choices: _choices, ...field }: PlainInputField): PlainInputField {
  return { ...field, placeholder: 'US' };
}

function drawRule(field: PlainInputField): PlainInputField {
  if (field.key === 'calling_hours') return field;
  return { ...(field.key === 'default_country' ? asText(field) : field), group };
}

const rules = drawnFields(ruleKeys.flatMap((key) => initiateCallInputFields.filter((field) => field.key === key))).map(drawRule);

export const tryAgainForm: PlainInputField[] = [...drawnFields(retryPolicyInputFields), ...rules, realCallField];
