import { type Campaign, type DeclaredVariable, type IqraError, isIqraError } from '@iqra-automation/core';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { rememberCampaignNames } from '../campaign-names.ts';
import { withClient } from '../run-step.ts';

/** Keys of the fields that are drawn for what a campaign declares. */
export const declaredPrefixes = { dynamicVariables: 'variable__', metadata: 'metadata__' } as const;

/** What the form can learn about the chosen campaign. */
type CampaignAnswer =
  | { readonly kind: 'none_chosen' }
  | { readonly kind: 'campaign'; readonly campaign: Campaign }
  | { readonly kind: 'not_listed' }
  | { readonly kind: 'failed'; readonly error: IqraError };

/** The parts of one drawing of the form share their question: the platform hands each of them the same bundle. */
const asked = new WeakMap<Bundle, Promise<CampaignAnswer>>();

function askOnce(z: ZObject, bundle: Bundle): Promise<CampaignAnswer> {
  const answer = asked.get(bundle) ?? askCampaign(z, bundle);
  asked.set(bundle, answer);
  return answer;
}

async function askCampaign(z: ZObject, bundle: Bundle): Promise<CampaignAnswer> {
  const campaignId = bundle.inputData['campaign_id'];
  if (typeof campaignId !== 'string' || campaignId.trim() === '') return { kind: 'none_chosen' };
  try {
    const business = await withClient(z, bundle, async ({ client }) => (await client.getBusiness()).value);
    await rememberCampaignNames(z, business.campaigns);
    const campaign = business.campaigns.find(({ id }) => id === campaignId.trim());
    return campaign === undefined ? { kind: 'not_listed' } : { kind: 'campaign', campaign };
  } catch (error) {
    if (isIqraError(error)) return { kind: 'failed', error };
    throw error;
  }
}

/** Variables and metadata of the chosen campaign that the server refuses when they are empty. */
export async function requiredDeclaredFields(z: ZObject, bundle: Bundle): Promise<PlainInputField[]> {
  const answer = await askOnce(z, bundle);
  return answer.kind === 'campaign' ? drawDeclared(answer.campaign, mayNotBeEmpty) : [];
}

/** The others. A form that cannot ask the server still opens: it says why, and the dictionaries take the values meanwhile. */
export async function optionalDeclaredFields(z: ZObject, bundle: Bundle): Promise<PlainInputField[]> {
  const answer = await askOnce(z, bundle);
  switch (answer.kind) {
    case 'none_chosen':
      return [];
    case 'campaign':
      return drawDeclared(answer.campaign, (variable) => !mayNotBeEmpty(variable));
    case 'not_listed':
      return [note('The campaign comes from an earlier step, so what it declares cannot be listed here. Enter its variables under Advanced, Variables, and its metadata under Metadata.')];
    case 'failed':
      return [note(`The variables of the campaign could not be loaded. ${answer.error.message} ${answer.error.nextStep} Until then, enter them under Advanced, Variables.`)];
    default:
      return answer satisfies never;
  }
}

/** Zapier refuses an empty required field, but the server may want exactly that. */
function mayNotBeEmpty(variable: DeclaredVariable): boolean {
  return variable.required && !variable.mayBeEmpty;
}

function drawDeclared(campaign: Campaign, isDrawn: (variable: DeclaredVariable) => boolean): PlainInputField[] {
  return [
    ...campaign.dynamicVariables.filter(isDrawn).map((variable) => toField(variable, 'dynamicVariables')),
    ...campaign.metadata.filter(isDrawn).map((variable) => toField(variable, 'metadata')),
  ];
}

function toField(variable: DeclaredVariable, map: keyof typeof declaredPrefixes): PlainInputField {
  const isVariable = map === 'dynamicVariables';
  return {
    key: `${declaredPrefixes[map]}${variable.key}`,
    label: isVariable ? toTitle(variable.key) : `${toTitle(variable.key)} (Metadata)`,
    type: 'string',
    required: mayNotBeEmpty(variable),
    helpText: `${isVariable ? `The variable \`${variable.key}\` that the campaign's agent uses.` : `The metadata \`${variable.key}\` that the campaign keeps with the call.`}${variable.required && variable.mayBeEmpty ? ' It may be empty.' : ''}`,
  };
}

/** `customer_name` and `customerName` become `Customer Name`. */
function toTitle(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[\s_.-]+/);
  return words.filter((word) => word !== '').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || key;
}

function note(text: string): PlainInputField {
  return { key: 'variables_note', type: 'copy', helpText: text.slice(0, 1000) };
}
