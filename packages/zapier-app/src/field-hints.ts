/** How Zapier draws single fields of the one description in core. Drawing only: labels and help come from there. */
type DrawingHint = Readonly<Record<string, unknown>>;

export const initiateCallHints: Readonly<Record<string, DrawingHint>> = {
  campaignId: { required: true, dynamic: 'campaign_list.id.name', search: 'find_campaign.id', altersDynamicFields: true },
  /** No id of the run reaches an action, so only this key tells a repeated event from a new one. */
  eventKey: { required: true },
  agentId: { dynamic: 'agent_list.id.name', search: 'find_agent.id' },
  numberId: { dynamic: 'number_list.id.name', search: 'find_number.id' },
  /** Zapier puts a default in the place of a mapping that found nothing. Here that is refused; what was left out, core decides. */
  callingHours: { default: undefined },
  outsideHours: { default: undefined },
};

export const tryAgainHints: Readonly<Record<string, DrawingHint>> = {
  queueId: { dynamic: 'call_list.id.name' },
  /** As for the hours above: core decides what was left out, and refuses a mapping that found nothing. */
  delay: { default: undefined },
  afterOutcomes: { default: undefined },
};

export const triggerHints: Readonly<Record<string, DrawingHint>> = {
  campaigns: { dynamic: 'campaign_list.id.name', placeholder: undefined },
};

export const searchHints: Readonly<Record<string, DrawingHint>> = {
  queueId: { dynamic: 'call_list.id.name' },
  campaignId: { dynamic: 'campaign_list.id.name', search: 'find_campaign.id' },
};

/** A list of all countries would be longer than the rest of the form. */
export const checkCampaignHints: Readonly<Record<string, DrawingHint>> = {
  recipientCountries: { choices: undefined, list: undefined },
};

/** What is no secret may stand in Zapier's logs, where it helps to find a wrong address. */
export const authenticationHints: Readonly<Record<string, DrawingHint>> = {
  apiKey: { type: 'password' },
  businessId: { isNoSecret: true },
  baseUrl: { isNoSecret: true },
  requestFormat: { isNoSecret: true },
};
