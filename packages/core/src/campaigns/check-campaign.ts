import type { ApiReads } from '../api/registry.ts';
import type { CampaignSetup } from '../domain/business.ts';
import { namedRefusal } from '../errors/answer-errors.ts';
import type { NothingLeft, RawInput } from '../fields/field.ts';
import { parseInput } from '../fields/parse-input.ts';
import { checkCampaignFields } from '../fields/search.fields.ts';
import { pickByName } from '../reading/campaign-directory.ts';
import { checkCampaign, type CampaignCheck } from './check-setup.ts';

/** What the form's campaign is: its id or its name; left empty, it means all of the business. A search picks by itself. */
type CampaignChoice = 'id' | 'name' | ((campaigns: readonly CampaignSetup[]) => readonly CampaignSetup[]);

/**
 * Checks campaigns with one request, sorted by name. `raw` = the values of the form.
 * @throws IqraError of kind `input` for a country that is none or a name that no campaign has; `not_found` for an unknown id;
 * whatever reading the business throws.
 */
export async function checkCampaigns(
  reads: Pick<ApiReads, 'getBusinessSetup'>,
  raw: RawInput<typeof checkCampaignFields>,
  choice: CampaignChoice,
): Promise<readonly CampaignCheck[]> {
  const { campaignId, recipientCountries = [], ...unread } = parseInput(checkCampaignFields, raw);
  unread satisfies NothingLeft;
  const setup = (await reads.getBusinessSetup()).value;
  return choose(setup.campaigns, campaignId, choice)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .map((campaign) => checkCampaign(setup, campaign, recipientCountries));
}

function choose(campaigns: readonly CampaignSetup[], value: string | undefined, choice: CampaignChoice): readonly CampaignSetup[] {
  if (typeof choice === 'function') return choice(campaigns);
  if (value === undefined) return campaigns;
  if (choice === 'name') return [pickByName(campaigns, value)];
  const found = campaigns.filter(({ id }) => id === value);
  if (found.length === 0) throw namedRefusal('CAMPAIGN_NOT_FOUND');
  return found;
}
