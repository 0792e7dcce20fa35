import type { ApiKey, Tenancy } from '../state/tenancy.ts';

/** What the server makes of the text of a key, before it asks what the key may do. */
export type OpenedKey = { readonly ok: true; readonly key: ApiKey } | { readonly ok: false; readonly code: KeyCode };
export type KeyCode = 'INVALID_FORMAT' | 'INVALID_FORMAT_LENGTH' | 'USER_NOT_FOUND' | 'DECRYPTION_FAILED' | 'INVALID_PAYLOAD' | 'KEY_NOT_FOUND' | 'API_KEY_INVALID';

const prefix = 'iu_';
const partCount = 3;
/** Third parts of the sandbox's own world say what they open to. */
const ownMarker = 'iqra-sandbox-key:';
const cipherBlockBytes = 16;

/** Reads an `Authorization` header: every `Token ` in it goes, the rest is the key. */
export function openKey(authorization: string, tenancy: Tenancy): OpenedKey {
  const text = authorization.replaceAll('Token ', '');
  const refuse = (code: KeyCode): OpenedKey => ({ ok: false, code });
  if (!text.startsWith(prefix)) return refuse('INVALID_FORMAT');
  const parts = text.split('_');
  const [, hash = '', payload = ''] = parts;
  if (parts.length !== partCount) return refuse('INVALID_FORMAT_LENGTH');
  const ofUser = tenancy.keys.filter((key) => key.text.split('_')[1] === hash);
  if (ofUser.length === 0) return refuse('USER_NOT_FOUND');
  const key = ofUser.find((candidate) => candidate.text === text);
  if (key !== undefined) return { ok: true, key };
  return refuse(codeOfUnlisted(payload, ofUser));
}

function codeOfUnlisted(payload: string, ofUser: readonly ApiKey[]): KeyCode {
  const bytes = strictBase64(payload);
  if (bytes === null || bytes.length === 0) return 'DECRYPTION_FAILED';
  const opened = bytes.toString('latin1');
  if (!opened.startsWith(ownMarker)) return bytes.length % cipherBlockBytes === 0 ? 'KEY_NOT_FOUND' : 'DECRYPTION_FAILED';
  const id = opened.slice(ownMarker.length).trim();
  if (id === '') return 'INVALID_PAYLOAD';
  return ofUser.some((candidate) => candidate.id === id) ? 'API_KEY_INVALID' : 'KEY_NOT_FOUND';
}

/** Base64 as .NET reads it: padded to fours, no other alphabet. */
function strictBase64(text: string): Buffer | null {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;
}
