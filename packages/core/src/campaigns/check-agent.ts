import type { AgentSetup, BusinessSetup, CampaignSetup } from '../domain/campaign-setup.ts';
import { found, type Finding } from './findings.ts';

/** Judges who speaks in the calls of a campaign, and with what: its agent, its opening script, the greeting in its language. */
export function checkAgent({ agents, scripts }: BusinessSetup, campaign: CampaignSetup): readonly Finding[] {
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
