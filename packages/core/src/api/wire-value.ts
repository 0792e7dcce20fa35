import type { CallProgress, EndReason, LinkedSession, SessionState } from '../domain/call.ts';
import { isJsonObject } from '../domain/json-value.ts';

/** A JSON object as it came from the server; nothing about it is trusted. */
export type WireObject = Readonly<Record<string, unknown>>;

/** Reads a property in the server's casing or in the documented casing (`queueId` or `QueueId`). */
export function property(object: WireObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const documentedName = name.charAt(0).toUpperCase() + name.slice(1);
  return Object.hasOwn(object, documentedName) ? object[documentedName] : undefined;
}

export function textOrNull(object: WireObject, name: string): string | null {
  const value = property(object, name);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

export function text(object: WireObject, name: string): string {
  return textOrNull(object, name) ?? '';
}

export function integerOrNull(object: WireObject, name: string): number | null {
  const value = property(object, name);
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}

export function list(object: WireObject, name: string): readonly unknown[] {
  const value = property(object, name);
  return Array.isArray(value) ? value : [];
}

/** The objects of a list; anything else in it is left out. */
export function objects(object: WireObject, name: string): readonly WireObject[] {
  return list(object, name).filter(isJsonObject);
}

export function child(object: WireObject, name: string): WireObject {
  const value = property(object, name);
  return isJsonObject(value) ? value : {};
}

/** A map of texts; values of other kinds are left out. Keys keep their case. */
export function textMap(object: WireObject, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(child(object, name)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Position = the integer on the wire (server enum CallQueueStatus). Two kinds of dispatch step are one word to us. */
const progressByNumber: readonly CallProgress[] = ['queued', 'processing', 'processing', 'processing', 'placed', 'failed', 'canceled', 'expired'];

/** Position = the integer on the wire (ConversationSessionState). */
const sessionStateByNumber: readonly SessionState[] = ['created', 'waiting', 'starting', 'active', 'paused', 'ending', 'ended', 'error'];

/** Position = the integer on the wire (ConversationSessionEndType). */
const endReasonByNumber: readonly EndReason[] = [
  'not_set',
  'setup_failed',
  'expired_before_start',
  'declined_or_busy',
  'no_answer',
  'recipient_hung_up',
  'agent_hung_up',
  'agent_fault',
  'silence_limit',
  'duration_limit',
  'voicemail',
];

export function toCallProgress(status: number | null): CallProgress {
  return (status === null ? undefined : progressByNumber[status]) ?? 'unrecognised';
}

/** The wire numbers that a filter must name to find calls of this progress. */
export function fromCallProgress(progress: CallProgress): readonly number[] {
  return progressByNumber.flatMap((word, number) => (word === progress ? [number] : []));
}

export function toSessionState(state: number | null): SessionState | null {
  return state === null ? null : (sessionStateByNumber[state] ?? 'unrecognised');
}

export function toEndReason(endType: number | null): EndReason | null {
  return endType === null ? null : (endReasonByNumber[endType] ?? 'unrecognised');
}

/** Web sessions count differently from calls (WebSessionStatus). */
const webSessionProgressByNumber: readonly CallProgress[] = ['queued', 'processing', 'processing', 'placed', 'failed', 'canceled', 'expired'];

export function toWebSessionProgress(status: number | null): CallProgress {
  return (status === null ? undefined : webSessionProgressByNumber[status]) ?? 'unrecognised';
}

/** The conversation that an entry of a queue, or a web session, tells of. */
export function linkedSession(value: WireObject): LinkedSession {
  return {
    conversationId: textOrNull(value, 'sessionId'),
    sessionState: toSessionState(integerOrNull(value, 'sessionStatus')),
    endReason: toEndReason(integerOrNull(value, 'sessionEndType')),
  };
}
