import { parseIsoDate } from './dates.ts';
import { isJsonObject } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** What the framework can bind one member of a JSON body to. A date becomes ms since 1970 UTC. */
export type MemberKind = 'date' | 'integer' | 'boolean' | 'text' | 'integers' | 'texts' | 'textMap' | Model;
export interface Model {
  readonly [member: string]: MemberKind;
}

export type Bound = { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly errors: Readonly<Record<string, readonly string[]>> };

/**
 * Binds a parsed JSON body to a model, as the framework does before any action runs: names without regard to case, unknown names
 * ignored, `null` allowed everywhere, a wrong type refuses the whole request.
 */
export function bindModel(body: JsonValue, model: Model): Bound {
  const errors: Record<string, readonly string[]> = {};
  const value = bindObject(body, model, '$', errors);
  return Object.keys(errors).length === 0 ? { ok: true, value } : { ok: false, errors };
}

function bindObject(value: JsonValue, model: Model, path: string, errors: Record<string, readonly string[]>): JsonObject {
  if (!isJsonObject(value)) {
    errors[path] = [`The JSON value could not be converted to the expected object. Path: ${path}`];
    return {};
  }
  const members = new Map(Object.keys(model).map((name) => [name.toLowerCase(), name]));
  const bound: Record<string, JsonValue> = {};
  for (const [key, inner] of Object.entries(value)) {
    const name = members.get(key.toLowerCase());
    const kind = name === undefined ? undefined : model[name];
    if (name === undefined || kind === undefined || inner === null) continue;
    const converted = convert(inner, kind, `${path}.${name}`, errors);
    if (converted === undefined) errors[`${path}.${name}`] ??= [`The JSON value could not be converted. Path: ${path}.${name}`];
    else bound[name] = converted;
  }
  return bound;
}

function convert(value: JsonValue, kind: MemberKind, path: string, errors: Record<string, readonly string[]>): JsonValue | undefined {
  switch (kind) {
    case 'date':
      return typeof value === 'string' ? (parseIsoDate(value) ?? undefined) : undefined;
    case 'integer':
      return Number.isInteger(value) ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'integers':
      return isList(value) && value.every((item) => Number.isInteger(item)) ? value : undefined;
    case 'texts':
      return isList(value) && value.every((item) => typeof item === 'string') ? value : undefined;
    case 'textMap':
      return isJsonObject(value) && Object.values(value).every((item) => typeof item === 'string') ? value : undefined;
    default:
      return bindObject(value, kind, path, errors);
  }
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A whole number of a bound body. */
export function integerOf(bound: JsonObject, name: string): number | null {
  const value = bound[name];
  return typeof value === 'number' ? value : null;
}

export function textOf(bound: JsonObject, name: string): string | null {
  const value = bound[name];
  return typeof value === 'string' ? value : null;
}

export function objectOf(bound: JsonObject, name: string): JsonObject | null {
  const value = bound[name];
  return isJsonObject(value) ? value : null;
}

/** A list of a bound body; empty lists count as absent, as in the server's filters. */
export function listOf(bound: JsonObject, name: string): readonly JsonValue[] | null {
  const value = bound[name];
  return value !== undefined && isList(value) && value.length > 0 ? value : null;
}

export function textMapOf(bound: JsonObject, name: string): Readonly<Record<string, string>> | null {
  const value = objectOf(bound, name);
  return value === null ? null : Object.fromEntries(Object.entries(value).map(([key, text]) => [key, typeof text === 'string' ? text : JSON.stringify(text)]));
}
