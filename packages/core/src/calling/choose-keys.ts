import type { InputProblem } from '../errors/iqra-error.ts';
import { automaticKeyLifetimeMs, checkEventKey, createCallKey, createContentKeys, userKeyLifetimeMs } from '../sending/call-key.ts';
import type { HostEvent } from './host-event.ts';

/** The keys of one call: the one that is written, and earlier ones under which it may already stand. */
export interface ChosenKeys {
  readonly callKey: string;
  readonly earlierKeys: readonly string[];
  readonly keyLifetimeMs: number;
}

export interface KeyQuestion {
  readonly businessId: string;
  readonly campaignId: string | null;
  readonly recipientNumber: string;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  readonly nowMs: number;
  readonly host: HostEvent;
}

/** Reads the user's Event Key. An empty one is a problem, not an absence: the user meant to map something. */
export function readEventKey(raw: unknown, problems: InputProblem[]): string | null {
  if (raw === undefined || problems.some((one) => one.field === 'eventKey')) return null;
  const check = checkEventKey(raw ?? '');
  if (check.ok) return check.eventKey;
  problems.push(check.problem);
  return null;
}

/**
 * The identity of the event, from the best source there is: the user's key, else the host's stable name of the item, else equal
 * content within a quarter of an hour.
 */
export function chooseKeys(eventKey: string | null, question: KeyQuestion): ChosenKeys {
  const { businessId, campaignId, recipientNumber, dynamicVariables, nowMs, host } = question;
  const place = { businessId, campaignId, recipientNumber };
  if (eventKey !== null) {
    return { callKey: createCallKey({ ...place, eventKey }), earlierKeys: [], keyLifetimeMs: userKeyLifetimeMs };
  }
  if (host.itemId !== null) {
    const hostKey = `${host.source}|${host.itemId}`;
    return { callKey: createCallKey({ ...place, eventKey: hostKey }), earlierKeys: [], keyLifetimeMs: automaticKeyLifetimeMs };
  }
  const keys = createContentKeys({ ...place, dynamicVariables, stepId: `${host.source}|${host.stepId}`, nowMs });
  return { ...keys, keyLifetimeMs: automaticKeyLifetimeMs };
}
