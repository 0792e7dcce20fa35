import type { Campaign, DeclaredVariable } from '../domain/business.ts';
import type { RawCallInput } from '../fields/initiate-call.fields.ts';
import type { PlannedCall } from '../sending/planned-call.ts';

type Maps = Pick<PlannedCall, 'dynamicVariables' | 'metadata'>;
const mapNames = ['dynamicVariables', 'metadata'] as const;

/** Whether a value was left empty, so that what the campaign declares decides whether it is sent. Blanks are a value. */
export function leavesValuesEmpty(raw: RawCallInput): boolean {
  return mapNames.some((name) => emptyKeys(raw[name]).length > 0);
}

/**
 * What is sent of values that are empty, by the server's own rule: a declared value that is empty is refused wherever it may not be
 * empty, required or not, and a required one is refused when it is missing. So what is required and may be empty is sent as an empty
 * text, and what is optional and may not be empty is left out. What nobody declares stays as it was entered.
 */
export function fitToCampaign(maps: Maps, campaign: Campaign): Maps {
  return {
    dynamicVariables: fitMap(maps.dynamicVariables, campaign.dynamicVariables),
    metadata: fitMap(maps.metadata, campaign.metadata),
  };
}

function fitMap(map: Readonly<Record<string, string>>, declared: readonly DeclaredVariable[]): Readonly<Record<string, string>> {
  const mayNotBeEmpty = new Set(declared.filter(({ required, mayBeEmpty }) => !required && !mayBeEmpty).map(({ key }) => key));
  const kept = Object.entries(map).filter(([key, value]) => value !== '' || !mayNotBeEmpty.has(key));
  const added = declared.filter(({ key, required, mayBeEmpty }) => required && mayBeEmpty && !Object.hasOwn(map, key));
  return Object.fromEntries([...kept, ...added.map(({ key }): [string, string] => [key, ''])]);
}

function emptyKeys(map: unknown): readonly string[] {
  if (typeof map !== 'object' || map === null) return [];
  return Object.entries(map).flatMap(([key, value]) => (value === '' || value === null || value === undefined ? [key] : []));
}
