import { createCampaignCounts, type CampaignCounts } from '../campaigns/keep-daily-limit.ts';
import type { Business, Campaign } from '../domain/business.ts';
import type { Read } from '../domain/reads.ts';
import type { CallReads } from '../api/registry.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { fieldErrors, inputError } from '../fields/field.ts';

/** The business's campaigns, read from the server when the first question comes, and kept for one run of a step. */
export interface CampaignDirectory {
  /** The whole business, as `getBusiness` of the client, which asks the server once. */
  getBusiness(): Promise<Read<Business>>;
  /**
   * `null` where the campaign is gone or the business cannot be read: a call is worth telling without it.
   * @throws IqraError only of kind `authentication`: then no reading will succeed.
   */
  find(campaignId: string | null): Promise<Campaign | null>;
  /**
   * The campaign that `pickNamed` finds by its whole name.
   * @throws IqraError of kind `input` when no campaign or more than one has the name; whatever reading the business throws.
   */
  findByName(name: string): Promise<Campaign>;
  /** How many calls each campaign has had today, as far as a rule has asked. */
  readonly counts: CampaignCounts;
}

export function createCampaignDirectory(reads: Pick<CallReads, 'getBusiness'>): CampaignDirectory {
  let reading: Promise<Read<Business>> | null = null;
  const getBusiness = (): Promise<Read<Business>> => {
    if (reading !== null) return reading;
    const asked = reads.getBusiness();
    reading = asked;
    // What failed is asked again at the next question.
    asked.catch(() => { reading = null; });
    return asked;
  };
  const campaigns = async (): Promise<readonly Campaign[]> => (await getBusiness()).value.campaigns;
  return {
    getBusiness,
    find: async (campaignId) => {
      if (campaignId === null) return null;
      const known = await campaigns().catch(noneUnlessRefused);
      return known.find(({ id }) => id === campaignId) ?? null;
    },
    findByName: async (name) => pickByName(await campaigns(), name),
    counts: createCampaignCounts(),
  };
}

function noneUnlessRefused(error: unknown): readonly never[] {
  if (isIqraError(error) && error.kind === 'authentication') throw error;
  return [];
}

/**
 * Those that a person means by a name: the same but for blanks around it, else the same but for case, else, with `part`, those whose
 * name contains it.
 */
export function pickNamed<One extends { readonly name: string }>(all: readonly One[], text: string, by: 'whole' | 'part'): readonly One[] {
  const wanted = lettersOf(text);
  if (wanted === '') return [];
  const whole = all.filter(({ name }) => lettersOf(name) === wanted);
  const exact = whole.filter(({ name }) => name.trim() === text.trim());
  if (exact.length > 0) return exact;
  return whole.length > 0 || by === 'whole' ? whole : all.filter(({ name }) => lettersOf(name).includes(wanted));
}

function lettersOf(name: string): string {
  return name.normalize().trim().toLowerCase();
}

/** The only campaign with this name. Throws as `findByName`. */
export function pickByName<C extends Pick<Campaign, 'id' | 'name'>>(campaigns: readonly C[], name: string): C {
  const named = pickNamed(campaigns, name, 'whole');
  const [only] = named;
  if (only !== undefined && named.length === 1) return only;
  const shown = `"${name.trim().slice(0, 60)}"`;
  throw inputError([
    named.length === 0
      ? fieldErrors.problem('CAMPAIGN_NAME_UNKNOWN', 'campaignId', { message: `Campaign: there is no campaign named ${shown}. ${describeNames(campaigns)}` })
      : fieldErrors.problem('CAMPAIGN_NAME_AMBIGUOUS', 'campaignId', { count: named.length, name: shown }),
  ]);
}

function describeNames(campaigns: readonly Pick<Campaign, 'name'>[]): string {
  const names = campaigns.slice(0, 8).map((campaign) => `"${campaign.name.slice(0, 60)}"`);
  return names.length === 0 ? 'This business has no campaigns yet.' : `The names are ${names.join(', ')}${campaigns.length > names.length ? ' and more' : ''}.`;
}
