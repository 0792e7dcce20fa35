import { type Campaign, type Client, isIqraError } from '@iqra-automation/core';

/** The campaign of a call, or `null` when it is gone or this key may not read the business: a call is worth showing without it. */
export async function readCampaign(client: Pick<Client, 'getBusiness'>, campaignId: string | null): Promise<Campaign | null> {
  if (campaignId === null) return null;
  try {
    const { campaigns } = (await client.getBusiness()).value;
    return campaigns.find((campaign) => campaign.id === campaignId) ?? null;
  } catch (error) {
    if (isIqraError(error) && error.kind !== 'authentication') return null;
    throw error;
  }
}
