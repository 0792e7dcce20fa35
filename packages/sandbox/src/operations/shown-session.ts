import type { QueueState, SessionState } from '../calls/call-state.ts';
import type { JsonObject } from '../wire/json-value.ts';
import type { OperationContext } from './operation.ts';

/** The three members of a queue entry that come from its conversation. */
export type ShownSession = Readonly<Record<'sessionId' | 'sessionStatus' | 'sessionEndType', string | number | null>> & JsonObject;

const none: ShownSession = { sessionId: null, sessionStatus: null, sessionEndType: null };

/** The single read joins the conversation by its session id. */
export function sessionById(context: OperationContext, state: QueueState): ShownSession {
  if (state.sessionId === null) return none;
  const found = context.state.world.records.conversations.get(state.sessionId);
  return shown(state.sessionId, found?.stateAt(context.now, context.state.options.cleanupJob) ?? null);
}

/** A list joins by the queue id and takes the first conversation that names it. */
export function sessionOfQueue(context: OperationContext, { sessionId }: QueueState, queueId: string): ShownSession {
  if (sessionId === null) return none;
  for (const conversation of context.state.world.records.conversationsOfQueue(queueId)) {
    const state = conversation.stateAt(context.now, context.state.options.cleanupJob);
    if (state !== null) return shown(conversation.id, state);
  }
  return none;
}

function shown(sessionId: string, session: SessionState | null): ShownSession {
  return session === null ? none : { sessionId, sessionStatus: session.state, sessionEndType: session.endType };
}
