import type { ApiReads } from '../api/registry.ts';
import type { DeclaredVariable } from '../domain/business.ts';
import type { PlannedCall } from '../sending/planned-call.ts';

type Values = Readonly<Record<string, string>>;

/**
 * The call as its server wants empty values: what must be there and may be empty goes out as `""`; what may not be empty, and what the
 * campaign does not declare, is left out. Blanks are a value. Costs a request only where a value is empty.
 * @throws whatever reading the business throws; nothing was sent.
 */
export async function settleEmptyValues(reads: Pick<ApiReads, 'getBusiness'>, call: PlannedCall): Promise<PlannedCall> {
  if (!hasEmpty(call.dynamicVariables) && !hasEmpty(call.metadata)) return call;
  const campaigns = call.campaignId === null ? [] : (await reads.getBusiness()).value.campaigns;
  const campaign = campaigns.find(({ id }) => id === call.campaignId);
  return {
    ...call,
    dynamicVariables: withoutRefused(call.dynamicVariables, campaign?.dynamicVariables ?? []),
    metadata: withoutRefused(call.metadata, campaign?.metadata ?? []),
  };
}

function hasEmpty(values: Values): boolean {
  return Object.values(values).includes('');
}

function withoutRefused(values: Values, declared: readonly DeclaredVariable[]): Values {
  const mayBeEmpty = new Set(declared.filter((one) => one.mayBeEmpty).map(({ key }) => key));
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== '' || mayBeEmpty.has(key)));
}
