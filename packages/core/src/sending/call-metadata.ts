import type { CallEntry } from '../domain/call.ts';

/** The metadata keys that this product writes; plain names, because the server keeps metadata as a document. */
export const callKeyName = 'iqra_call_key';
export const callAttemptName = 'iqra_call_attempt';
export const callSourceName = 'iqra_call_source';

export interface AttemptMark {
  readonly callKey: string;
  /** 1 for the first send of a run. */
  readonly attempt: number;
  readonly source: string;
}

/** The user's metadata with our three keys; ours win, since a copied call must not carry another call's key. */
export function markMetadata(metadata: Readonly<Record<string, string>>, mark: AttemptMark): Readonly<Record<string, string>> {
  return {
    ...metadata,
    [callKeyName]: mark.callKey,
    [callAttemptName]: String(mark.attempt),
    [callSourceName]: mark.source,
  };
}

export function callKeyOf(entry: CallEntry): string | undefined {
  return entry.metadata[callKeyName];
}

/** The attempt that made this entry, or `undefined` for an entry that somebody else made. */
export function attemptOf(entry: CallEntry): number | undefined {
  const text = entry.metadata[callAttemptName];
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/** The user's own metadata: without the keys that this product writes. */
export function withoutOwnKeys(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !/^iqra_(?:call_|resume_url$)/.test(key)));
}
