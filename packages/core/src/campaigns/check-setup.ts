import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { AgentSetup, BusinessSetup, CallingNumberSetup, CampaignEvent, CampaignSetup, Provider, SwitchedOff, ToolSetup } from '../domain/business.ts';
import { countryChoices } from '../fields/initiate-call.fields.ts';
import { found, type Finding, type Severity } from './findings.ts';

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
export function checkCampaign(setup: BusinessSetup, campaign: CampaignSetup, countries: readonly string[]): CampaignCheck {
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

/**
 * Judges the numbers from which a campaign calls. A call takes the route with exactly the region of the recipient's number; where that
 * route is unusable the call is refused, also if the default number is good. `countries` = where recipients are; empty = not known.
 */
function checkNumbers(setup: BusinessSetup, campaign: CampaignSetup, countries: readonly string[]): readonly Finding[] {
  const { routes, defaultCallingNumberId } = campaign;
  const routed = new Set(routes.map(({ country }) => country));
  const withoutRoute = countries.filter((country) => !routed.has(country));
  const mildWhere = (nobodyTakesIt: boolean): Severity | undefined => (countries.length > 0 && nobodyTakesIt ? 'warning' : undefined);
  return [
    ...checkNumber(setup, { theDefaultOrARoute: 'The default number', asDefaultOrForACountry: 'as the default' }, defaultCallingNumberId, mildWhere(withoutRoute.length === 0)),
    ...routes.flatMap(({ country, callingNumberId }) =>
      checkNumber(setup, placeOfRoute(country), callingNumberId, mildWhere(!countries.includes(country))),
    ),
    ...withoutRoute.flatMap((country) => checkDefault(setup, campaign, country)),
  ];
}

/** What a number is chosen for, as the subject of a sentence and as a part of one. */
interface NumberPlace {
  readonly theDefaultOrARoute: string;
  readonly asDefaultOrForACountry: string;
}

function placeOfRoute(country: string): NumberPlace {
  return { theDefaultOrARoute: `The route for ${nameOf(country)}`, asDefaultOrForACountry: `for ${nameOf(country)}` };
}

function checkNumber(setup: BusinessSetup, place: NumberPlace, id: string | null, severity: Severity | undefined): readonly Finding[] {
  if (id === null) return [found('NUMBER_MISSING', place, severity)];
  const number = setup.callingNumbers.find((one) => one.id === id);
  if (number === undefined) return [found('NUMBER_DELETED', place, severity)];
  const values = { ...place, number: number.label };
  return [
    ...(number.voiceEnabled ? [] : [found('NUMBER_WITHOUT_VOICE', values, severity)]),
    ...(number.hasIntegration ? [] : [found('NUMBER_WITHOUT_INTEGRATION', values, severity)]),
    ...checkProvider(number, values, severity),
  ];
}

function checkProvider({ provider }: CallingNumberSetup, values: NumberPlace & { readonly number: string }, severity: Severity | undefined): readonly Finding[] {
  switch (provider) {
    case 'twilio':
      return [];
    case 'modemtel':
      return [found('PROVIDER_TELLS_NO_END', values)];
    case 'vonage':
    case 'telnyx':
    case 'sip':
    case 'unknown':
      return [found('PROVIDER_CANNOT_CALL', { ...values, provider: providerNames[provider] }, severity)];
    default:
      return provider satisfies never;
  }
}

const providerNames: Readonly<Record<Provider, string>> = { twilio: 'Twilio', modemtel: 'ModemTel', vonage: 'Vonage', telnyx: 'Telnyx', sip: 'SIP', unknown: 'an unknown kind' };

/** People of a country without a route see the default number; of the same country that is what they expect. */
function checkDefault({ callingNumbers }: BusinessSetup, { routes, defaultCallingNumberId }: CampaignSetup, country: string): readonly Finding[] {
  const number = callingNumbers.find(({ id }) => id === defaultCallingNumberId);
  if (number === undefined || number.country === country) return [];
  const neighbour = routes.find((route) => haveOneCode(route.country, country));
  const values = { country: nameOf(country), number: number.label };
  return [neighbour === undefined ? found('NO_ROUTE', values) : found('NO_ROUTE_OF_ITS_OWN', { ...values, neighbour: nameOf(neighbour.country) })];
}

function haveOneCode(one: string, other: string): boolean {
  return isSupportedCountry(one) && isSupportedCountry(other) && getCountryCallingCode(one) === getCountryCallingCode(other);
}

function nameOf(country: string): string {
  return countryChoices.find(({ value }) => value === country)?.label ?? country;
}

const labels: Readonly<Record<CampaignEvent, string>> = {
  initiation_failure: 'call initiation failure',
  initiated: 'call initiated',
  declined: 'call declined',
  missed: 'call missed',
  answered: 'call answered',
  ended: 'call ended',
};

/** Each of them is the end of a call; a step that waits needs them all. */
const ends: readonly CampaignEvent[] = ['initiation_failure', 'declined', 'missed', 'ended'];

/** Judges the tools that run when calls of the campaign begin and end, and those that its agent can use. */
function checkActions(setup: BusinessSetup, campaign: CampaignSetup): readonly Finding[] {
  const toolOf = (id: string): ToolSetup | undefined => setup.tools.find((tool) => tool.id === id);
  const deleted = campaign.actions.filter(({ toolId }) => toolOf(toolId) === undefined);
  return [
    ...(campaign.actions.some(({ event }) => event === 'answered') ? [found('ACTION_NEVER_RUNS', {})] : []),
    ...deleted.map(({ event }) => found('ACTION_TOOL_DELETED', { action: labels[event] })),
    ...usedTools(setup, campaign).flatMap(checkTool),
    ...checkCallbacks(setup, campaign),
  ];
}

function usedTools({ scripts, tools }: BusinessSetup, { actions, scriptId }: CampaignSetup): readonly ToolSetup[] {
  const script = scripts.find(({ id }) => id === scriptId);
  const used = new Set([...actions.map(({ toolId }) => toolId), ...(script?.toolIds ?? [])]);
  return tools.filter(({ id }) => used.has(id));
}

/** Words that Scriban's parser keeps for itself, and the names of its literals. */
const reservedWords = new Set('if else end for case when while break continue func import readonly with capture ret wrap do true false null this'.split(' '));

function checkTool({ name, lacksBody, argumentIds }: ToolSetup): readonly Finding[] {
  const reserved = argumentIds.filter((id) => reservedWords.has(id));
  return [
    ...(lacksBody ? [found('TOOL_WITHOUT_BODY', { tool: name })] : []),
    ...reserved.map((argument) => found('TOOL_ARGUMENT_RESERVED', { tool: name, argument })),
  ];
}

/** Whether the end of a call reaches the step that waits for it, whose address the call carries in its metadata. */
function checkCallbacks({ tools }: BusinessSetup, { actions }: CampaignSetup): readonly Finding[] {
  const callbacks = actions.flatMap((action) => {
    const argument = tools.find(({ id }) => id === action.toolId)?.resumeArgument ?? null;
    return argument === null ? [] : [{ ...action, argument }];
  });
  if (callbacks.length === 0) return [found('NO_CALLBACK', {})];
  const missing = ends.filter((end) => callbacks.every(({ event }) => event !== end)).map((end) => labels[end]);
  return [
    ...callbacks
      .filter(({ argument, metadataArguments }) => !metadataArguments.includes(argument))
      .map(({ event, argument }) => found('CALLBACK_WITHOUT_ADDRESS', { action: labels[event], argument })),
    ...(callbacks.some(({ event }) => event === 'initiated') ? [found('CALLBACK_TOO_EARLY', {})] : []),
    ...(missing.length === 0 ? [] : [found('CALLBACK_INCOMPLETE', { missing: missing.join(', ') })]),
  ];
}
