import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { Agent, AgentTool, Business, CallingNumber, Campaign, DeclaredVariable, SwitchedOffRight } from '../domain/business.ts';
import { isJsonObject } from '../domain/json-value.ts';
import { defaultMaxCallTimeSeconds } from '../domain/server-facts.ts';
import { businessPath, type ReadOperation } from './operation.ts';
import { child, integerOrNull, objects, property, text, textOrNull, type WireObject } from './wire-value.ts';

/** Reads ids, names, declared variables and limits for pickers; the secrets in the same answer are dropped while it is read. */
export const getBusiness: ReadOperation<void, Business> = {
  effect: 'read',
  toRequest: (_input, connection) => ({ method: 'GET', path: businessPath(connection) }),
  fromData: toBusiness,
};

/**
 * Picks ids, names, declared variables and limits out of the whole configuration. Everything else in that answer (owner's mail,
 * tool headers with secrets, SIP passwords) ends here. Returns `null` when the value is no business.
 */
function toBusiness(value: unknown): Business | null {
  const opened = openBusiness(value);
  if (opened === null) return null;
  const { data, app, id, name, language } = opened;
  return {
    id,
    name,
    switchedOff: toSwitchedOff(child(data, 'permission')),
    campaigns: objects(app, 'telephonyCampaigns').map(toCampaign),
    agents: objects(app, 'agents').map((agent) => toAgent(agent, language)),
    callingNumbers: objects(app, 'numbers').map(toCallingNumber),
    tools: objects(app, 'tools').map((tool) => toTool(tool, toolNodes(app), language)),
  };
}

/** The two parts of the answer, and what both readings of it begin with; `null` when the value is no business. */
export function openBusiness(value: unknown) {
  if (!isJsonObject(value)) return null;
  const data = child(value, 'businessData');
  const app = child(value, 'businessApp');
  const id = textOrNull(data, 'id') ?? textOrNull(app, 'id');
  return id === null ? null : { data, app, id, name: text(data, 'name'), language: textOrNull(data, 'defaultLanguage') };
}

/** Rights by module and kind; one that works stands without `disabledAt`, or not at all. */
function toSwitchedOff(permission: WireObject): readonly SwitchedOffRight[] {
  return Object.entries(permission).flatMap(([right, kinds]) => {
    const off = isJsonObject(kinds) ? Object.values(kinds).filter(isJsonObject).find((kind) => textOrNull(kind, 'disabledAt') !== null) : undefined;
    return off === undefined ? [] : [{ right, publicReason: textOrNull(off, 'publicReason') }];
  });
}

export function toCampaign(campaign: WireObject): Campaign {
  const variables = child(campaign, 'variables');
  const timeouts = child(child(campaign, 'configuration'), 'timeouts');
  return {
    id: text(campaign, 'id'),
    name: text(child(campaign, 'general'), 'name'),
    agentId: textOrNull(child(campaign, 'agent'), 'selectedAgentId'),
    defaultCallingNumberId: textOrNull(child(campaign, 'numberRoute'), 'defaultNumberId'),
    dynamicVariables: toDeclaredVariables(variables, 'dynamicVariables'),
    metadata: toDeclaredVariables(variables, 'metadata'),
    maxCallTimeSeconds: integerOrNull(timeouts, 'maxCallTimeS') ?? defaultMaxCallTimeSeconds,
  };
}

function toDeclaredVariables(variables: WireObject, name: string): readonly DeclaredVariable[] {
  return objects(variables, name).map((variable) => ({
    key: text(variable, 'key'),
    required: property(variable, 'isRequired') === true,
    mayBeEmpty: property(variable, 'isEmptyOrNullAllowed') === true,
  }));
}

export function toAgent(agent: WireObject, language: string | null): Agent {
  const id = text(agent, 'id');
  return { id, name: localName(child(agent, 'general'), language) || id };
}

/** A script's node of its own kind for a tool names that tool. */
function toolNodes(app: WireObject): readonly WireObject[] {
  const scripts = objects(app, 'scripts');
  return scripts.flatMap((script) => objects(script, 'nodes')).filter((node) => text(node, 'toolId') !== '');
}

function toTool(tool: WireObject, nodes: readonly WireObject[], language: string | null): AgentTool {
  const id = text(tool, 'id');
  const inputs = objects(child(tool, 'configuration'), 'inputSchemea');
  return {
    id,
    name: localName(child(tool, 'general'), language) || id,
    nodeIds: nodes.filter((node) => text(node, 'toolId') === id).map((node) => text(node, 'id')),
    arguments: inputs.map((input) => ({ id: text(input, 'id'), name: localName(input, language) })),
  };
}

/** Agents, tools and arguments have one name per language. */
export function localName(named: WireObject, language: string | null): string {
  const name = property(named, 'name');
  if (typeof name === 'string') return name;
  const names = isJsonObject(name) ? name : {};
  const preferred = language === null ? undefined : names[language];
  const texts = [preferred, ...Object.values(names)].filter((value): value is string => typeof value === 'string' && value !== '');
  return texts[0] ?? '';
}

/** Numbers have no name: country (ISO region) and national digits make their label. */
export function toCallingNumber(number: WireObject): CallingNumber {
  const digits = text(number, 'number');
  const country = text(number, 'countryCode').toUpperCase();
  const label = digits.startsWith('+') || !isSupportedCountry(country) ? digits : `+${getCountryCallingCode(country)}${digits}`;
  return { id: text(number, 'id'), label, voiceEnabled: property(number, 'voiceEnabled') !== false };
}
