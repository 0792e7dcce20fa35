import { parseIsoDate } from './iso-date.ts';
import { BrokenJson, readJson } from './json-reader.ts';
import type { JsonNode } from './json-reader.ts';
import { isJsonObject } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** What the framework can bind one member of a JSON body to. A date becomes ms since 1970 UTC. */
export type MemberKind = Scalar | 'enums' | 'integers' | 'texts' | 'textMap' | Model;
type Scalar = 'date' | 'requiredDate' | 'integer' | 'long' | 'enum' | 'boolean' | 'text';
export interface Model {
  readonly [member: string]: MemberKind;
}

export type Bound = { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly errors: Readonly<Record<string, readonly string[]>> };

/** Kinds whose member may not be `null`. */
const notNullable: readonly MemberKind[] = ['requiredDate', 'integer', 'long', 'enum', 'boolean'];

/** The first value that does not fit; the framework reports no other. */
class Misfit extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`The JSON value could not be converted. Path: ${path}.`);
    this.path = path;
  }
}

/**
 * Binds a JSON text to a model, as the framework does before any action runs: names without regard to case, the last of several
 * wins, unknown names ignored, the first wrong type refuses the whole request.
 */
export function bindModel(text: string, model: Model): Bound {
  const required = ['The modelData field is required.'];
  try {
    if (text.trim() === '') return { ok: false, errors: { '': ['A non-empty request body is required.'], modelData: required } };
    const node = readJson(text);
    if (node.kind === 'null') return { ok: false, errors: { '': ['A non-empty request body is required.'], modelData: required } };
    return { ok: true, value: bindObject(node, model, '$') };
  } catch (error) {
    if (!(error instanceof Misfit) && !(error instanceof BrokenJson)) throw error;
    return { ok: false, errors: { [error.path]: [error.message], modelData: required } };
  }
}

function bindObject(node: JsonNode, model: Model, path: string): JsonObject {
  if (node.kind !== 'object') throw new Misfit(path);
  const members = new Map(Object.keys(model).map((name) => [name.toLowerCase(), name]));
  const bound = new Map<string, JsonValue>();
  for (const { name: sent, value } of node.members) {
    const name = members.get(sent.text.toLowerCase());
    const kind = name === undefined ? undefined : model[name];
    if (name === undefined || kind === undefined) continue;
    bound.set(name, convert(value, kind, `${path}.${sent.text}`));
  }
  return Object.fromEntries(bound);
}

function convert(node: JsonNode, kind: MemberKind, path: string): JsonValue {
  if (node.kind === 'null') {
    if (notNullable.includes(kind)) throw new Misfit(path);
    return null;
  }
  switch (kind) {
    case 'enums':
      return listItems(node, path, (item, at) => convert(item, 'enum', at));
    case 'integers':
      return listItems(node, path, (item, at) => convert(item, 'long', at));
    case 'texts':
      return listItems(node, path, (item, at) => convert(item, 'text', at));
    case 'textMap':
      if (node.kind !== 'object') throw new Misfit(path);
      return Object.fromEntries(node.members.map(({ name, value }): [string, JsonValue] => [name.text, convert(value, 'text', `${path}.${name.text}`)]));
    case 'date':
    case 'requiredDate':
    case 'integer':
    case 'long':
    case 'enum':
    case 'boolean':
    case 'text':
      return scalar(node, kind) ?? refuse(path);
    default:
      return bindObject(node, kind, path);
  }
}

function refuse(path: string): never {
  throw new Misfit(path);
}

function listItems(node: JsonNode, path: string, item: (node: JsonNode, path: string) => JsonValue): JsonValue {
  if (node.kind !== 'array') throw new Misfit(path);
  return node.items.map((inner, index) => item(inner, `${path}[${index}]`));
}

/** `null` = the value does not fit. */
function scalar(node: JsonNode, kind: Scalar): JsonValue {
  switch (kind) {
    case 'date':
    case 'requiredDate':
      return node.kind === 'string' ? parseIsoDate(node.text) : null;
    case 'integer':
    case 'long':
      return wholeNumber(node.kind === 'number' ? node.raw : node.kind === 'string' ? node.text : '', kind === 'long' ? 64 : 32);
    case 'enum':
      return wholeNumber(node.kind === 'number' ? node.raw : '', 32);
    case 'boolean':
      return node.kind === 'true' ? true : node.kind === 'false' ? false : null;
    case 'text':
      return node.kind === 'string' && node.isWhole ? node.text : null;
    default:
      return kind satisfies never;
  }
}

/** Digits only, within what the server's type holds; `10.0` and `1e1` are no whole numbers to it. */
function wholeNumber(raw: string, bits: 32 | 64): number | null {
  if (!/^[+-]?\d+$/.test(raw)) return null;
  const value = BigInt(raw.replace(/^\+/, ''));
  return BigInt.asIntN(bits, value) === value ? Number(value) : null;
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
  return Array.isArray(value) && value.length > 0 ? (value as readonly JsonValue[]) : null;
}

export function textMapOf(bound: JsonObject, name: string): Readonly<Record<string, string>> | null {
  const value = objectOf(bound, name);
  return value === null ? null : Object.fromEntries(Object.entries(value).map(([key, text]) => [key, typeof text === 'string' ? text : JSON.stringify(text)]));
}
