import { type DeclaredVariable, isIqraError } from '@iqra-automation/core';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { withClient } from '../run-step.ts';

/** Keys of the fields that are drawn for a campaign's own variables. */
export const variablePrefix = 'variable__';

const group = 'variables';

/**
 * One field for each variable that the chosen campaign declares. A form that cannot ask the server still opens: it says why, and
 * the dictionary below takes the variables meanwhile.
 */
export async function declaredVariableFields(z: ZObject, bundle: Bundle): Promise<PlainInputField[]> {
  const campaignId = bundle.inputData['campaign_id'];
  if (typeof campaignId !== 'string' || campaignId.trim() === '') return [];
  try {
    const business = await withClient(z, bundle, async ({ client }) => (await client.getBusiness()).value);
    const campaign = business.campaigns.find((one) => one.id === campaignId.trim());
    if (campaign !== undefined) return campaign.dynamicVariables.map(toField);
    return [note('The campaign comes from an earlier step, so its variables cannot be listed here. Enter them under Dynamic Variables.')];
  } catch (error) {
    if (!isIqraError(error)) throw error;
    return [note(`The variables of the campaign could not be loaded. ${error.message} ${error.nextStep} Until then, enter them under Dynamic Variables.`)];
  }
}

function toField(variable: DeclaredVariable): PlainInputField {
  return {
    key: `${variablePrefix}${variable.key}`,
    label: toTitle(variable.key),
    type: 'string',
    required: variable.required && !variable.mayBeEmpty,
    helpText: `The variable \`${variable.key}\` that the campaign's agent uses.${variable.required && variable.mayBeEmpty ? ' The campaign asks for it, but it may be empty.' : ''}`,
    group,
  };
}

/** `customer_name` and `customerName` become `Customer Name`. */
function toTitle(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[\s_.-]+/);
  return words.filter((word) => word !== '').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || key;
}

function note(text: string): PlainInputField {
  return { key: 'variables_note', type: 'copy', helpText: text.slice(0, 1000), group };
}
