import type { ApiReads } from '../api/registry.ts';
import type { Campaign, DeclaredVariable } from '../domain/business.ts';
import type { PlannedCall } from '../sending/planned-call.ts';

type Values = Readonly<Record<string, string>>;

/**
 * The call as its server wants empty values: what must be there and may be empty goes out as `""`; what may not be empty, and what the
 * campaign does not declare, is left out. Blanks are a value. Costs a request only where a value is empty.
 * @throws whatever reading the business throws; nothing was sent.
 */
export async function settleEmptyValues(reads: Pick<ApiReads, 'getBusiness'>, call: PlannedCall): Promise<PlannedCall> {
  if (!hasEmpty(call.dynamicVariables) && !hasEmpty(call.metadata)) return call;
  const campaign = await campaignOf(reads, call);
  return {
    ...call,
    dynamicVariables: withoutRefused(call.dynamicVariables, campaign?.dynamicVariables ?? []),
    metadata: withoutRefused(call.metadata, campaign?.metadata ?? []),
  };
}

/**
 * The call with an empty text for every value that its campaign requires, that may be empty, and that is missing; the same call where
 * there is none. A host drops a field that was left empty, so only the server's refusal tells that it is missing.
 */
export async function addEmptyValues(reads: Pick<ApiReads, 'getBusiness'>, call: PlannedCall): Promise<PlannedCall> {
  const campaign = await campaignOf(reads, call);
  const variables = missingEmpties(call.dynamicVariables, campaign?.dynamicVariables ?? []);
  const metadata = missingEmpties(call.metadata, campaign?.metadata ?? []);
  if (variables.length + metadata.length === 0) return call;
  return {
    ...call,
    dynamicVariables: Object.fromEntries([...Object.entries(call.dynamicVariables), ...variables]),
    metadata: Object.fromEntries([...Object.entries(call.metadata), ...metadata]),
  };
}

async function campaignOf(reads: Pick<ApiReads, 'getBusiness'>, call: PlannedCall): Promise<Campaign | undefined> {
  if (call.campaignId === null) return undefined;
  return (await reads.getBusiness()).value.campaigns.find(({ id }) => id === call.campaignId);
}

function missingEmpties(values: Values, declared: readonly DeclaredVariable[]): readonly (readonly [string, string])[] {
  return declared.filter(({ key, required, mayBeEmpty }) => required && mayBeEmpty && !Object.hasOwn(values, key)).map(({ key }) => [key, '']);
}

function hasEmpty(values: Values): boolean {
  return Object.values(values).includes('');
}

function withoutRefused(values: Values, declared: readonly DeclaredVariable[]): Values {
  const mayBeEmpty = new Set(declared.filter((one) => one.mayBeEmpty).map(({ key }) => key));
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== '' || mayBeEmpty.has(key)));
}
