import { IqraError, isIqraError } from '../errors/iqra-error.ts';
import type { PlannedCall } from './planned-call.ts';

/** The errors that arise while a call is being placed. Times in ms since 1970 UTC. */

export interface UnknownOutcome {
  readonly callKey: string;
  readonly sentAtMs: number;
  /** From then on a new run can learn for certain; `null` when this server gives no such moment. */
  readonly safeAfterMs: number | null;
  readonly cause?: unknown;
  /** Why this run could not settle it, for the details. */
  readonly reason: string;
}

export function outcomeUnknown(unknown: UnknownOutcome): IqraError {
  const { callKey, sentAtMs, safeAfterMs, cause, reason } = unknown;
  return new IqraError({
    kind: 'placement_unknown',
    code: 'OUTCOME_UNKNOWN',
    message: 'We could not confirm whether the call was queued. It was not sent again.',
    nextStep:
      safeAfterMs === null
        ? 'Look for the call in the Iqra call list before you run this step again.'
        : `Run this step again after ${clockTime(safeAfterMs)}: it will look first.`,
    placement: 'unknown',
    details: { callKey, sentAt: iso(sentAtMs), safeAfter: safeAfterMs === null ? null : iso(safeAfterMs), reason },
    ...serverFacts(cause),
    cause,
  });
}

export function placedWithoutId(callKey: string, sentAtMs: number, cause: unknown): IqraError {
  return new IqraError({
    kind: 'placement_unknown',
    code: 'PLACED_WITHOUT_ID',
    message: 'The call is in the queue and will be dialled, but the server did not say under which id.',
    nextStep: 'Do not send it again. Find the call in the Iqra call list, or by its recipient.',
    placement: 'placed',
    details: { callKey, sentAt: iso(sentAtMs) },
    ...serverFacts(cause),
    cause,
  });
}

/** The look-up before sending failed: definite, since nothing was sent. */
export function lookUpFailed(reason: string, cause: unknown): IqraError {
  return new IqraError({
    kind: isIqraError(cause) ? cause.kind : 'server',
    code: 'LOOK_UP_FAILED',
    message: 'It could not be checked whether this event already has a call, so nothing was sent.',
    nextStep: 'Run this step again in a minute. If it keeps failing, check that the server works.',
    placement: 'not_placed',
    details: { reason },
    ...serverFacts(cause),
    cause,
  });
}

export function checkNotPermitted(cause: IqraError): IqraError {
  return new IqraError({
    kind: 'permission',
    code: 'CHECK_NOT_PERMITTED',
    message: 'This API key may not read the outbound call queue, so it cannot be checked whether this event already has a call. Nothing was sent.',
    nextStep:
      'Grant the permission Conversations → Outbound → Retrieving, or switch off Check Before Sending. ' +
      'Switched off, a repeated event or a lost answer can call the same person twice.',
    placement: 'not_placed',
    ...serverFacts(cause),
    cause,
  });
}

export function windowClosed(call: PlannedCall, serverNowMs: number): IqraError {
  return new IqraError({
    kind: 'refused_by_rule',
    code: 'CALLING_WINDOW_CLOSED',
    message: 'The last moment at which this call may be dialled has passed, so it was not sent.',
    nextStep: 'Run this step again to plan the call for the next allowed time.',
    placement: 'not_placed',
    details: {
      latestStart: call.latestStartLimitMs === null ? null : iso(call.latestStartLimitMs),
      serverTime: iso(serverNowMs),
    },
  });
}

export function keyStoreUnavailable(): IqraError {
  return new IqraError({
    kind: 'server',
    code: 'KEY_STORE_UNAVAILABLE',
    message: 'It could not be made sure that no other run places this call at the same time, so nothing was sent.',
    nextStep: 'Run this step again in a minute.',
    placement: 'not_placed',
  });
}

export function keyLost(): IqraError {
  return new IqraError({
    kind: 'server',
    code: 'KEY_LOST',
    message: 'This run was held up for so long that another run may have taken over the call, so nothing was sent.',
    nextStep: 'Run this step again: it will look first.',
    placement: 'not_placed',
  });
}

export function noTimeLeft(): IqraError {
  return new IqraError({
    kind: 'server',
    code: 'NO_TIME_LEFT',
    message: 'The time that this step may take was used up before the call could be sent. Nothing was sent.',
    nextStep: 'Run this step again. If it keeps failing, the server is too slow.',
    placement: 'not_placed',
  });
}

export function notDialled(progress: string, queueId: string): IqraError {
  return new IqraError({
    kind: 'server',
    code: 'CALL_NOT_DIALLED',
    message: `The call reached the queue but was not dialled: the server marked it as ${progress}.`,
    nextStep: 'Check the balance, the calling number and the campaign, then run this step again.',
    placement: 'not_placed',
    details: { queueId, progress },
  });
}

/** `2026-11-24T09:15:02.000Z`. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** Rounded up to the whole minute, since a reader acts on minutes. */
function clockTime(ms: number): string {
  const minuteMs = 60_000;
  return `${iso(Math.ceil(ms / minuteMs) * minuteMs).slice(11, 16)} UTC`;
}

function serverFacts(cause: unknown): { serverCode?: string; httpStatus?: number; retryAfterMs?: number } {
  if (!isIqraError(cause)) return {};
  return {
    ...(cause.serverCode === undefined ? {} : { serverCode: cause.serverCode }),
    ...(cause.httpStatus === undefined ? {} : { httpStatus: cause.httpStatus }),
    ...(cause.retryAfterMs === undefined ? {} : { retryAfterMs: cause.retryAfterMs }),
  };
}
