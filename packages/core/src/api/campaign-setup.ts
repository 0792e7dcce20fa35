import type { ActionSetup, CampaignEvent, CampaignSetup, RouteSetup, ToolSetup } from '../domain/campaign-setup.ts';
import { resumeAddressKey } from '../waiting/resume-address.ts';
import { localName, toCampaign } from './business.ts';
import { child, integerOrNull, isWireObject, list, property, text, textOrNull, type WireObject } from './wire-value.ts';

/** What decides about the calls of a campaign, out of its whole configuration. */
export function toCampaignSetup(campaign: WireObject): CampaignSetup {
  const { id, name, agentId, defaultCallingNumberId, dynamicVariables, metadata, maxCallTimeSeconds } = toCampaign(campaign);
  const configuration = child(campaign, 'configuration');
  const retries = (member: string): boolean => property(child(configuration, member), 'enabled') === true;
  return {
    id,
    name,
    agentId: filledOrNull(agentId),
    language: filledOrNull(textOrNull(child(campaign, 'agent'), 'language')),
    scriptId: filledOrNull(textOrNull(child(campaign, 'agent'), 'openingScriptId')),
    defaultCallingNumberId: filledOrNull(defaultCallingNumberId),
    routes: toRoutes(child(child(campaign, 'numberRoute'), 'routeNumberList')),
    dynamicVariables,
    metadata,
    maxCallTimeSeconds,
    voicemailDetection: switchOrNull(child(campaign, 'voicemailDetection'), 'isEnabled'),
    retriesOnDecline: retries('retryOnDecline'),
    retriesOnNoAnswer: retries('retryOnMiss'),
    hasPostAnalysis: filledOrNull(textOrNull(child(campaign, 'postAnalysis'), 'postAnalysisId')) !== null,
    actions: actionMembers.flatMap(([event, member]) => toAction(event, child(child(campaign, 'actions'), member))),
  };
}

/** A key without a number is still taken by the server, which then refuses the call. */
function toRoutes(routes: WireObject): readonly RouteSetup[] {
  return Object.entries(routes).map(([country, id]) => ({ country, callingNumberId: typeof id === 'string' && id !== '' ? id : null }));
}

const actionMembers: readonly (readonly [CampaignEvent, string])[] = [
  ['initiation_failure', 'callInitiationFailureTool'],
  ['initiated', 'callInitiatedTool'],
  ['declined', 'callDeclinedTool'],
  ['missed', 'callMissedTool'],
  ['answered', 'callAnsweredTool'],
  ['ended', 'callEndedTool'],
];

/** The server hands the whole map over only where this is all of the argument's text. */
const wholeMetadata = '{={call_queue_metadata}=}';

/** The texts of the arguments stay here: people write tokens into them. */
function toAction(event: CampaignEvent, action: WireObject): readonly ActionSetup[] {
  const toolId = text(action, 'toolId');
  const filled = Object.entries(child(action, 'arguments'));
  const metadataArguments = filled.filter(([, value]) => value === wholeMetadata).map(([id]) => id);
  return toolId === '' ? [] : [{ event, toolId, metadataArguments }];
}

/** Requests that the server cannot send without a body: POST, PUT, PATCH. */
const methodsWithBody: readonly unknown[] = [1, 2, 4];
const noBody = 0;

/** Address, headers and body stay here: they hold credentials. */
export function toToolSetup(tool: WireObject, language: string | null): ToolSetup {
  const id = text(tool, 'id');
  const configuration = child(tool, 'configuration');
  return {
    id,
    name: localName(child(tool, 'general'), language) || id,
    argumentIds: list(configuration, 'inputSchemea').filter(isWireObject).map((input) => text(input, 'id')),
    lacksBody: methodsWithBody.includes(property(configuration, 'requestType')) && integerOrNull(configuration, 'bodyType') === noBody,
    resumeArgument: resumeArgumentOf(text(configuration, 'endpoint')),
  };
}

/** `call` where the address is `{{ call.iqra_resume_url }}`. */
const resumeAddress = new RegExp(String.raw`^\s*\{\{[-~]?\s*(\w+)(?:\.${resumeAddressKey}|\[\s*["']${resumeAddressKey}["']\s*\])\s*[-~]?\}\}\s*$`);

function resumeArgumentOf(endpoint: string): string | null {
  return resumeAddress.exec(endpoint)?.[1] ?? null;
}

function filledOrNull(id: string | null): string | null {
  return id === '' ? null : id;
}

function switchOrNull(object: WireObject, name: string): boolean | null {
  const value = property(object, name);
  return typeof value === 'boolean' ? value : null;
}
