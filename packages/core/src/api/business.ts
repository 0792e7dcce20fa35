import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { Agent, Business, CallingNumber, Campaign, DeclaredVariable, SwitchedOffRight } from '../domain/business.ts';
import { defaultMaxCallTimeSeconds } from '../domain/server-facts.ts';
import { businessPath, type ReadOperation } from './operation.ts';
import { child, integerOrNull, isWireObject, list, property, text, textOrNull, type WireObject } from './wire-value.ts';

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
  if (!isWireObject(value)) return null;
  const data = child(value, 'businessData');
  const app = child(value, 'businessApp');
  const id = textOrNull(data, 'id') ?? textOrNull(app, 'id');
  if (id === null) return null;
  const language = textOrNull(data, 'defaultLanguage');
  return {
    id,
    name: text(data, 'name'),
    switchedOff: toSwitchedOff(child(data, 'permission')),
    campaigns: list(app, 'telephonyCampaigns').filter(isWireObject).map(toCampaign),
    agents: list(app, 'agents').filter(isWireObject).map((agent) => toAgent(agent, language)),
    callingNumbers: list(app, 'numbers').filter(isWireObject).map(toCallingNumber),
  };
}

/** Rights by module and kind; one that works stands without `disabledAt`, or not at all. */
function toSwitchedOff(permission: WireObject): readonly SwitchedOffRight[] {
  return Object.entries(permission).flatMap(([right, kinds]) => {
    const off = isWireObject(kinds) ? Object.values(kinds).filter(isWireObject).find((kind) => textOrNull(kind, 'disabledAt') !== null) : undefined;
    return off === undefined ? [] : [{ right, publicReason: textOrNull(off, 'publicReason') }];
  });
}

function toCampaign(campaign: WireObject): Campaign {
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
  return list(variables, name)
    .filter(isWireObject)
    .map((variable) => ({
      key: text(variable, 'key'),
      required: property(variable, 'isRequired') === true,
      mayBeEmpty: property(variable, 'isEmptyOrNullAllowed') === true,
    }));
}

/** Agents have one name per language. */
function toAgent(agent: WireObject, language: string | null): Agent {
  const name = property(child(agent, 'general'), 'name');
  const id = text(agent, 'id');
  if (typeof name === 'string') return { id, name };
  const names = isWireObject(name) ? name : {};
  const preferred = language === null ? undefined : names[language];
  const first = Object.values(names).find((value) => typeof value === 'string' && value !== '');
  return { id, name: [preferred, first, id].find((value): value is string => typeof value === 'string' && value !== '') ?? id };
}

/** Numbers have no name: country (ISO region) and national digits make their label. */
function toCallingNumber(number: WireObject): CallingNumber {
  const digits = text(number, 'number');
  const country = text(number, 'countryCode').toUpperCase();
  const label = digits.startsWith('+') || !isSupportedCountry(country) ? digits : `+${getCountryCallingCode(country)}${digits}`;
  return { id: text(number, 'id'), label, voiceEnabled: property(number, 'voiceEnabled') !== false };
}
