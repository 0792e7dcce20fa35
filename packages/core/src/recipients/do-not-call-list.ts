import { isJsonObject } from '../domain/json-value.ts';
import type { InputProblem, IqraError } from '../errors/iqra-error.ts';
import { readDefaultCountry } from '../phone/normalize-phone-number.ts';
import type { RefusedPhoneNumber } from '../phone/phone-result.ts';
import { phoneProblem } from '../phone/phone-sentences.ts';
import { isRange, lineOf, readListedNumber } from './listed-number.ts';
import { recipientErrors } from './recipient-errors.ts';
import { searchRecord, splitText } from './search-record.ts';

/** A list of numbers that must never be called. */
export interface DoNotCallList {
  /** How many different lines it holds. */
  readonly size: number;
  /** Entries that could not be read, in words; nobody is called while there is one (see `refuseIfListed`). */
  readonly problems: readonly InputProblem[];
  /** Where the number stands in the list, in words; `null` when it does not. Two numbers of one line count as one. */
  placeOf(e164: string): string | null;
}

export interface DoNotCallOptions {
  /** For entries without a country code. */
  readonly defaultCountry?: string | null | undefined;
}

const field = 'doNotCall';
/** A wrong column makes every entry unreadable; a person needs only the first few. */
const mostProblems = 20;
const shortestEnding = 7;

/**
 * Reads a do-not-call list: one text with any separators, or a list of texts, numbers, or records of an earlier step, of which every
 * value at any depth is looked at. `undefined` is a field that was left out; everything else must yield a number, or it is a problem (docs/decisions/0042-do-not-call-every-value.md).
 * Digits with two readings are listed as both, numbers of every type may be listed. Never throws. Costs 8 to 15 µs an entry with a
 * plus and up to 23 µs without one, so a host that processes many items with one list should read it once.
 */
export function createDoNotCallList(entries: unknown, options: DoNotCallOptions = {}): DoNotCallList {
  const lines = new Map<string, string>();
  const endings = new Map<string, string>();
  const problems: InputProblem[] = [];
  const country = readDefaultCountry(options.defaultCountry);
  const report = (place: string, value: unknown, refusal: RefusedPhoneNumber): void =>
    void problems.push(phoneProblem({ field, label: `Do Not Call, ${place}` }, value, refusal));
  const list = (e164: string, place: string): void => {
    const line = lineOf(e164);
    if (!lines.has(line)) lines.set(line, place);
  };

  const found = entries === undefined ? [] : entriesOf(entries);
  if (country !== null && typeof country !== 'string') problems.push({ ...phoneProblem({ field: 'defaultCountry', label: '' }, undefined, country), message: country.message });
  const home = typeof country === 'string' ? country : null;
  for (const entry of found) {
    if (entry.kind === 'value') {
      const read = readListedNumber(entry.value, home);
      if ('ok' in read) report(entry.place, entry.value, read);
      else for (const e164 of read) list(e164, entry.place);
    } else if (entry.kind === 'record') {
      const search = searchRecord(entry.record, entry.place, home);
      for (const { e164, place } of search.numbers) list(e164, place);
      for (const { digits, place } of search.endings) endings.set(digits, place);
      for (const { refusal, place } of search.unreadable) report(place, undefined, refusal);
      if (isRange(entry.record, home)) problems.push(recipientErrors.problem('NUMBER_RANGE', field, { place: entry.place }));
      if (!search.namesSomebody && search.unreadable.length === 0) problems.push(recipientErrors.problem('NO_PHONE_NUMBER', field, { place: entry.place }));
    }
  }
  if (entries !== undefined && lines.size === 0 && problems.length === 0) {
    problems.push(recipientErrors.problem('DO_NOT_CALL_EMPTY', field, { what: found[0] === undefined ? 'the list is empty' : `${found[0].place} is empty` }));
  }
  return { size: lines.size, problems, placeOf: (e164) => lines.get(lineOf(e164)) ?? placeOfEnding(endings, e164) };
}

function placeOfEnding(endings: ReadonlyMap<string, string>, e164: string): string | null {
  if (endings.size === 0) return null;
  const digits = e164.slice(1);
  for (let length = shortestEnding; length <= digits.length; length += 1) {
    const place = endings.get(digits.slice(-length));
    if (place !== undefined) return place;
  }
  return null;
}

/**
 * The reason not to call, or `null`. A listed number is refused by the rule. A list with an unreadable entry refuses every call:
 * the entry may be the very person, and a call cannot be taken back.
 */
export function refuseIfListed(list: DoNotCallList, e164: string): IqraError | null {
  const place = list.placeOf(e164);
  if (place !== null) {
    return recipientErrors.error('DO_NOT_CALL', { place }, { details: { rule: field, place, recipientNumber: e164 } });
  }
  return list.problems.length === 0 ? null : refuseUnreadableList(list.problems);
}

function refuseUnreadableList(problems: readonly InputProblem[]): IqraError {
  const count = problems.length;
  const first = problems[0]?.message ?? '';
  const facts = { problems: problems.slice(0, mostProblems), details: { rule: field, unreadableEntries: count } };
  if (problems[0]?.code === 'DO_NOT_CALL_EMPTY') return recipientErrors.error('NOBODY_LISTED', { first }, facts);
  const entries = count === 1 ? 'One entry' : `${count} entries`;
  const verb = count === 1 ? 'so it is not known whom it protects.' : 'so it is not known whom they protect. The first:';
  return recipientErrors.error('DO_NOT_CALL_UNREADABLE', { entries, verb, first }, facts);
}

/** Do-not-call lists that were read before; one per execution, so that a list of thousands is read once and not once per item. */
export interface DoNotCallLists {
  listOf(raw: unknown, defaultCountry: string | undefined): DoNotCallList;
}

/** Nearly every execution has one list, or one for each default country. */
const mostKept = 8;

export function createDoNotCallLists(): DoNotCallLists {
  const kept = new Map<string, DoNotCallList>();
  return {
    listOf: (raw, defaultCountry) => {
      const text = textOf(raw);
      const key = `${defaultCountry ?? ''}|${text ?? ''}`;
      const known = text === null ? undefined : kept.get(key);
      if (known !== undefined) return known;
      const list = createDoNotCallList(raw, { defaultCountry });
      if (text === null) return list;
      const oldest = kept.keys().next();
      if (kept.size >= mostKept && oldest.done !== true) kept.delete(oldest.value);
      kept.set(key, list);
      return list;
    },
  };
}

/** The list's content as one text, or `null` for a value that has none (a record that contains itself). */
function textOf(raw: unknown): string | null {
  if (typeof raw === 'string') return raw;
  try {
    return JSON.stringify(raw) ?? null;
  } catch {
    return null;
  }
}

/** One entry of a list: a value that must be a phone number, or a record in which one must be found. Its place is in words. */
type ListEntry =
  | { readonly kind: 'value'; readonly value: unknown; readonly place: string }
  | { readonly kind: 'record'; readonly record: Readonly<Record<string, unknown>>; readonly place: string }
  | { readonly kind: 'blank'; readonly place: string };

/** Nobody nests a list so deep on purpose; a list that holds itself does. */
const deepestList = 20;

/**
 * The entries of a list: one text with any separators, or a list of texts, numbers, lists and records. Hosts turn lists into text in
 * two ways, `a,b` and JSON; both are read.
 */
function entriesOf(list: unknown): readonly ListEntry[] {
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
