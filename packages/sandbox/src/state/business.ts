import { defaultMaxCallTimeS } from '../time/server-rhythm.ts';
import { isJsonObject } from '../wire/json-value.ts';
import type { JsonObject, JsonValue } from '../wire/json-value.ts';

/** A variable that a campaign declares. */
export interface DeclaredVariable {
  readonly key: string;
  readonly isRequired: boolean;
  readonly isEmptyOrNullAllowed: boolean;
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly agentId: string;
  readonly maxCallTimeS: number;
  /** ISO region of the recipient -> calling number; an entry without a number is still a hit. */
  readonly routes: ReadonlyMap<string, string | null>;
  readonly defaultNumberId: string;
  readonly dynamicVariables: readonly DeclaredVariable[];
  readonly metadata: readonly DeclaredVariable[];
}

export interface CallingNumber {
  readonly id: string;
  readonly provider: number;
  readonly voiceEnabled: boolean;
}

/** What the server decides with, out of the whole configuration that `GET business` shows. */
export interface Business {
  readonly id: number;
  /** The whole answer of `GET business`. */
  readonly answer: JsonObject;
  readonly data: JsonObject;
  readonly campaigns: ReadonlyMap<string, Campaign>;
  readonly webCampaigns: ReadonlyMap<string, Campaign>;
  readonly numbers: ReadonlyMap<string, CallingNumber>;
  readonly agentIds: ReadonlySet<string>;
}

/** Reads a business from its own answer. */
export function businessOf(answer: JsonObject): Business {
  const data = part(answer, 'businessData');
  const app = part(answer, 'businessApp');
  const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> => new Map(items.map((item) => [item.id, item]));
  return {
    id: Number(data['id']),
    answer,
    data,
    campaigns: byId(items(app, 'telephonyCampaigns').map(campaignOf)),
    webCampaigns: byId(items(app, 'webCampaigns').map(campaignOf)),
    numbers: byId(items(app, 'numbers').map((number) => ({ id: text(number['id']), provider: Number(number['provider']), voiceEnabled: number['voiceEnabled'] === true }))),
    agentIds: new Set(items(app, 'agents').map((agent) => text(agent['id']))),
  };
}

function campaignOf(campaign: JsonObject): Campaign {
  const route = part(campaign, 'numberRoute');
  const seconds = part(part(campaign, 'configuration'), 'timeouts')['maxCallTimeS'];
  const variables = part(campaign, 'variables');
  return {
    id: text(campaign['id']),
    name: text(part(campaign, 'general')['name']),
    agentId: text(part(campaign, 'agent')['selectedAgentId']),
    maxCallTimeS: typeof seconds === 'number' ? seconds : defaultMaxCallTimeS,
    routes: new Map(Object.entries(part(route, 'routeNumberList')).map(([region, id]) => [region, typeof id === 'string' ? id : null])),
    defaultNumberId: text(route['defaultNumberId']),
    dynamicVariables: items(variables, 'dynamicVariables').map(variableOf),
    metadata: items(variables, 'metadata').map(variableOf),
  };
}

function variableOf(variable: JsonObject): DeclaredVariable {
  return { key: text(variable['key']), isRequired: variable['isRequired'] === true, isEmptyOrNullAllowed: variable['isEmptyOrNullAllowed'] === true };
}

function part(of: JsonObject, name: string): JsonObject {
  const value = of[name];
  return isJsonObject(value) ? value : {};
}

function items(of: JsonObject, name: string): readonly JsonObject[] {
  const value = of[name];
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
