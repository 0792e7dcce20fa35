import type { ActionSetup, AgentSetup, BusinessSetup, CallingNumberSetup, CampaignEvent, CampaignSetup, GreetingSetup, Provider, RouteSetup, ScriptSetup, SwitchedOff, ToolSetup } from '../domain/business.ts';
import { resumeAddressKey } from '../waiting/resume-address.ts';
import { localName, openBusiness, toAgent, toCallingNumber, toCampaign } from './business.ts';
import { businessPath, type ReadOperation } from './operation.ts';
import { child, integerOrNull, objects, property, text, textMap, textOrNull, type WireObject } from './wire-value.ts';

/** Reads how the campaigns of a business are set up. The same answer as `getBusiness`; its secrets are dropped while it is read. */
export const getBusinessSetup: ReadOperation<void, BusinessSetup> = {
  effect: 'read',
  toRequest: (_input, connection) => ({ method: 'GET', path: businessPath(connection) }),
  fromData: toBusinessSetup,
};

/** Returns `null` when the value is no business. */
function toBusinessSetup(value: unknown): BusinessSetup | null {
  const opened = openBusiness(value);
  if (opened === null) return null;
  const { data, app, id, name, language } = opened;
  const integrations = new Set(objects(app, 'integrations').map((integration) => text(integration, 'id')));
  return {
    id,
    name,
    ...toSwitches(child(data, 'permission')),
    agents: objects(app, 'agents').map((agent) => toAgentSetup(agent, language)),
    scripts: objects(app, 'scripts').map(toScript),
    callingNumbers: objects(app, 'numbers').map((number) => toNumberSetup(number, integrations)),
    tools: objects(app, 'tools').map((tool) => toToolSetup(tool, language)),
    campaigns: objects(app, 'telephonyCampaigns').map(toCampaignSetup),
  };
}

/** Reading the queue needs the right to edit, too: without it the server refuses every read but that of the business. */
function toSwitches(permission: WireObject): Pick<BusinessSetup, 'callsOff' | 'queueOff'> {
  const conversations = child(permission, 'conversations');
  return {
    callsOff: switchedOff(child(permission, 'makeCall'), ['Full']),
    queueOff:
      switchedOff(child(permission, 'businessPermissions'), ['Editing']) ??
      switchedOff(child(conversations, 'conversationPermissions'), ['Full', 'Retrieving']) ??
      switchedOff(child(conversations, 'outbound'), ['Full', 'Retrieving']),
  };
}

function switchedOff(rights: WireObject, kinds: readonly string[]): SwitchedOff | null {
  const off = kinds.map((kind) => child(rights, kind)).find((kind) => textOrNull(kind, 'disabledAt') !== null);
  return off === undefined ? null : { reason: textOrNull(off, 'publicReason') };
}

/** The agent begins (0), or waits for the person (1). */
const agentBegins = 0;

function toAgentSetup(agent: WireObject, language: string | null): AgentSetup {
  const utterances = child(agent, 'utterances');
  const opening = integerOrNull(utterances, 'openingType');
  return {
    ...toAgent(agent, language),
    speaksFirst: opening === null ? null : opening === agentBegins,
    greetings: Object.entries(textMap(utterances, 'greetingMessage')).flatMap(([spoken, words]) => (words.trim() === '' ? [] : [toGreeting(spoken, words)])),
  };
}

/** Only what stands between braces and looks like a name is taken out of the words. */
function toGreeting(language: string, words: string): GreetingSetup {
  const named = [...words.matchAll(/\{\{(\s*)([\w-]{1,60})(\s*)\}\}/g)];
  const namesWhere = (plain: boolean): readonly string[] => {
    const names = named.flatMap(([, before = '', name = '', after = '']) => ((before + after === '') === plain ? [name] : []));
    return [...new Set(names)];
  };
  return { language, variables: namesWhere(true), variablesWithBlanks: namesWhere(false) };
}

function toScript(script: WireObject): ScriptSetup {
  const toolIds = objects(script, 'nodes').map((node) => text(node, 'toolId')).filter((id) => id !== '');
  return { id: text(script, 'id'), toolIds: [...new Set(toolIds)] };
}

const providers: Readonly<Record<number, Provider>> = { 1: 'modemtel', 2: 'twilio', 3: 'vonage', 4: 'telnyx', 10: 'sip' };

function toNumberSetup(number: WireObject, integrations: ReadonlySet<string>): CallingNumberSetup {
  return {
    ...toCallingNumber(number),
    country: text(number, 'countryCode').toUpperCase(),
    provider: providers[Number(property(number, 'provider'))] ?? 'unknown',
    hasIntegration: integrations.has(text(number, 'integrationId')),
  };
}

/** What decides about the calls of a campaign, out of its whole configuration. */
function toCampaignSetup(campaign: WireObject): CampaignSetup {
  const { agentId, defaultCallingNumberId, ...rest } = toCampaign(campaign);
  const configuration = child(campaign, 'configuration');
  const retries = (member: string): boolean => property(child(configuration, member), 'enabled') === true;
  return {
    ...rest,
    agentId: filledOrNull(agentId),
    language: filledOrNull(textOrNull(child(campaign, 'agent'), 'language')),
    scriptId: filledOrNull(textOrNull(child(campaign, 'agent'), 'openingScriptId')),
    defaultCallingNumberId: filledOrNull(defaultCallingNumberId),
    routes: toRoutes(child(child(campaign, 'numberRoute'), 'routeNumberList')),
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
function toToolSetup(tool: WireObject, language: string | null): ToolSetup {
  const id = text(tool, 'id');
  const configuration = child(tool, 'configuration');
  return {
    id,
    name: localName(child(tool, 'general'), language) || id,
    argumentIds: objects(configuration, 'inputSchemea').map((input) => text(input, 'id')),
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
