import type { AgentSetup, BusinessSetup, CallingNumberSetup, GreetingSetup, Provider, ScriptSetup, SwitchedOff } from '../domain/campaign-setup.ts';
import { openBusiness, toAgent, toCallingNumber } from './business.ts';
import { toCampaignSetup, toToolSetup } from './campaign-setup.ts';
import { businessPath, type ReadOperation } from './operation.ts';
import { child, integerOrNull, isWireObject, list, property, text, textMap, textOrNull, type WireObject } from './wire-value.ts';

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

function objects(object: WireObject, name: string): readonly WireObject[] {
  return list(object, name).filter(isWireObject);
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
