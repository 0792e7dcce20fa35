import { createHash, timingSafeEqual } from 'node:crypto';
import { sendingErrors } from '../sending/sending-errors.ts';

/** The metadata key under which a call carries the address of the run that waits for its end. */
export const resumeAddressKey = 'iqra_resume_url';

/** What every server on the way, and every proxy, takes as one address. */
const longestAddress = 2_000;

/** A host, perhaps a port, whole path segments, perhaps a query. No user name, backslash, blank, fragment or encoded character in the path. */
const plainAddress = /^https?:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:\/[\w~.-]+)+\/?(?:\?[\w~.!*'(),;:@&=+$/?%-]*)?$/i;

/**
 * Checks the address that a host gave for a call, before the call is sent: a call that cannot tell its end would leave its run waiting.
 * Returns it unchanged, as the host must be given it back.
 * @throws IqraError when it is no web address of ordinary length.
 */
export function checkResumeAddress(address: unknown): string {
  if (typeof address === 'string' && address.length <= longestAddress && parse(address) !== null) return address;
  throw sendingErrors.error('RESUME_ADDRESS_UNUSABLE', {});
}

/**
 * The address that a call carries, where it may be posted to: only one below `base`, the address of the host's own waiting runs, for
 * example `https://host.example.com/waiting`. Else `null`. Whoever writes metadata must not be able to make a host call another address,
 * least of all inside its network; so what is not plain is refused.
 */
export function resumeAddressOf(metadata: Readonly<Record<string, string>>, base: string): string | null {
  const address = metadata[resumeAddressKey] ?? '';
  return isBelow(address, base) ? address : null;
}

function isBelow(address: string, base: string): boolean {
  if (address.length > longestAddress || !plainAddress.test(address) || hasDots(address)) return false;
  const target = parse(address);
  const door = parse(base);
  if (target === null || door === null || target.origin !== door.origin || isPrivileged(door)) return false;
  const folder = door.pathname.endsWith('/') ? door.pathname : `${door.pathname}/`;
  return target.pathname.startsWith(folder) && target.pathname !== folder;
}

/** A segment of nothing but dots, which leads out of the folder. */
function hasDots(address: string): boolean {
  return /\/\.+(?:\/|\?|$)/.test(address);
}

/** A base with a user name or a query is no folder. */
function isPrivileged({ username, password, search, hash }: URL): boolean {
  return [username, password, search, hash].some((part) => part !== '');
}

function parse(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}

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
