import type { CallEntry } from '../domain/call.ts';
import { resumeAddressKey } from '../waiting/resume-address.ts';

/** The metadata keys that this product writes; plain names, because the server keeps metadata as a document. */
const callKeyName = 'iqra_call_key';
/** Which attempt at this person it is: 1 for a first call. */
const callAttemptName = 'iqra_call_attempt';
/** Which send of one call it is: 1 for the first. */
const callSendName = 'iqra_call_send';
/** The planned time. */
const callAtName = 'iqra_call_at';
/** The latest start. Written in the `config` form only: a server that gives it back reads that form, and so enforces it. */
const callUntilName = 'iqra_call_until';
const callSourceName = 'iqra_call_source';
/** The recipient's own time zone, where whoever asked for the call knew it: a later attempt keeps to it. */
const callZoneName = 'iqra_call_zone';

const ourNames: ReadonlySet<string> = new Set([
  callKeyName,
  callAttemptName,
  callSendName,
  callAtName,
  callUntilName,
  callSourceName,
  callZoneName,
  resumeAddressKey,
]);

/** What this product wrote on one send. Times in ms since 1970 UTC. */
export interface SendTags {
  readonly callKey: string;
  readonly attempt: number;
  readonly send: number;
  readonly startMs: number;
  readonly source: string;
  /** The recipient's own time zone; `null` = nobody told it. */
  readonly contactTimeZone: string | null;
  /** Where the run that waits for the call is told of its end; `null` = nobody waits. */
  readonly resumeAddress: string | null;
}

/**
 * The user's metadata with our keys; ours win, since a copied call must not carry another call's key. Only an address of the user's
 * own stays where no run of ours waits.
 */
export function tagMetadata(metadata: Readonly<Record<string, string>>, tags: SendTags): Readonly<Record<string, string>> {
  const users = Object.entries(metadata).filter(([name]) => !ourNames.has(name) || name === resumeAddressKey);
  return {
    ...Object.fromEntries(users),
    [callKeyName]: tags.callKey,
    [callAttemptName]: String(tags.attempt),
    [callSendName]: String(tags.send),
    [callAtName]: isoText(tags.startMs),
    [callSourceName]: tags.source,
    ...(tags.contactTimeZone === null ? {} : { [callZoneName]: tags.contactTimeZone }),
    ...(tags.resumeAddress === null ? {} : { [resumeAddressKey]: tags.resumeAddress }),
  };
}

/** The metadata that stands in the `config` form only. */
export function tagConfigMetadata(latestStartMs: number): Readonly<Record<string, string>> {
  return { [callUntilName]: isoText(latestStartMs) };
}

/** What an entry shows of our keys. `null` = not written, or not readable. */
export interface CallTags {
  readonly callKey: string | null;
  readonly attempt: number | null;
  readonly send: number | null;
  /** ISO 8601 UTC. */
  readonly scheduledFor: string | null;
  /** ISO 8601 UTC; `null` also for an entry of a server that does not read the latest start. */
  readonly latestStart: string | null;
  readonly source: string | null;
  readonly contactTimeZone: string | null;
  /** The metadata without our keys: what the user gave. */
  readonly given: Readonly<Record<string, string>>;
}

/** Reads our keys from an entry's metadata. */
export function readCallTags(metadata: Readonly<Record<string, string>>): CallTags {
  return {
    callKey: textOf(metadata[callKeyName]),
    attempt: numberOf(metadata[callAttemptName]),
    send: numberOf(metadata[callSendName]),
    scheduledFor: timeOf(metadata[callAtName]),
    latestStart: timeOf(metadata[callUntilName]),
    source: textOf(metadata[callSourceName]),
    contactTimeZone: textOf(metadata[callZoneName]),
    given: Object.fromEntries(Object.entries(metadata).filter(([name]) => !ourNames.has(name))),
  };
}

export function callKeyOf(entry: CallEntry): string | null {
  return textOf(entry.metadata[callKeyName]);
}

function textOf(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}

function numberOf(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : null;
}

function timeOf(value: string | undefined): string | null {
  const ms = Date.parse(value ?? '');
  return Number.isNaN(ms) ? null : isoText(ms);
}

function isoText(ms: number): string {
  return new Date(ms).toISOString();
}
