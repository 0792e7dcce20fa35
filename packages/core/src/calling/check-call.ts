import { DateTime } from 'luxon';
import { isIqraError, type ErrorKind, type IqraError } from '../errors/iqra-error.ts';
import type { RawCallInput } from '../fields/initiate-call.fields.ts';
import type { HostEvent } from './choose-keys.ts';
import { rehearseCall, type RehearseCallDeps, type Rehearsal } from './rehearse-call.ts';

/** What placing a call would do now, told without placing it. Times are ISO 8601. */
export interface CallCheck {
  readonly callable: boolean;
  /** Why not; `null` where the call would be placed. */
  readonly reason: string | null;
  readonly code: string | null;
  /** When the call would be made, in UTC; for a refusal, from when it would be allowed, where that is known. */
  readonly wouldCallAt: string | null;
  /** The same in the recipient's time zone, where that is one zone. */
  readonly localTime: string | null;
  readonly recipientNumber: string | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  /** The call that the event has already. */
  readonly queueId: string | null;
  readonly warnings: readonly string[];
}

/**
 * Judges a call as placing it would, with one look-up, and calls nobody. A refusal is the answer, not an error; so is what `readRaw`
 * refuses.
 * @throws IqraError for whatever keeps the question itself from being answered (access, connection, server).
 */
export async function checkCall(deps: RehearseCallDeps, readRaw: () => RawCallInput | Promise<RawCallInput>, host: HostEvent): Promise<CallCheck> {
  try {
    return describe(await rehearseCall(deps, await readRaw(), host), deps.clock.now());
  } catch (error) {
    if (isIqraError(error) && isAboutTheCall(error.kind)) return refused(error);
    throw error;
  }
}

function describe({ plan, earlier, campaign }: Rehearsal, nowMs: number): CallCheck {
  const { call } = plan;
  const atMs = Math.max(call.startMs ?? nowMs, nowMs);
  return {
    callable: earlier === null,
    reason: earlier === null ? null : 'This event already has a call, which would be returned; nobody would be called again.',
    code: null,
    wouldCallAt: earlier === null ? new Date(atMs).toISOString() : null,
    localTime: earlier === null ? localTime(atMs, call.localZone ?? null) : null,
    recipientNumber: call.recipientNumber,
    campaignId: call.campaignId,
    campaignName: campaign?.name ?? null,
    queueId: earlier?.queueId ?? null,
    warnings: call.warnings,
  };
}

function localTime(ms: number, zone: string | null): string | null {
  return zone === null ? null : DateTime.fromMillis(ms, { zone }).toISO({ suppressMilliseconds: true });
}

function refused({ message, code, details }: IqraError): CallCheck {
  const { nextAllowed, recipientNumber } = details;
  return {
    callable: false,
    reason: message,
    code,
    wouldCallAt: typeof nextAllowed === 'string' ? nextAllowed : null,
    localTime: null,
    recipientNumber: typeof recipientNumber === 'string' ? recipientNumber : null,
    campaignId: null,
    campaignName: null,
    queueId: null,
    warnings: [],
  };
}

function isAboutTheCall(kind: ErrorKind): boolean {
  switch (kind) {
    case 'input':
    case 'refused_by_rule':
    case 'not_found':
    case 'disabled':
    case 'balance':
      return true;
    case 'authentication':
    case 'permission':
    case 'rate_limit':
    case 'connection':
    case 'server':
    case 'placement_unknown':
      return false;
    default:
      return kind satisfies never;
  }
}
