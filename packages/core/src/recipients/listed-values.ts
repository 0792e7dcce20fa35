import { judgeFieldName } from './phone-field-names.ts';
import { isRecord } from './record.ts';

/** One value that should be a phone number, with its place in the list in words. */
export interface ListedValue {
  readonly value: unknown;
  /** For example `entry 3, field "phone"`, or `number 2` when the whole list is one text. */
  readonly place: string;
}

/** An entry in which no phone number can even be looked for. */
export interface NamelessRecord {
  readonly record: true;
  readonly place: string;
}

/** Records of CRMs nest a few levels: item, record, properties, phone list. */
const deepestLevel = 5;

/**
 * Every value of a list that should be a phone number. A text may hold many; a record (an item of an earlier step) is searched for
 * fields that are named like phone numbers. Empty values stand for nobody and are left out.
 */
export function listValues(list: unknown): readonly (ListedValue | NamelessRecord)[] {
  const whole = fromJson(list);
  if (typeof whole === 'string') return splitText(whole).map((value, at) => ({ value, place: `number ${at + 1}` }));
  const entries: readonly unknown[] = Array.isArray(whole) ? whole : [whole];
  return entries.flatMap((entry, at) => valuesOfEntry(fromJson(entry), `entry ${at + 1}`));
}

function valuesOfEntry(entry: unknown, place: string): readonly (ListedValue | NamelessRecord)[] {
  if (isRecord(entry)) {
    const fields = fieldsOf(entry, 'phone', 0) ?? fieldsOf(entry, 'vague', 0);
    if (fields === null) return [{ record: true, place }];
    return leavesOfFields(fields, place, 0);
  }
  return leaves(entry, place, 0);
}

/** The values below `value`, which is known to stand for phone numbers. */
function leaves(value: unknown, place: string, level: number): readonly ListedValue[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') {
    const parts = splitText(value);
    return parts.map((part, at) => ({ value: part, place: parts.length === 1 ? place : `${place}, number ${at + 1}` }));
  }
  if (level < deepestLevel && Array.isArray(value)) {
    return value.flatMap((one, at) => leaves(one, `${place}, number ${at + 1}`, level + 1));
  }
  if (level < deepestLevel && isRecord(value)) {
    const fields = fieldsOf(value, 'phone', level) ?? fieldsOf(value, 'vague', level) ?? [];
    if (fields.length > 0) return leavesOfFields(fields, place, level + 1);
  }
  return [{ value, place }];
}

/** Flags such as `hasPhone` have the name of a number, but say nothing about whom to call. */
function leavesOfFields(fields: readonly [string, unknown][], place: string, level: number): readonly ListedValue[] {
  return fields
    .filter(([, value]) => typeof value !== 'boolean')
    .flatMap(([name, value]) => leaves(value, `${place}, field "${name}"`, level));
}

/** Fields with such names, at any level of the record; `null` when it has none. */
function fieldsOf(record: Readonly<Record<string, unknown>>, wanted: 'phone' | 'vague', level: number): readonly [string, unknown][] | null {
  const found: [string, unknown][] = [];
  for (const [name, value] of Object.entries(record)) {
    if (judgeFieldName(name) === wanted) found.push([name, value]);
    else if (level < deepestLevel) found.push(...(fieldsBelow(value, wanted, level + 1) ?? []));
  }
  return found.length === 0 ? null : found;
}

function fieldsBelow(value: unknown, wanted: 'phone' | 'vague', level: number): readonly [string, unknown][] | null {
  if (Array.isArray(value)) return value.flatMap((one) => (isRecord(one) ? (fieldsOf(one, wanted, level) ?? []) : []));
  return isRecord(value) ? fieldsOf(value, wanted, level) : null;
}

/** Hosts turn a list into text in two ways: `a,b` and JSON. */
function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*\[[\s\S]*\]\s*$/.test(value)) return value;
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

function splitText(text: string): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
