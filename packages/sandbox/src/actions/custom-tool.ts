import type { Business } from '../state/business.ts';
import { isJsonObject } from '../wire/json-value.ts';
import type { JsonObject, JsonValue } from '../wire/json-value.ts';
import type { ActionSlot } from './campaign-actions.ts';

/** A tool of the business, as its configuration holds it. */
export interface CustomTool {
  readonly requestType: number;
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyType: number;
  /** A text for `raw`, fields for the two forms. */
  readonly bodyData: string | Readonly<Record<string, string>> | null;
}

/** A tool together with what the campaign fills into its arguments, one template each. */
export interface ConfiguredAction {
  readonly tool: CustomTool;
  readonly arguments: Readonly<Record<string, string>>;
}

/** What runs in this slot of the campaign; `null` where nothing is chosen, or the tool is gone. */
export function configuredAction(business: Business, campaignId: string | null, slot: ActionSlot): ConfiguredAction | null {
  const app = objectIn(business.answer, 'businessApp');
  const campaign = listIn(app, 'telephonyCampaigns').find(({ id }) => id === campaignId);
  const action = campaign === undefined ? null : objectIn(objectIn(campaign, 'actions'), slot);
  const tool = action === null ? undefined : listIn(app, 'tools').find(({ id }) => id === action['toolId']);
  if (action === null || tool === undefined) return null;
  return { tool: toolOf(tool), arguments: textsIn(action, 'arguments') };
}

function toolOf(tool: JsonObject): CustomTool {
  const { endpoint, bodyData, bodyType, requestType, ...rest } = objectIn(tool, 'configuration');
  return {
    requestType: Number(requestType ?? 0),
    endpoint: typeof endpoint === 'string' ? endpoint : '',
    headers: textsIn(rest, 'headers'),
    bodyType: Number(bodyType ?? 0),
    bodyData: typeof bodyData === 'string' ? bodyData : isJsonObject(bodyData) ? textsIn({ bodyData }, 'bodyData') : null,
  };
}

function objectIn(of: JsonObject, name: string): JsonObject {
  const value = of[name];
  return isJsonObject(value) ? value : {};
}

function listIn(of: JsonObject, name: string): readonly JsonObject[] {
  const value = of[name];
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

function textsIn(of: JsonObject, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(objectIn(of, name)).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]));
}
