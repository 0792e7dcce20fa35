import { createHash } from 'node:crypto';
import type { InputProblem } from '../errors/iqra-error.ts';

const longestEventKey = 200;
const callKeyLength = 26;
const base32Alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** An earlier call counts as the same event for this long when the host, not the user, named the event. */
export const automaticKeyLifetimeMs = 24 * 60 * 60 * 1000;
/** The same for a key that the user chose, which names a record and a reason rather than a run. */
export const userKeyLifetimeMs = 7 * 24 * 60 * 60 * 1000;
/** Content mode: equal calls within this time count as one event. */
export const contentBucketMs = 15 * 60 * 1000;

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

export interface ContentIdentity extends Omit<CallIdentity, 'eventKey'> {
  /** Whatever stable name the host has for the step, for example the id of the Zap; may be empty. */
  readonly stepId: string;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  readonly nowMs: number;
}

/**
 * Keys for a host that gives an item no identity: equal content within the same quarter of an hour is one event.
 * `earlierKeys` names the quarter before, so that a repetition just after a boundary is found too.
 */
export function createContentKeys(identity: ContentIdentity): { readonly callKey: string; readonly earlierKeys: readonly string[] } {
  const variables = Object.entries(identity.dynamicVariables).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = digest(JSON.stringify([identity.stepId, variables]));
  const bucket = Math.floor(identity.nowMs / contentBucketMs);
  const keyOf = (number: number): string => createCallKey({ ...identity, eventKey: `content|${content}|${number}` });
  return { callKey: keyOf(bucket), earlierKeys: [keyOf(bucket - 1)] };
}

export type EventKeyCheck =
  | { readonly ok: true; readonly eventKey: string }
  | { readonly ok: false; readonly problem: InputProblem };

/** Cleans the user's Event Key (outer blanks off, composed letters), or says what is wrong with it. Numbers are read as text. */
export function checkEventKey(raw: unknown): EventKeyCheck {
  const text = typeof raw === 'number' || typeof raw === 'bigint' ? String(raw) : raw;
  if (typeof text !== 'string') {
    return problem('EVENT_KEY_NOT_TEXT', 'The Event Key must be text, for example the id of the CRM record and the reason of the call.');
  }
  const eventKey = text.trim().normalize('NFC');
  if (eventKey === '') {
    return problem('EVENT_KEY_EMPTY', 'The Event Key is empty. Map a value into it, or remove the field.');
  }
  if (eventKey.length > longestEventKey) {
    return problem(
      'EVENT_KEY_TOO_LONG',
      `The Event Key has ${eventKey.length} characters; at most ${longestEventKey} are allowed. Map an id, not a whole text.`,
    );
  }
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(eventKey)) {
    return problem('EVENT_KEY_CONTROL_CHARACTER', 'The Event Key contains a line break or another control character. Map a plain id.');
  }
  return { ok: true, eventKey };
}

function problem(code: string, message: string): EventKeyCheck {
  return { ok: false, problem: { field: 'eventKey', code, message } };
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
