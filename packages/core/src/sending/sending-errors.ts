import { isUnknownRefusal, namedRefusal } from '../errors/answer-errors.ts';
import { defineErrors } from '../errors/define-errors.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import type { PlannedCall } from './planned-call.ts';

const runAgain = 'Run this step again: it will look first.';

/** The errors that arise while a call is being placed. */
export const sendingErrors = defineErrors('Placing a call', {
  UNSETTLED: {
    code: 'PLACEMENT_UNKNOWN',
    kind: 'placement_unknown',
    sentence: 'We could not confirm whether the call was queued. It was not sent again.{serverSays}',
    nextStep: 'Run this step again after {safeAfter} with the same Event Key: it looks for the call first.',
    placement: 'unknown',
  },
  UNSETTLED_ATTEMPT: {
    code: 'PLACEMENT_UNKNOWN',
    kind: 'placement_unknown',
    sentence: 'We could not confirm whether the call was queued. It was not sent again.{serverSays}',
    nextStep: 'Run this step again after {safeAfter}: it looks for the call first.',
    placement: 'unknown',
  },
  UNSETTLED_FOR_EVER: {
    code: 'PLACEMENT_UNKNOWN',
    kind: 'placement_unknown',
    sentence: 'We could not confirm whether the call was queued. It was not sent again.{serverSays}',
    nextStep: 'Look for the call in the Iqra call list before you run this step again: this server gives no moment from which its absence is certain.',
    placement: 'unknown',
  },
  UNSETTLED_WITHOUT_KEY: {
    code: 'PLACEMENT_UNKNOWN',
    kind: 'placement_unknown',
    sentence: 'We could not confirm whether the call was queued. It was not sent again.{serverSays}',
    nextStep:
      'Look for the call in the Iqra call list{safeAfter}. Run the workflow again only if it is not there: without an Event Key a new run does not find this call and calls again.',
    placement: 'unknown',
  },
  TOO_MANY_EARLIER_CALLS: {
    kind: 'refused_by_rule',
    sentence: 'It could not be checked whether this event already has a call, so this call was not sent. {reason}',
    nextStep: 'Use a campaign of its own for a number that is called so often, such as a test line; or run this step again in some days.',
    field: 'recipientNumber',
  },
  LATEST_START_NOT_ENFORCED: {
    kind: 'refused_by_rule',
    sentence:
      'Calling Hours cannot be kept on this server: it does not read the latest start of a call, so it may place the call after the hours have closed. This call was not sent.',
    nextStep: 'Set Calling Hours to Off, or use a server that reads the "config" form (Request Format in the connection).',
    field: 'callingHours',
  },
  ANSWER_LOST: {
    kind: 'server',
    sentence: '{whatHappened}',
    nextStep: 'Look for the call in the Iqra call list before you run this step again.',
    placement: 'unknown',
  },
  LOOK_UP_FAILED: {
    kind: 'server',
    sentence: 'It could not be checked whether this event already has a call, so this call was not sent. {reason}',
    nextStep: 'Run this step again in a minute. If it keeps failing, check that the server works.',
  },
  CHECK_NOT_PERMITTED: {
    kind: 'permission',
    sentence: 'The outbound call queue of this business may not be read, so it cannot be checked whether this event already has a call. This call was not sent.{reason}',
    nextStep: 'Ask whoever runs the Iqra server to allow this business to read its outbound conversations; it cannot be granted to an API key.',
  },
  CALLING_WINDOW_CLOSED: {
    kind: 'refused_by_rule',
    sentence: 'The last moment at which this call may be dialled has passed, so it was not sent.',
    nextStep: 'Run this step again to plan the call for the next allowed time.',
  },
  KEY_STORE_UNAVAILABLE: {
    kind: 'rate_limit',
    sentence: 'It could not be made sure that no other run places this call at the same time, so this call was not sent.',
    nextStep: 'Run this step again in {minutes} minutes.',
  },
  KEY_LOST: {
    kind: 'server',
    sentence: 'This run was held up for so long that another run may have taken over the call, so this call was not sent.',
    nextStep: runAgain,
  },
  NO_TIME_LEFT: {
    kind: 'server',
    sentence: 'The time that this step may take was used up before the call could be sent. It was not sent.',
    nextStep: 'Run this step again. If it keeps failing, the server is too slow.',
  },
  THROTTLED_FOR_GOOD: {
    code: 'TOO_MANY_REQUESTS',
    kind: 'server',
    about: 'The server asks for fewer requests, and Look for an Earlier Call First is off: nothing may run the step again by itself.',
    sentence: '{serverSays}',
    nextStep: 'Look for the call in the Iqra call list, then run this step again in a minute.',
  },
  THROTTLED_FOR_NOW: {
    code: 'TOO_MANY_REQUESTS',
    kind: 'rate_limit',
    about: 'The server asks for fewer requests, in answer to a call: the host runs the step again once that request cannot arrive any more.',
    sentence: '{serverSays}',
    nextStep: 'The step runs again by itself, and looks for the call first.',
  },
  RESUME_ADDRESS_UNUSABLE: {
    kind: 'server',
    sentence: 'This step has no address at which it could be told that the call has ended, so the call was not sent.',
    nextStep: 'Use Initiate instead, and start a second workflow when the call has ended.',
  },
  REFUSED_IN_UNKNOWN_WORDS: {
    code: 'SERVER_CODE_UNKNOWN',
    kind: 'server',
    about: 'The server refused a call with a code that is not known here, and it is certain meanwhile that no call came of it.',
    sentence: '{serverSays}',
    nextStep: 'The server refused the call, and it is not in the queue. Correct what the server says, then run this step again.',
  },
  REFUSED_FOR_MONEY: {
    code: 'BALANCE_TOO_LOW',
    kind: 'balance',
    about: 'The same with a code that seems to be about the balance.',
    sentence: '{serverSays}',
    nextStep: 'The server refused the call, and it is not in the queue. Top up the Iqra account or check its plan, then run this step again.',
  },
  NEVER_QUEUED: {
    kind: 'server',
    sentence: 'The call was sent {times} times, and each time the request was lost or came too late to be dialled. It was not placed.',
    nextStep: 'Check the network between this computer and the server, then run this step again.',
  },
  CALL_NOT_DIALLED: {
    kind: 'server',
    sentence: 'The call reached the queue but was not dialled: the server marked it as {progress}.',
    nextStep: 'Check the balance, the calling number and the campaign, then run this step again.',
  },
});

type NamedCall = Pick<PlannedCall, 'callKey' | 'keyKind'>;

/** Times in ms since 1970 UTC. */
export interface UnknownPlacement {
  readonly call: NamedCall;
  readonly sentAtMs: number;
  /** From then on a new run can learn for certain; `null` when this server gives no such moment. */
  readonly safeAfterMs: number | null;
  readonly cause?: unknown;
  /** Why this run could not settle it, for the details. */
  readonly reason: string;
}

/** A new run of a workflow looks under another key unless the user named the event, so only then may a look be promised. */
export function placementUnknown(unknown: UnknownPlacement): IqraError {
  const { call, sentAtMs, safeAfterMs, cause, reason } = unknown;
  const safeAfter = safeAfterMs === null ? null : iso(safeAfterMs);
  const serverSays = isUnknownRefusal(cause) ? ` The server says: ${cause.message}` : '';
  const facts = { details: { callKey: call.callKey, sentAt: iso(sentAtMs), safeAfter, reason }, cause };
  switch (call.keyKind) {
    case 'event_key':
      return safeAfterMs === null
        ? sendingErrors.error('UNSETTLED_FOR_EVER', { serverSays }, facts)
        : sendingErrors.error('UNSETTLED', { serverSays, safeAfter: clockTime(safeAfterMs) }, facts);
    case 'attempt':
      return safeAfterMs === null
        ? sendingErrors.error('UNSETTLED_FOR_EVER', { serverSays }, facts)
        : sendingErrors.error('UNSETTLED_ATTEMPT', { serverSays, safeAfter: clockTime(safeAfterMs) }, facts);
    case 'run':
      return sendingErrors.error('UNSETTLED_WITHOUT_KEY', { serverSays, safeAfter: safeAfterMs === null ? '' : ` after ${clockTime(safeAfterMs)}` }, facts);
    default:
      return call.keyKind satisfies never;
  }
}

export function placedWithoutId({ callKey }: NamedCall, sentAtMs: number, cause: unknown): IqraError {
  return namedRefusal('PLACED_WITHOUT_ID', { details: { callKey, sentAt: iso(sentAtMs) }, cause });
}

export function tooManyCalls(reason: string): IqraError {
  return sendingErrors.error('TOO_MANY_EARLIER_CALLS', { reason }, { details: { reason } });
}

/** The look-up before sending failed: definite, since nothing was sent. A wrong address does not mend itself, so its own advice is passed on. */
export function lookUpFailed(reason: string, cause: unknown): IqraError {
  const known = isIqraError(cause) ? cause : null;
  const advice = known !== null && (known.kind === 'connection' || known.kind === 'rate_limit') ? { nextStep: known.nextStep } : {};
  return sendingErrors.error('LOOK_UP_FAILED', { reason }, { details: { reason }, cause, ...(known === null ? {} : { kind: known.kind }), ...advice });
}

/** A business whose queue may not be read cannot be protected; the server's public reason is worth knowing. */
export function checkNotPermitted(cause: IqraError): IqraError {
  return sendingErrors.error('CHECK_NOT_PERMITTED', { reason: ` ${cause.message}` }, { cause });
}

export function windowClosed(call: PlannedCall, serverNowMs: number): IqraError {
  const latestStart = call.latestStartLimitMs === null ? null : iso(call.latestStartLimitMs);
  return sendingErrors.error('CALLING_WINDOW_CLOSED', {}, { details: { latestStart, serverTime: iso(serverNowMs) } });
}

/** A hold that was taken, but whose answer was lost, is over after `holdMs`; a run before that could meet it and not call. */
export function keyStoreUnavailable(holdMs: number): IqraError {
  return sendingErrors.error('KEY_STORE_UNAVAILABLE', { minutes: Math.ceil(holdMs / 60_000) }, { retryAfterMs: holdMs });
}

export function noTimeLeft(): IqraError {
  return sendingErrors.error('NO_TIME_LEFT', {});
}

export function notDialled(progress: string, queueId: string): IqraError {
  return sendingErrors.error('CALL_NOT_DIALLED', { progress }, { details: { queueId, progress } });
}

/** Each send was settled: nothing of it can ring any more. */
export function neverQueued(times: number, cause: unknown): IqraError {
  return sendingErrors.error('NEVER_QUEUED', { times }, { cause, details: { times } });
}

/** For a host that runs the step again by itself: not while the request that was answered so can still arrive. */
export function throttledFor(cause: IqraError, openForMs: number): IqraError {
  return sendingErrors.error('THROTTLED_FOR_NOW', { serverSays: cause.message }, { cause, retryAfterMs: Math.max(cause.retryAfterMs ?? 0, openForMs) });
}

/** For a run that may not look before it sends: then nothing may make a host run it again by itself. */
export function throttledForGood(cause: IqraError): IqraError {
  return sendingErrors.error('THROTTLED_FOR_GOOD', { serverSays: cause.message }, { cause, retryAfterMs: undefined });
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
