import type { BusinessSetup, CampaignEvent, CampaignSetup, ToolSetup } from '../domain/campaign-setup.ts';
import { found, type Finding } from './findings.ts';

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
export function checkActions(setup: BusinessSetup, campaign: CampaignSetup): readonly Finding[] {
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
const reservedWords = new Set(
  'if else end for case when while break continue func import readonly with capture ret wrap do true false null this'.split(' '),
);

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
