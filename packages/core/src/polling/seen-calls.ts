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

const bucketMs = 60_000;

/** The calls that were reported already and can still turn up in a list, kept as fingerprints in buckets of a minute. */
export class SeenCalls {
  private readonly buckets = new Map<number, string[]>();
  private readonly all = new Set<string>();

  has(queueId: string): boolean {
    return this.all.has(callFingerprint(queueId));
  }

  /** Remembers a call under the time by which it is listed. */
  add(queueId: string, stampMs: number): void {
    this.put(callFingerprint(queueId), Math.floor(stampMs / bucketMs));
  }

  /** Forgets calls listed before this time: no list that starts there can show them again. */
  forgetBefore(stampMs: number): void {
    const first = Math.floor(stampMs / bucketMs);
    for (const [bucket, fingerprints] of this.buckets) {
      if (bucket >= first) continue;
      this.buckets.delete(bucket);
      for (const fingerprint of fingerprints) this.all.delete(fingerprint);
    }
  }

  get size(): number {
    return this.all.size;
  }

  /** Minute number in base 36 -> joined fingerprints. */
  toJson(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.buckets].map(([bucket, fingerprints]) => [bucket.toString(36), fingerprints.join('')]));
  }

  static fromJson(json: Readonly<Record<string, string>>): SeenCalls {
    const seen = new SeenCalls();
    for (const [bucket, joined] of Object.entries(json)) {
      for (const fingerprint of splitFingerprints(joined)) seen.put(fingerprint, Number.parseInt(bucket, 36));
    }
    return seen;
  }

  private put(fingerprint: string, bucket: number): void {
    if (this.all.has(fingerprint)) return;
    this.all.add(fingerprint);
    const fingerprints = this.buckets.get(bucket);
    if (fingerprints === undefined) this.buckets.set(bucket, [fingerprint]);
    else fingerprints.push(fingerprint);
  }
}
