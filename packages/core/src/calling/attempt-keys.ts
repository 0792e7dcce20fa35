import { retryPolicyFields } from '../fields/try-again.fields.ts';
import { createCallKey, type CallIdentity } from '../sending/call-key.ts';
import type { LaterKeys } from '../sending/planned-call.ts';

/** What names the attempt that follows a call of this name: its key, or what stands for one. */
export function textAfter(callName: string, number: number): string {
  return `again|${callName}|${number}`;
}

/**
 * The keys of all attempts that can follow a call of this name: as many as any policy allows, since the policy may have been another one
 * then. Whoever asks for a call again finds by them that its event has gone on without it.
 */
export function keysAfter(callName: string, attempt: number, place: Omit<CallIdentity, 'eventKey'>): ReadonlySet<string> {
  const keys = new Set<string>();
  let name = callName;
  for (let number = attempt + 1; number <= retryPolicyFields.maxAttempts.max; number += 1) {
    name = createCallKey({ ...place, eventKey: textAfter(name, number) });
    keys.add(name);
  }
  return keys;
}

/** The same, computed when the first one is asked for. */
export function laterKeysOf(callName: string, attempt: number, place: Omit<CallIdentity, 'eventKey'>): LaterKeys {
  let keys: ReadonlySet<string> | undefined;
  return {
    has: (key) => {
      keys ??= keysAfter(callName, attempt, place);
      return keys.has(key);
    },
  };
}
