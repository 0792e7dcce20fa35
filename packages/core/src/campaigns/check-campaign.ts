import type { ApiReads } from '../api/registry.ts';
import type { AgentSetup, BusinessSetup, CampaignSetup, SwitchedOff } from '../domain/campaign-setup.ts';
import { refusalInAdvance } from '../errors/answer-errors.ts';
import type { RawInput } from '../fields/field.ts';
import { parseInput } from '../fields/parse-input.ts';
import { checkCampaignFields } from '../fields/search.fields.ts';
import { pickByName } from '../reading/campaign-directory.ts';
import { checkActions } from './check-actions.ts';
import { checkNumbers } from './check-numbers.ts';
import { found, type Finding, type Severity } from './findings.ts';

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

/** What a check of one campaign says. */
export interface CampaignCheck {
  readonly campaignId: string;
  readonly campaignName: string;
  readonly maxCallTimeSeconds: number;
  /** Nothing was found that keeps calls from being placed and held. */
  readonly ready: boolean;
  /** How many findings of which severity, in a sentence. */
  readonly summary: string;
  /** The gravest first. */
  readonly findings: readonly Finding[];
}

const severities: readonly Severity[] = ['error', 'warning', 'info'];

/**
 * Says what will go wrong with the calls of a campaign, from how it is set up. Asks nothing: balance, free lines and the provider's own
 * account cannot be seen here. `countries` = where recipients are, ISO 3166 alpha-2; empty = not known.
 */
function checkCampaign(setup: BusinessSetup, campaign: CampaignSetup, countries: readonly string[]): CampaignCheck {
  const all = [...checkBusiness(setup), ...checkAgent(setup, campaign), ...checkNumbers(setup, campaign, countries), ...checkSettings(campaign), ...checkActions(setup, campaign)];
  const findings = severities.flatMap((severity) => all.filter((one) => one.severity === severity));
  return {
    campaignId: campaign.id,
    campaignName: campaign.name,
    maxCallTimeSeconds: campaign.maxCallTimeSeconds,
    ready: findings.every(({ severity }) => severity !== 'error'),
    summary: summaryOf(findings),
    findings,
  };
}

function checkBusiness({ callsOff, queueOff }: BusinessSetup): readonly Finding[] {
  return [
    ...(callsOff === null ? [] : [found('CALLS_SWITCHED_OFF', { reason: reasonOf(callsOff) })]),
    ...(queueOff === null ? [] : [found('QUEUE_NOT_READABLE', { reason: reasonOf(queueOff) })]),
  ];
}

function reasonOf({ reason }: SwitchedOff): string {
  return reason === null || reason.trim() === '' ? '' : `The server gives the reason: ${reason.trim()}.`;
}

function checkSettings(campaign: CampaignSetup): readonly Finding[] {
  const retries = [...(campaign.retriesOnDecline ? ['after a decline'] : []), ...(campaign.retriesOnNoAnswer ? ['after no answer'] : [])];
  return [
    ...(campaign.maxCallTimeSeconds === 0 ? [found('CALL_TIME_ZERO', {})] : []),
    ...(campaign.voicemailDetection === false ? [found('VOICEMAIL_DETECTION_OFF', {})] : []),
    ...(retries.length > 0 ? [found('RETRY_NOT_RUN', { when: retries.join(' and ') })] : []),
    ...(campaign.hasPostAnalysis ? [found('POST_ANALYSIS_NOT_READABLE', {})] : []),
  ];
}

function summaryOf(findings: readonly Finding[]): string {
  const counts = severities.map((severity) => ({ severity, count: findings.filter((one) => one.severity === severity).length }));
  const told = counts.filter(({ severity, count }) => count > 0 && severity !== 'info').map(({ severity, count }) => `${count} ${severity}${count === 1 ? '' : 's'}`);
  if (told.length === 0) return 'Nothing was found that goes wrong.';
  return `Found ${told.join(' and ')}.`;
}

/** Judges who speaks in the calls of a campaign, and with what: its agent, its opening script, the greeting in its language. */
function checkAgent({ agents, scripts }: BusinessSetup, campaign: CampaignSetup): readonly Finding[] {
  const script = scripts.some(({ id }) => id === campaign.scriptId) ? [] : [found('SCRIPT_MISSING', {})];
  if (campaign.agentId === null) return [found('AGENT_MISSING', {}), ...script];
  const agent = agents.find(({ id }) => id === campaign.agentId);
  if (agent === undefined) return [found('AGENT_DELETED', {}), ...script];
  return [...script, ...checkGreeting(agent, campaign)];
}

/** The server replaces `{{name}}` by the call's variable of that name, letter by letter, and speaks whatever is left. */
function checkGreeting({ speaksFirst, greetings }: AgentSetup, { language, dynamicVariables }: CampaignSetup): readonly Finding[] {
  if (speaksFirst !== true || language === null) return [];
  const greeting = greetings.find((one) => one.language === language);
  if (greeting === undefined) return [found('GREETING_MISSING', { language })];
  const required = new Set(dynamicVariables.filter((variable) => variable.required).map(({ key }) => key));
  return [
    ...greeting.variables.filter((name) => !required.has(name)).map((name) => found('GREETING_VARIABLE_OPTIONAL', { variable: `{{${name}}}` })),
    ...greeting.variablesWithBlanks.map((name) => found('GREETING_VARIABLE_WITH_BLANKS', { variable: name })),
  ];
}
