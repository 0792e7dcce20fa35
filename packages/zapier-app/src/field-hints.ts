/** How Zapier draws single fields of the one description in core. Drawing only: labels and help come from there. */
type DrawingHint = Readonly<Record<string, unknown>>;

export const initiateCallHints: Readonly<Record<string, DrawingHint>> = {
  campaignId: { dynamic: 'campaign_list.id.name', search: 'find_campaign.id', altersDynamicFields: true },
  agentId: { dynamic: 'agent_list.id.name' },
  numberId: { dynamic: 'number_list.id.name' },
};

/** What is no secret may stand in Zapier's logs, where it helps to find a wrong address. */
export const authenticationHints: Readonly<Record<string, DrawingHint>> = {
  apiKey: { type: 'password' },
  businessId: { isNoSecret: true },
  baseUrl: { isNoSecret: true },
  requestFormat: { isNoSecret: true },
};
