import type { ApiReads } from '../api/registry.ts';
import type { CampaignSetup } from '../domain/business.ts';
import { refusalInAdvance } from '../errors/answer-errors.ts';
import type { RawInput } from '../fields/field.ts';
import { parseInput } from '../fields/parse-input.ts';
import { checkCampaignFields } from '../fields/search.fields.ts';
import { pickByName } from '../reading/campaign-directory.ts';
import { checkCampaign, type CampaignCheck } from './check-setup.ts';

/** Which campaigns a form means: one by its id or exact name, those that a search picks, or all of the business. */
type CampaignChoice =
  | { readonly by: 'id' | 'name'; readonly value: string }
  | { readonly by: 'fit'; readonly chosen: (campaigns: readonly CampaignSetup[]) => readonly CampaignSetup[] }
  | { readonly by: 'all' };

/**
 * Checks campaigns with one request, sorted by name. `raw` = the values of the form.
 * @throws IqraError of kind `input` for a country that is none or a name that no campaign has; `not_found` for an unknown id;
 * whatever reading the business throws.
 */
export async function checkCampaigns(
  reads: Pick<ApiReads, 'getBusinessSetup'>,
  choice: CampaignChoice,
  raw: RawInput<Pick<typeof checkCampaignFields, 'recipientCountries'>>,
): Promise<readonly CampaignCheck[]> {
  const { recipientCountries } = checkCampaignFields;
  const countries = parseInput({ recipientCountries }, raw).recipientCountries ?? [];
  const setup = (await reads.getBusinessSetup()).value;
  return choose(setup.campaigns, choice)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .map((campaign) => checkCampaign(setup, campaign, countries));
}

function choose(campaigns: readonly CampaignSetup[], choice: CampaignChoice): readonly CampaignSetup[] {
  switch (choice.by) {
    case 'all':
      return campaigns;
    case 'fit':
      return choice.chosen(campaigns);
    case 'name':
      return [pickByName(campaigns, choice.value.trim())];
    case 'id': {
      const found = campaigns.filter(({ id }) => id === choice.value.trim());
      if (found.length === 0) throw refusalInAdvance('CAMPAIGN_NOT_FOUND');
      return found;
    }
    default:
      return choice satisfies never;
  }
}
