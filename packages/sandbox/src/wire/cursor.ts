import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonValue } from './json-value.ts';
import { isJsonObject } from './json-value.ts';

/** A place in a list, newest first, together with the filter of that list. The server does not write which list it was. */
export interface CursorContent {
  readonly at: number;
  readonly id: string;
  readonly filter: JsonValue;
}

/** Signed base64 text, in the manner of the server: base64( base64(JSON) "." signature ). */
export function writeCursor(secret: string, content: CursorContent): string {
  const payload = Buffer.from(JSON.stringify({ at: content.at, id: content.id, filter: content.filter })).toString('base64');
  return Buffer.from(`${payload}.${sign(secret, payload)}`).toString('base64');
}

/** The content of a cursor, or `null` when it is damaged or signed by another server. A cursor of any list is read. */
export function readCursor(secret: string, text: string): CursorContent | null {
  const [payload, signature] = Buffer.from(text, 'base64').toString('utf8').split('.');
  if (payload === undefined || signature === undefined) return null;
  const expected = Buffer.from(sign(secret, payload));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const content = JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as JsonValue;
  if (!isJsonObject(content)) return null;
  const { at, id, filter } = content;
  if (typeof at !== 'number' || typeof id !== 'string') return null;
  return { at, id, filter: filter ?? null };
}

function sign(secret: string, payload: string): string {
  return createHmac('sha256', secret).update(payload).digest('hex').slice(0, 32);
}
