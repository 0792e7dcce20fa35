import { isRecord } from './record-values.ts';

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
  return isRecord(entry) ? [{ kind: 'record', record: entry, place }] : [{ kind: 'value', value: entry, place }];
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
