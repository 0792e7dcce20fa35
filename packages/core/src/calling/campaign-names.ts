import type { Campaign } from '../domain/business.ts';
import type { ApiReads } from '../api/registry.ts';
import { inputError } from '../fields/parse-input.ts';

/** Names and ids of the business's campaigns, read from the server when the first question comes, and kept for one run of a step. */
export interface CampaignNames {
  /**
   * The id of the campaign with exactly this name (outer blanks do not count).
   * @throws IqraError of kind `input` when no campaign or more than one has the name; whatever reading the business throws.
   */
  idOf(name: string): Promise<string>;
  /** `null` where the campaign is gone or the business cannot be read: a call is worth telling without it. */
  nameOf(campaignId: string | null): Promise<string | null>;
}

export function createCampaignNames(reads: Pick<ApiReads, 'getBusiness'>): CampaignNames {
  let reading: Promise<readonly Campaign[]> | null = null;
  const campaigns = (): Promise<readonly Campaign[]> => {
    reading ??= reads.getBusiness().then((read) => read.value.campaigns);
    // What failed is asked again at the next question.
    reading.catch(() => { reading = null; });
    return reading;
  };
  return {
    idOf: async (name) => pickByName(await campaigns(), name.trim()),
    nameOf: async (campaignId) => {
      if (campaignId === null) return null;
      const known = await campaigns().catch(() => []);
      return known.find(({ id }) => id === campaignId)?.name ?? null;
    },
  };
}

function pickByName(campaigns: readonly Campaign[], name: string): string {
  const named = campaigns.filter((campaign) => campaign.name.trim() === name);
  const [only] = named;
  if (only !== undefined && named.length === 1) return only.id;
  const shown = `"${name.slice(0, 60)}"`;
  const message = named.length === 0
    ? `Campaign: there is no campaign named ${shown}. ${describeNames(campaigns)}`
    : `Campaign: ${named.length} campaigns are named ${shown}. Choose one from the list, or give its ID.`;
  throw inputError([{ field: 'campaignId', code: named.length === 0 ? 'CAMPAIGN_NAME_UNKNOWN' : 'CAMPAIGN_NAME_AMBIGUOUS', message }]);
}

function describeNames(campaigns: readonly Campaign[]): string {
  const names = campaigns.slice(0, 8).map((campaign) => `"${campaign.name.slice(0, 60)}"`);
  return names.length === 0 ? 'This business has no campaigns yet.' : `The names are ${names.join(', ')}${campaigns.length > names.length ? ' and more' : ''}.`;
}
