import { createHash } from 'node:crypto';
import { defineErrors } from '../errors/define-errors.ts';
import type { InputProblem } from '../errors/iqra-error.ts';
import { redact } from '../errors/redact.ts';
import { withoutOwnPunctuation } from './own-punctuation.ts';

const longestEventKey = 200;
const callKeyLength = 26;
const base32Alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** An earlier call counts as the same event for this long when the host, not the user, named the event. */
export const runKeyLifetimeMs = 24 * 60 * 60 * 1000;
/** The same for a key that the user chose, which names a record and a reason rather than a run. */
export const userKeyLifetimeMs = 7 * 24 * 60 * 60 * 1000;

export interface CallIdentity {
  readonly businessId: string;
  readonly campaignId: string | null;
  /** Strict E.164. */
  readonly recipientNumber: string;
  /** What names the event: the user's key, else the host's stable identity of the item. */
  readonly eventKey: string;
}

/**
 * The key that stands in the metadata of every call: the same event to the same recipient in the same campaign gives the same key.
 * 26 characters of base32 over SHA-256, so that neither the number nor the user's key can be read back from it.
 */
export function createCallKey(identity: CallIdentity): string {
  const { businessId, campaignId, recipientNumber, eventKey } = identity;
  // The event key comes last because it alone may contain the separator.
  return digest(`v1|${businessId}|${campaignId ?? ''}|${recipientNumber}|${eventKey}`);
}

type EventKeyCheck =
  | { readonly ok: true; readonly eventKey: string }
  | { readonly ok: false; readonly problem: InputProblem };

/**
 * Cleans the user's Event Key (invisible characters and outer blanks off, composed letters), or says what is wrong with it. Numbers
 * are read as text. A key of which a part is missing names many events at once, so it is refused.
 */
export function checkEventKey(raw: unknown): EventKeyCheck {
  if (typeof raw === 'number' && !Number.isSafeInteger(raw)) return wrong(eventKeyErrors.problem('EVENT_KEY_NOT_EXACT', 'eventKey', { number: raw }));
  const text = typeof raw === 'number' || typeof raw === 'bigint' ? String(raw) : raw;
  if (typeof text !== 'string' || isWholeRecord(text)) return wrong(eventKeyErrors.problem('EVENT_KEY_NOT_TEXT', 'eventKey', {}));
  const eventKey = text.toWellFormed().replace(/\p{Cf}/gu, '').trim().normalize('NFC');
  if (eventKey === '') return wrong(eventKeyErrors.problem('EVENT_KEY_EMPTY', 'eventKey', {}));
  if (eventKey.length > longestEventKey) {
    return wrong(eventKeyErrors.problem('EVENT_KEY_TOO_LONG', 'eventKey', { length: eventKey.length, most: longestEventKey }));
  }
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(eventKey)) return wrong(eventKeyErrors.problem('EVENT_KEY_CONTROL_CHARACTER', 'eventKey', {}));
  const lossy = inexactNumber.exec(eventKey)?.[1];
  if (lossy !== undefined) return wrong(eventKeyErrors.problem('EVENT_KEY_NOT_EXACT', 'eventKey', { number: lossy }));
  if (placeholder.test(eventKey)) return wrong(eventKeyErrors.problem('EVENT_KEY_NOT_FILLED_IN', 'eventKey', { key: redact(eventKey) }));
  // A number is one value: its minus follows nothing that could be missing.
  if (typeof raw === 'string' && /^-\d{7,}$/.test(eventKey) && isHalfEmpty(eventKey)) return wrong(eventKeyErrors.problem('EVENT_KEY_MINUS', 'eventKey', { key: redact(eventKey) }));
  if (typeof raw === 'string' && isHalfEmpty(eventKey)) return wrong(eventKeyErrors.problem('EVENT_KEY_HALF_EMPTY', 'eventKey', { key: redact(eventKey) }));
  return { ok: true, eventKey };
}

function wrong(problem: InputProblem): EventKeyCheck {
  return { ok: false, problem };
}

/** How JavaScript writes an object or a list of them into a text. */
function isWholeRecord(text: string): boolean {
  return /\[object [A-Za-z]+\]/.test(text);
}

/** A number as a spreadsheet or JavaScript writes it once digits are gone: `1.23E+15`. */
const inexactNumber = /(?:^|[\s\-_:/|,;])(\d(?:[.,]\d+)?e\+\d+)(?=$|[\s\-_:/|,;])/i;

/** As n8n and Zapier, JavaScript, and Ruby or EJS write one. A single brace may stand around a GUID. */
const placeholder = /\{\{|\$\{[^}]*\}|<%.*%>/;

/** A separator that stands first, last, or beside another one. */
const gap = /^[-_:/.|,;]|[-_:/.|,;]$|\.\s*\.|[-_:/|,;]\s*[-_:/|,;]/;

/** How hosts write down that there is no value: JavaScript, SQL, Python, Ruby, Go, and the cells and dates that could not be reckoned. */
const missingPart = /^[(<[{"']*(?:undefined|null|NULL|Null|None|NaN|nan|nil)[)>\]}"']*$|^(?:\{\}|\[\]|\(\)|<>|""|'')$/;
const missingText = /(?:^|[\s\-_:|.,;(<[#])n\/a(?:$|[\s\-_:|.,;)>\]])|#(?:REF|VALUE|NAME|DIV\/0|NULL|NUM|ERROR|SPILL|CALC)[!?]|<no value>|\binvalid date(?:time)?\b/i;

/** A template of which a value was missing, or is written down as missing. */
function isHalfEmpty(eventKey: string): boolean {
  const text = withoutOwnPunctuation(eventKey);
  if (gap.test(text) || missingText.test(text) || !/[\p{L}\p{N}]/u.test(text)) return true;
  return text.split(/[\s\-_:/.|,;]+/).some((part) => missingPart.test(part));
}

function digest(text: string): string {
  return base32(createHash('sha256').update(text, 'utf8').digest()).slice(0, callKeyLength);
}

/** RFC 4648 base32 in small letters, without padding. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let pending = 0;
  let pendingBits = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    pendingBits += 8;
    while (pendingBits >= 5) {
      pendingBits -= 5;
      text += base32Alphabet.charAt((pending >> pendingBits) & 31);
    }
    pending &= (1 << pendingBits) - 1;
  }
  return text;
}

/** What is wrong with an Event Key. */
export const eventKeyErrors = defineErrors('Event Key', {
  EVENT_KEY_REQUIRED: {
    kind: 'input',
    sentence: 'Event Key is required: without it a repeated event would call the same person twice.',
    nextStep: 'Map the ID of the record from your trigger, and add a word for the reason of the call.',
  },
  EVENT_KEY_NOT_TEXT: {
    kind: 'input',
    sentence: 'Event Key: a whole record was mapped instead of one value of it.',
    nextStep: 'Map its ID, and add a word for the reason of the call.',
  },
  EVENT_KEY_NOT_EXACT: {
    kind: 'input',
    about: 'The Event Key is a number that is not whole, or so large that digits may have been lost.',
    sentence: 'Event Key: the number {number} may have lost digits, so two records could have the same key.',
    nextStep: 'Map the ID as text.',
  },
  EVENT_KEY_EMPTY: {
    kind: 'input',
    sentence: 'Event Key: the mapped value is empty.',
    nextStep: 'Map a value that every record has, or remove the field.',
  },
  EVENT_KEY_HALF_EMPTY: {
    kind: 'input',
    about: 'The Event Key begins or ends with one of - _ : / . , ; or a bar, has nothing between two of them, or has a part such as undefined, None, N/A, #REF! or Invalid date: one of the mapped values was missing.',
    sentence: 'Event Key: a part of "{key}" is missing, so other records would get the same key.',
    nextStep: 'Map a value that every record has.',
  },
  EVENT_KEY_MINUS: {
    code: 'EVENT_KEY_HALF_EMPTY',
    kind: 'input',
    about: 'The Event Key is a text of a minus and digits: an ID below zero, or what is left of a template whose first value is empty.',
    sentence: 'Event Key: "{key}" can be an ID with a minus, or the rest of a template whose first value is empty.',
    nextStep: 'Put chat and a colon before the ID, as in chat:-4012345678.',
  },
  EVENT_KEY_NOT_FILLED_IN: {
    kind: 'input',
    about: 'The Event Key holds a placeholder, such as one in double braces, which the host has not filled in.',
    sentence: 'Event Key: the placeholder in "{key}" was not filled in, so all records would get the same key.',
    nextStep: 'Map the value, and let the field read it as an expression, not as a fixed text.',
  },
  EVENT_KEY_TOO_LONG: {
    kind: 'input',
    about: 'The Event Key has more than 200 characters.',
    sentence: 'Event Key: it has {length} characters; at most {most} are allowed.',
    nextStep: 'Map an ID, not a whole text.',
  },
  EVENT_KEY_CONTROL_CHARACTER: {
    kind: 'input',
    sentence: 'Event Key: it contains a line break or another control character.',
    nextStep: 'Map a plain ID.',
  },
});
