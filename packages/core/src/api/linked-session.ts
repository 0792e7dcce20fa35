import type { EndReason, SessionState } from '../domain/call.ts';
import { toEndReason, toSessionState } from './call-status.ts';
import { integerOrNull, textOrNull, type WireObject } from './wire-value.ts';

/** The conversation that an entry of a queue, or a web session, is linked to; all `null` where there is none. */
export interface LinkedSession {
  readonly sessionId: string | null;
  readonly sessionState: SessionState | null;
  readonly endReason: EndReason | null;
}

export function linkedSession(value: WireObject): LinkedSession {
  return {
    sessionId: textOrNull(value, 'sessionId'),
    sessionState: toSessionState(integerOrNull(value, 'sessionStatus')),
    endReason: toEndReason(integerOrNull(value, 'sessionEndType')),
  };
}
