import { isJsonObject } from '../domain/json-value.ts';

/** One entry of a list: a value that must be a phone number, or a record in which one must be found. Its place is in words. */
export type ListEntry =
  | { readonly kind: 'value'; readonly value: unknown; readonly place: string }
  | { readonly kind: 'record'; readonly record: Readonly<Record<string, unknown>>; readonly place: string }
  | { readonly kind: 'blank'; readonly place: string };

/** Nobody nests a list so deep on purpose; a list that holds itself does. */
const deepestList = 20;

/**
 * The entries of a list: one text with any separators, or a list of texts, numbers, lists and records. Hosts turn lists into text in
 * two ways, `a,b` and JSON; both are read.
 */
export function entriesOf(list: unknown): readonly ListEntry[] {
  const whole = fromJson(list);
  if (typeof whole === 'string') return splitText(whole).map((value, at) => ({ kind: 'value', value, place: `number ${at + 1}` }));
  const entries: readonly unknown[] = Array.isArray(whole) ? whole : [whole];
  return entries.flatMap((entry, at) => entriesBelow(fromJson(entry), `entry ${at + 1}`, 1));
}

function entriesBelow(entry: unknown, place: string, depth: number): readonly ListEntry[] {
  if (entry === null || entry === undefined) return [{ kind: 'blank', place }];
  if (typeof entry === 'string') {
    const parts = splitText(entry);
    if (parts.length === 0) return [{ kind: 'blank', place }];
    return parts.map((value, at) => ({ kind: 'value', value, place: parts.length === 1 ? place : `${place}, number ${at + 1}` }));
  }
  if (Array.isArray(entry) && depth < deepestList) {
    return entry.length === 0 ? [{ kind: 'blank', place }] : entry.flatMap((one, at) => entriesBelow(one, `${place}, number ${at + 1}`, depth + 1));
  }
  return isJsonObject(entry) ? [{ kind: 'record', record: entry, place }] : [{ kind: 'value', value: entry, place }];
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*(?:\[[\s\S]*\]|\{[\s\S]*\})\s*$/.test(value)) return value;
  try {
    const list: unknown = JSON.parse(value);
    return list;
  } catch {
    return value;
  }
}

/**
 * `;ext=` stays with its number. Other digits behind a separator are an entry of their own, also where a recipient's field would
 * take them for an extension: a second person must not get lost.
 */
const separator = /,|;(?!ext=)|[|\t\n\v\f\r\u2028\u2029]/i;

/** The parts of a text that holds several numbers, without empty ones. */
export function splitText(text: string): readonly string[] {
  // Nearly every entry is one number, and lists are long.
  if (!/[,;|\t\n\v\f\r\u2028\u2029]/.test(text)) return text.trim() === '' ? [] : [text.trim()];
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A text or number somewhere in a record. */
export interface RecordValue {
  readonly value: string | number | bigint;
  /** The name of the nearest field above it. */
  readonly field: string;
  /** In words, for example `entry 3, field "contact", field "phones", number 1`. */
  readonly place: () => string;
}

interface Node {
  readonly value: unknown;
  readonly field: string;
  /** The index in a list, else the field's name is the step to this value. */
  readonly at: number | null;
  readonly parent: Node | null;
}

/** Some tables have the number itself as a field's name: `{ "+14155552671": "opted out" }`. */
const nameLikeNumber = /^\s*\+?[\d\s().-]{7,24}$/;

/**
 * Every text and number of a record, at any depth, whatever its fields are called, and names of fields that are written like numbers. Switches, times and nothing say nothing about
 * whom to call. A record that holds itself is walked through once.
 */
export function valuesOfRecord(record: Readonly<Record<string, unknown>>, place: string): readonly RecordValue[] {
  const found: RecordValue[] = [];
  const seen = new Set<unknown>();
  const waiting: Node[] = [{ value: record, field: '', at: null, parent: null }];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { value, field } = node;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
      const here = node;
      found.push({ value, field, place: () => place + stepsTo(here) });
      continue;
    }
    if (typeof value !== 'object' || value === null || seen.has(value) || isTime(value)) continue;
    seen.add(value);
    const parent = node;
    const inner = Array.isArray(value)
      ? value.map((one: unknown, at): Node => ({ value: one, field, at, parent }))
      : Object.entries(value).map(([name, one]: [string, unknown]): Node => ({ value: one, field: name, at: null, parent }));
    for (const node of inner) {
      if (node.at === null && nameLikeNumber.test(node.field)) found.push({ value: node.field, field: '', place: () => place + stepsTo(node) });
    }
    waiting.push(...inner.toReversed());
  }
  return found;
}

function stepsTo({ at, field, parent }: Node): string {
  if (parent === null) return '';
  return stepsTo(parent) + (at === null ? `, field "${field}"` : `, number ${at + 1}`);
}

/** Dates of JavaScript, and of the date libraries that hosts use. */
function isTime(value: object): boolean {
  return value instanceof Date || (isJsonObject(value) && typeof value['toISO'] === 'function');
}
