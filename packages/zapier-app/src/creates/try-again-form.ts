import type { PlainInputField } from 'zapier-platform-core';
import { drawnFields } from '../drawn-fields.ts';
import { attemptRuleKeys, retryPolicyInputFields } from '../generated/try-again.fields.ts';
import { describedFields, realCallField } from './initiate-call-form.ts';

/** Typed or mapped: 250 countries would be copied with the definition of every step, for the few numbers of a list. */
function asText({ choices: _choices, ...field }: PlainInputField): PlainInputField {
  return { ...field, placeholder: 'US' };
}

/** The rules of *Initiate Outbound Call* that hold for every attempt, where they stand in its form. */
const rules = describedFields.filter(({ key }) => attemptRuleKeys.includes(key)).map((field) => (field.key === 'default_country' ? asText(field) : field));

export const tryAgainForm: PlainInputField[] = [...drawnFields(retryPolicyInputFields), ...rules, realCallField];
