import type { BusinessSetup, CampaignSetup } from '../domain/campaign-setup.ts';
import { found, type Finding } from './findings.ts';

/** Judges who speaks in the calls of a campaign, and with what: its agent, its opening script, the greeting in its language. */
export function checkAgent({ agents, scripts }: BusinessSetup, campaign: CampaignSetup): readonly Finding[] {
  const script = scripts.some(({ id }) => id === campaign.scriptId) ? [] : [found('SCRIPT_MISSING', {})];
  if (campaign.agentId === null) return [found('AGENT_MISSING', {}), ...script];
  const agent = agents.find(({ id }) => id === campaign.agentId);
  if (agent === undefined) return [found('AGENT_DELETED', {}), ...script];
  if (agent.speaksFirst !== true || campaign.language === null) return script;
  const greeting = agent.greetings.find(({ language }) => language === campaign.language);
  if (greeting === undefined) return [...script, found('GREETING_MISSING', { language: campaign.language })];
  const required = new Set(campaign.dynamicVariables.filter((variable) => variable.required).map(({ key }) => key));
  return [
    ...script,
    ...greeting.variables.filter((name) => !required.has(name)).map((name) => found('GREETING_VARIABLE_OPTIONAL', { variable: `{{${name}}}` })),
    ...greeting.variablesWithBlanks.map((name) => found('GREETING_VARIABLE_WITH_BLANKS', { variable: name })),
  ];
}
