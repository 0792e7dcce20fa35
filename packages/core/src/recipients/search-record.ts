import { isJsonObject } from '../domain/json-value.ts';
import { isDate, isRoundedNumber } from '../phone/cell-value.ts';
import { digitsOf, toAsciiDigits } from '../phone/characters.ts';
import type { RefusedPhoneNumber } from '../phone/phone-result.ts';
import type { PhoneCountry } from '../phone/reading.ts';
import { readListedNumber } from './listed-number.ts';

/** What a record says about whom not to call. */
interface RecordSearch {
  /** Every valid number that a value of the record can be, with its place. */
  readonly numbers: readonly { readonly e164: string; readonly place: string }[];
  /** Digits that may be a number without its country code: whoever has a number that ends so counts as listed. */
  readonly endings: readonly { readonly digits: string; readonly place: string }[];
  /** Phone fields that hold digits and no number. */
  readonly unreadable: readonly { readonly refusal: RefusedPhoneNumber; readonly place: string }[];
  /** True where a value reads as a phone number and is not evidently something else (an id, a date, an amount). */
  readonly namesSomebody: boolean;
}

const fewestDigits = 7;
const mostDigits = 15;
/** Fewer digits in a phone field are a flag or a remark. */
const fewestDigitsInDoubt = 3;
/** Russia and Kazakhstan write an 8 before their numbers, where most countries write a zero. */
const trunkEight = /^8\d{10}$/;
/** A run of digits with the marks that people put between them, inside a longer text. */
const runOfDigits = /[+(]{0,2}\p{Nd}(?:[\s().\-/·'\u2010-\u2015]{0,3}\p{Nd}){6,17}/gu;
const severalDigits = /(?:\p{Nd}\P{Nd}*){3}/u;

/** Looks at every value of a record. A value too many on the list is harmless, one too few is not. */
export function searchRecord(record: Readonly<Record<string, unknown>>, place: string, country: PhoneCountry | null): RecordSearch {
  const numbers: { e164: string; place: string }[] = [];
  const endings: { digits: string; place: string }[] = [];
  const unreadable: { refusal: RefusedPhoneNumber; place: string }[] = [];
  let namesSomebody = false;
  for (const found of valuesOfRecord(record, place)) searchValue(found);
  return { numbers, endings, unreadable, namesSomebody };

  function searchValue(found: RecordValue): void {
    // Most values of a record are words and small numbers.
    const text = String(found.value);
    if (!severalDigits.test(text) || isDate(text)) return;
    const isPhone = isPhoneField(found.field);
    for (const part of typeof found.value === 'string' ? splitText(found.value) : [found.value]) {
      const digits = digitsOf(toAsciiDigits(String(part)));
      if (digits.length < (isPhone ? fewestDigitsInDoubt : fewestDigits)) continue;
      searchPart(part, digits, found, isPhone);
    }
  }

  function searchPart(part: string | number | bigint, digits: string, found: RecordValue, isPhone: boolean): void {
    const read = readListedNumber(typeof part === 'bigint' ? String(part) : part, country);
    if (!('ok' in read)) {
      list(read, found.place());
      if (isPhone || isPlus(part) || !(isOtherFact(found.field) || isOtherNumber(found.field))) namesSomebody = true;
      return;
    }
    const inside = typeof part === 'string' ? numbersInside(part, country) : [];
    list(inside, found.place());
    if (isPhone && inside.length > 0) namesSomebody = true;
    else if (isPhone || (isRoundedNumber(String(part)) && !isOtherFact(found.field))) unreadable.push({ refusal: read, place: found.place() });
    const ending = isOtherFact(found.field) ? '' : digits.replace(/^0+/, '');
    if (ending.length >= fewestDigits && ending.length <= mostDigits) listEnding(ending, found.place());
  }

  function listEnding(ending: string, at: string): void {
    endings.push({ digits: ending, place: at });
    if (trunkEight.test(ending)) endings.push({ digits: ending.slice(1), place: at });
    // A messenger's id is a number without its plus, often in a form that is out of use.
    const abroad = readListedNumber(`+${ending}`, null);
    if (!('ok' in abroad)) list(abroad, at);
  }

  function list(found: readonly string[], at: string): void {
    for (const e164 of found) numbers.push({ e164, place: at });
  }
}

/** A plus is the mark of a phone number, whatever the field is called. */
function isPlus(part: string | number | bigint): boolean {
  return typeof part === 'string' && part.startsWith('+');
}

/** Numbers in a text with words, such as `+1 415 555 2671 (mobile)`. */
function numbersInside(text: string, country: PhoneCountry | null): readonly string[] {
  return (text.match(runOfDigits) ?? []).flatMap((run) => {
    const read = readListedNumber(run, country);
    return 'ok' in read ? [] : read;
  });
}

/** Names that say "phone number" in the records of CRMs, spreadsheets and our own results, without marks and in lower case. */
const phoneName =
  /^(?:tel|fon|recipient|[a-z]*(?:phone|mobile?|telephone|telefono?|telefone|telefoon|telefonnummer|telefoonnummer|rufnummer|handy|celular|movil|msisdn|whatsapp|waid|recipientnumber|cellnumber|callernumber|e164))(?:s|numbers?|nos?|nr)?\d*(?:value|home|work|other|office|main|private)?$|^cell\d*$/;

/** Names of facts that are written in digits and are no phone numbers, as words of a field's name. */
const otherFact =
  /(?:^| )(?:ids?|uuid|guid|key|ref|date|time|timestamp|ts|created|updated|modified|deleted|at|amount|price|total|sum|cost|balance|revenue|budget|count|qty|quantity|zip|postal|postcode|plz|year|age|birthday|order|invoice|account|iban|vat|tax|ip|version|row|index|lat|lng|latitude|longitude|score|rank|url|link|website)(?: |$)/;

/** Numbers of something else: `customer_number`, `Kundennummer`, `caseNo`, `tracking number`. */
const numberOfSomething =
  /(?:^| )(?:account|application|booking|case|client|contract|customer|document|employee|file|invoice|lead|licen[cs]e|loan|member|membership|order|part|passport|patient|policy|reference|registration|reservation|serial|social security|student|tax|ticket|tracking|vat) ?(?:no|nr|num|number|code)(?: |$)|(?:artikel|auftrags?|bestell|kunden|mitglieds?|personal|rechnungs?|serien|steuer|vertrags?|vorgangs?)(?:nummer|nr)(?: |$)/;

/** True where a field's name says that it holds a phone number. Letter case, accents and separators do not matter. */
function isPhoneField(name: string): boolean {
  return phoneName.test(plain(name).replace(/[^a-z0-9]/g, ''));
}

/** True where a field's name says that its digits are something else: an id, a date, an amount. */
function isOtherFact(name: string): boolean {
  return !isPhoneField(name) && otherFact.test(wordsOf(name));
}

/** True where a field's name speaks of a number that is most likely no phone number, though some people keep one there. */
function isOtherNumber(name: string): boolean {
  return !isPhoneField(name) && numberOfSomething.test(wordsOf(name));
}

function wordsOf(name: string): string {
  return plain(name.replace(/([a-z\d])([A-Z])/g, '$1 $2')).replace(/[^a-z0-9]+/g, ' ').trim();
}

function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
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
interface RecordValue {
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
function valuesOfRecord(record: Readonly<Record<string, unknown>>, place: string): readonly RecordValue[] {
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
