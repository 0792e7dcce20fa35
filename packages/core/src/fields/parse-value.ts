import { isDateValue } from '../domain/from-host.ts';
import type { Complaint, ValuesOf } from '../errors/define-errors.ts';
import { fieldErrors, type Field } from './field.ts';

/** What one raw value became. `absent` = nothing was entered. */
export type ParsedValue =
  | { readonly kind: 'value'; readonly value: unknown; /** What was changed, in a whole sentence each. */ readonly warnings?: readonly string[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'problem'; readonly complaint: Complaint };

const absent: ParsedValue = { kind: 'absent' };
const found = (value: unknown, warnings: readonly string[] = []): ParsedValue =>
  warnings.length === 0 ? { kind: 'value', value } : { kind: 'value', value, warnings };

type Rows = typeof fieldErrors.rows;

/** A value that its field does not take, for a reason of the table. */
export function wrong<Name extends keyof Rows>(name: Name, values: ValuesOf<Rows[Name]>): ParsedValue {
  return { kind: 'problem', complaint: fieldErrors.complaint(name, values) };
}


/** A key is typed or pasted; what nobody sees around it is not meant. */
const outerBlanks = /^[\s\p{C}]+|[\s\p{C}]+$/gu;

const defaultMaxLength = 2_000;
/** Ids of this API have 24 characters; other servers may use longer ones. */
const longestId = 100;
const maxMapKeys = 200;
const maxKeyLength = 200;
const maxMapValueLength = 20_000;

/**
 * Reads one raw value as a person means it: empty text, null and undefined are nothing; numbers may come as text, switches as
 * "true", "yes" or 1, because that is how hosts deliver them. Never throws.
 */
export function parseValue(field: Field, raw: unknown): ParsedValue {
  if (isNothing(raw)) return absent;
  switch (field.kind) {
    case 'text':
    case 'id':
      return field.many === true ? parseTexts(field, raw) : parseText(field, raw);
    case 'phone':
      return found(raw);
    case 'dateTime':
      return parseMoment(field, raw);
    case 'textMap':
      return parseTextMap(field, raw);
    case 'choice':
      return field.many === true ? parseChoices(field, raw) : parseChoice(field, raw);
    case 'number':
      return parseNumber(field, raw);
    case 'switch':
      return parseSwitch(field, raw);
    default:
      return field.kind satisfies never;
  }
}

function isNothing(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '');
}

function parseText(field: Field, raw: unknown): ParsedValue {
  if (field.acceptsList === true && Array.isArray(raw)) return raw.length === 0 ? absent : found(raw);
  if (field.acceptsDates === true && isDateValue(raw)) return found([raw]);
  if (typeof raw !== 'string' && typeof raw !== 'number') return wrongType(field, 'text', raw);
  // Two IDs of 17 digits can be one number value; as an Event Key they would be one event.
  if (typeof raw === 'number' && !Number.isSafeInteger(raw)) {
    return wrong('NUMBER_NOT_EXACT', { label: field.label });
  }
  const value = String(raw).trim().toWellFormed();
  const limit = field.maxLength ?? (field.kind === 'id' ? longestId : defaultMaxLength);
  if (value.length > limit) {
    return wrong('TOO_LONG', { label: field.label, length: value.length, most: limit });
  }
  return found(value);
}

/** A list of texts, or one; a text with commas stays whole, since a name can have some. */
function parseTexts(field: Field, raw: unknown): ParsedValue {
  const given: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const values: unknown[] = [];
  for (const part of given.filter((one) => !isNothing(one))) {
    const parsed = parseText(field, part);
    if (parsed.kind !== 'value') return parsed;
    values.push(parsed.value);
  }
  return values.length === 0 ? absent : found(values);
}

/** Dates of JavaScript and of the date libraries that hosts use are accepted beside text, and so are seconds and milliseconds since 1970. */
function parseMoment(field: Field, raw: unknown): ParsedValue {
  if (typeof raw === 'string' || isEpoch(raw)) return parseText({ ...field, maxLength: 100 }, raw);
  if (raw instanceof Date) {
    return Number.isNaN(raw.getTime()) ? invalidDate(field) : found(raw.toISOString());
  }
  if (typeof raw === 'object' && raw !== null && 'toISO' in raw && typeof raw.toISO === 'function') {
    const iso: unknown = raw.toISO();
    return typeof iso === 'string' ? found(iso) : invalidDate(field);
  }
  return wrongType(field, 'a date and time', raw);
}

function invalidDate({ label }: Field): ParsedValue {
  return wrong('NOT_A_TIME', { label, text: 'Invalid date', why: '' });
}

const isEpoch = (raw: unknown): boolean => typeof raw === 'number' && /^(?:\d{10}|\d{13})$/.test(String(raw));

function parseTextMap(field: Field, raw: unknown): ParsedValue {
  if (typeof raw !== 'object' || Array.isArray(raw) || raw === null) return wrongType(field, 'keys with values', raw);
  const entries = Object.entries(raw);
  if (entries.length > maxMapKeys) {
    return wrong('TOO_MANY_KEYS', { label: field.label, count: entries.length, most: maxMapKeys });
  }
  const result = new Map<string, string>();
  const warnings: string[] = [];
  for (const [typed, given] of entries) {
    const key = typed.replace(outerBlanks, '');
    const value = toMapText(given);
    if (Array.isArray(given) && typeof value === 'string') warnings.push(`${field.label}: the list in "${key}" was joined with commas.`);
    const complaint = complainAboutMapEntry(field.label, key, value);
    if (complaint !== null) return complaint;
    if (typeof value !== 'string') continue;
    if (result.has(key)) return wrong('KEY_REPEATED', { label: field.label, key });
    result.set(key, value);
  }
  return result.size === 0 ? absent : found(Object.fromEntries(result), warnings);
}

/**
 * One raw map of the fields that a host drew for what a campaign declares, and of what a person entered beside them under the same name.
 * What was entered wins, unless it was left empty (docs/decisions/0100-house-entered-wins-over-drawn.md). What is no map is left to be
 * refused.
 */
export function mergeDeclared(declared: Readonly<Record<string, unknown>>, entered: unknown): unknown {
  if (Object.keys(declared).length === 0) return entered;
  if (!isEmpty(entered) && (typeof entered !== 'object' || Array.isArray(entered))) return entered;
  const merged = new Map(Object.entries(declared));
  for (const [key, value] of Object.entries(entered ?? {})) {
    if (!isEmpty(value) || !merged.has(key)) merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Dates become ISO text, lists of plain values one text; an object stays, to be refused; `null` = nothing. */
function toMapText(value: unknown): string | object | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'object') return {};
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  const iso: unknown = 'toISO' in value && typeof value.toISO === 'function' ? value.toISO() : null;
  if (typeof iso === 'string') return iso;
  const isPlain = (one: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof one);
  return Array.isArray(value) && value.length > 0 && value.every(isPlain) ? value.join(', ') : value;
}

/** What a person can map in the place of a whole object. */
function describePart(value: object): string {
  const [part] = Object.keys(value);
  return Array.isArray(value) || part === undefined ? 'a text or a number' : `one part of it, for example its "${part.slice(0, 40)}"`;
}

function complainAboutMapEntry(label: string, key: string, value: unknown): ParsedValue | null {
  if (key.trim() === '') return wrong('KEY_EMPTY', { label });
  if (key.length > maxKeyLength) return wrong('KEY_TOO_LONG', { label, length: key.length, most: maxKeyLength });
  if (key.startsWith('$') || key.includes('.') || key.includes('\0')) {
    return wrong('KEY_NOT_ALLOWED', { label, key });
  }
  if (typeof value === 'object' && value !== null) {
    return wrong('VALUE_NOT_TEXT', { label, key, what: Array.isArray(value) ? 'a list' : 'an object', instead: describePart(value) });
  }
  if (typeof value === 'string' && value.length > maxMapValueLength) {
    return wrong('VALUE_TOO_LONG', { label, key, length: value.length, most: maxMapValueLength });
  }
  return null;
}

function parseChoice(field: Field, raw: unknown): ParsedValue {
  if (typeof raw !== 'string' && typeof raw !== 'number') return wrongType(field, 'one of the offered values', raw);
  const wanted = plainName(String(raw));
  const choice = (field.choices ?? []).find((one) => [one.value, one.label, ...(one.aliases ?? [])].some((name) => plainName(name) === wanted));
  if (choice !== undefined) return found(choice.value);
  const offered = (field.choices ?? []).slice(0, 12).map((one) => one.value);
  const more = (field.choices?.length ?? 0) > offered.length ? ' and more' : '';
  return wrong('NOT_OFFERED', { value: String(raw).slice(0, 40), label: field.label, offered: `${offered.join(', ')}${more}` });
}

/** Case and accents do not tell names apart. */
function plainName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

function parseChoices(field: Field, raw: unknown): ParsedValue {
  const given: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  // A list field of a host takes a mapped text with commas as one entry.
  const parts = given.flatMap((part) => (typeof part === 'string' ? part.split(',') : [part]));
  const values: unknown[] = [];
  for (const part of parts) {
    if (isNothing(part)) continue;
    const parsed = parseChoice(field, part);
    if (parsed.kind !== 'value') return parsed;
    if (!values.includes(parsed.value)) values.push(parsed.value);
  }
  return values.length === 0 ? absent : found(values);
}

function parseNumber(field: Field, raw: unknown): ParsedValue {
  // Number() would also read 0x3 and 1e2.
  const value = typeof raw === 'string' && /^\s*-?\d+(?:\.0+)?\s*$/.test(raw) ? Number(raw) : raw;
  if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType(field, 'a whole number', raw);
  if (field.min !== undefined && value < field.min) return wrong('TOO_SMALL', { label: field.label, value, least: field.min });
  if (field.max !== undefined && value > field.max) return wrong('TOO_LARGE', { label: field.label, value, most: field.max });
  return found(value);
}

function parseSwitch(field: Field, raw: unknown): ParsedValue {
  if (typeof raw === 'boolean') return found(raw);
  const word = String(raw).trim().toLowerCase();
  if (['true', 'yes', 'y', 'on', '1'].includes(word)) return found(true);
  if (['false', 'no', 'n', 'off', '0'].includes(word)) return found(false);
  return wrongType(field, 'yes or no', raw);
}

function wrongType(field: Field, expected: string, raw: unknown): ParsedValue {
  return wrong('WRONG_TYPE', { label: field.label, expected, received: nameKind(raw) });
}

function nameKind(raw: unknown): string {
  if (Array.isArray(raw)) return 'a list';
  switch (typeof raw) {
    case 'object':
      return 'an object';
    case 'boolean':
      return 'true or false';
    case 'number':
      return Number.isInteger(raw) ? 'a number' : 'a number that is not whole';
    case 'string':
      return 'other text';
    default:
      return 'something else';
  }
}
