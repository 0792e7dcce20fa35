import type { InputProblem } from '../errors/iqra-error.ts';
import { retryPolicyFields } from '../fields/try-again.fields.ts';
import { checkEventKey, createCallKey, eventKeyErrors, runKeyLifetimeMs, userKeyLifetimeMs, type CallIdentity } from '../sending/call-key.ts';
import type { KeyKind, LaterKeys } from '../sending/planned-call.ts';

/** What a host knows by itself about the event that asks for a call. */
export interface HostEvent {
  /** The host's name, kept with the call: `n8n`, `zapier`, ... */
  readonly source: string;
  /** A name of this item that stays the same when the host runs it again; `null` where the host has none: then an Event Key is required. */
  readonly itemId: string | null;
  /** A stable name of the step, beside which the item's name is unique; may be empty. */
  readonly stepId: string;
  /** The campaign's name where the host knows it, for the result. */
  readonly campaignName?: string | null;
  /** The zone in which the host's user counts days; absent = UTC. */
  readonly timeZone?: string | null;
  /** Which attempt at a person is asked for, where it follows an earlier call; that call names the event then. */
  readonly attempt?: AttemptName;
}

/** What names another attempt at a person. */
export interface AttemptName {
  /** 2 or more. */
  readonly number: number;
  /** The same for every delivery of the end of the call before. */
  readonly text: string;
  /** From before the call before was asked for: no attempt that follows it is older. */
  readonly lifetimeMs: number;
}

/** The key of one call. */
interface ChosenKey {
  readonly callKey: string;
  readonly keyKind: KeyKind;
  readonly keyLifetimeMs: number;
  /** Of the attempts that can follow this call. */
  readonly laterKeys: LaterKeys;
  readonly warnings: readonly string[];
}

/** What names the event: the user's key, else the host's name of this run and item. */
interface EventName {
  readonly kind: KeyKind;
  readonly text: string;
  readonly lifetimeMs: number;
  /** 1 for a first call. */
  readonly attempt: number;
}

/** Where a name stands for an event. */
export type KeyPlace = Omit<CallIdentity, 'eventKey'>;

/** Reads the user's Event Key. An empty one is a problem, not an absence: the user meant to map something. */
export function readEventName(raw: unknown, host: HostEvent, problems: InputProblem[]): EventName | null {
  if (host.attempt !== undefined) return { kind: 'attempt', text: host.attempt.text, lifetimeMs: host.attempt.lifetimeMs, attempt: host.attempt.number };
  if (problems.some((one) => one.field === 'eventKey')) return null;
  if (raw === undefined) return nameOfRun(host, problems);
  const check = checkEventKey(raw ?? '');
  if (check.ok) return { kind: 'event_key', text: check.eventKey, lifetimeMs: userKeyLifetimeMs, attempt: 1 };
  problems.push(check.problem);
  return null;
}

/** A host that gives its runs no name depends on the user's. */
function nameOfRun(host: HostEvent, problems: InputProblem[]): EventName | null {
  if (host.itemId !== null) return { kind: 'run', text: `${host.source}|${host.stepId}|${host.itemId}`, lifetimeMs: runKeyLifetimeMs, attempt: 1 };
  problems.push(eventKeyErrors.problem('EVENT_KEY_REQUIRED', 'eventKey', {}));
  return null;
}

export function chooseKey(event: EventName, place: KeyPlace): ChosenKey {
  const callKey = createCallKey({ ...place, eventKey: event.text });
  const warnings = event.kind === 'run' ? [noEventKeyWarning] : [];
  const laterKeys = laterKeysOf(callKey, event.attempt, place);
  return { callKey, keyKind: event.kind, keyLifetimeMs: event.lifetimeMs, laterKeys, warnings };
}

const noEventKeyWarning =
  'No Event Key: if the same event comes again in another run, this person is called again. Map the ID of the record into Event Key.';

/** What names the attempt that follows a call of this name: its key, or what stands for one. */
export function textAfter(callName: string, number: number): string {
  return `again|${callName}|${number}`;
}

/**
 * The keys of all attempts that can follow a call of this name: as many as any policy allows, since the policy may have been another one
 * then. Whoever asks for a call again finds by them that its event has gone on without it.
 */
export function keysAfter(callName: string, attempt: number, place: KeyPlace): ReadonlySet<string> {
  const keys = new Set<string>();
  let name = callName;
  for (let number = attempt + 1; number <= retryPolicyFields.maxAttempts.max; number += 1) {
    name = createCallKey({ ...place, eventKey: textAfter(name, number) });
    keys.add(name);
  }
  return keys;
}

/** The same, computed when the first one is asked for. */
function laterKeysOf(callName: string, attempt: number, place: KeyPlace): LaterKeys {
  let keys: ReadonlySet<string> | undefined;
  return {
    has: (key) => {
      keys ??= keysAfter(callName, attempt, place);
      return keys.has(key);
    },
  };
}
