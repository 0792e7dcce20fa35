import { createHash, timingSafeEqual } from 'node:crypto';

/** The part of an address's query that holds our secret, beside whatever the host put there. */
const secretName = 'iqra';

/** The address with a secret that only whoever was given the address knows. */
export function withSecret(address: URL, secret: string): string {
  const url = new URL(address);
  url.searchParams.set(secretName, secret);
  return url.href;
}

/** Whether a request's query, as a host has parsed it, carries the secret. Takes as long for a wrong one as for the right one. */
export function hasSecret(query: unknown, secret: string): boolean {
  const given: unknown = query !== null && typeof query === 'object' ? Reflect.get(query, secretName) : undefined;
  if (typeof given !== 'string') return false;
  return timingSafeEqual(digest(given), digest(secret));
}

/** Of one length, whatever was given. */
function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
