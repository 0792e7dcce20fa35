import { createHash } from 'node:crypto';

/** Characters kept: 48 bits, so that 1,000 remembered calls meet a new one by chance once in 280 thousand million. */
const fingerprintLength = 8;

/** A short, evenly spread stand-in for a queue id, whatever the ids of a server look like. */
export function callFingerprint(queueId: string): string {
  return createHash('sha256').update(queueId).digest('base64url').slice(0, fingerprintLength);
}

/** Cuts a text of joined fingerprints apart again. A remainder that is too short is left out. */
export function splitFingerprints(joined: string): readonly string[] {
  const count = Math.floor(joined.length / fingerprintLength);
  return Array.from({ length: count }, (_, index) => joined.slice(index * fingerprintLength, (index + 1) * fingerprintLength));
}
