import { sessionAt } from '../calls/call-state.ts';
import type { SessionState } from '../calls/call-state.ts';
import { turnsAt } from '../calls/write-turns.ts';
import type { Conversation } from '../state/world.ts';
import { failure, success } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import { wireDate, wireDateOrNull } from '../wire/dates.ts';
import { listOf } from '../wire/json-model.ts';
import type { Model } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';
import type { Placed } from '../wire/page.ts';
import { answerList } from './answer-list.ts';
import { isWithin } from './date-range.ts';
import { injectedFailure } from './injected-failure.ts';
import { hidesRecords } from './injected-read-faults.ts';
import { permissionSets } from './operation.ts';
import type { Operation, OperationContext } from './operation.ts';
import { messagesOf, UnreadableTurn } from './conversation-messages.ts';
import { agentRecordingUrl, clientRecordingUrl } from './recordings.ts';

const filterModel: Model = {
  startStartedDate: 'date',
  endStartedDate: 'date',
  sessionStates: 'integers',
  sessionInitiationTypes: 'integers',
  sessionEndTypes: 'integers',
};
const access = { permissions: permissionSets.conversations, needsEditing: true } as const;
const listCode = 'GetConversations:GetConversationStatesAsync';

interface Readable {
  readonly conversation: Conversation;
  readonly state: SessionState;
}

export const listConversations: Operation = {
  ...access,
  name: 'listConversations',
  method: 'POST',
  path: '/business/{businessId}/conversations',
  codePrefix: 'GetConversations',
  body: { limit: 'integer', nextCursor: 'text', previousCursor: 'text', filter: filterModel },
  run: (context) =>
    readable('GetConversationState', () => answerList<Readable>(context, {
      name: 'conversations',
      codePrefix: 'GetConversationState',
      listCode,
      clampTo: null,
      select: (filter) => select(context, filter),
      render: (item) => conversationAnswer(context, item),
    })),
};

export const getConversation: Operation = {
  ...access,
  name: 'getConversation',
  method: 'GET',
  path: '/business/{businessId}/conversations/{id}',
  codePrefix: 'GetConversation',
  body: 'none',
  run: (context) => {
    if (context.fault?.kind === 'exception' || context.fault?.kind === 'failure') return injectedFailure(context, 'GetConversation');
    const conversation = context.state.world.conversationById.get(context.id);
    const state = conversation === undefined ? null : sessionAt(conversation.session, context.now, context.state.options.cleanupJob);
    if (conversation === undefined || state === null || conversation.businessId !== context.business?.id || hidesRecords(context)) {
      return failure('GetConversation:GetConversationState:NOT_FOUND', `Conversation '${context.id}' not found.`);
    }
    return readable('GetConversation:GetConversationState', () => success(conversationAnswer(context, { conversation, state })));
  },
};

/** A turn that lacks a part makes the whole answer an exception. */
function readable(codePrefix: string, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof UnreadableTurn)) throw error;
    return failure(`${codePrefix}:EXCEPTION`, `An error occurred while fetching conversation state: ${error.message}`);
  }
}

/** One conversation, in the server's property order. */
function conversationAnswer(context: OperationContext, { conversation, state }: Readable): JsonObject {
  const { session } = conversation;
  const past = (at: number | null): boolean => at !== null && at <= context.now;
  return {
    id: session.id,
    queueId: conversation.queueId,
    status: state.state,
    startTime: wireDate(session.startedAt),
    endTime: wireDateOrNull(state.endTime),
    endType: state.endType,
    clients: past(session.clientJoinedAt)
      ? [
          {
            clientId: conversation.clientId,
            clientType: conversation.initiation === 1 ? 2 : 1,
            joinedAt: wireDateOrNull(session.clientJoinedAt),
            leftAt: past(session.clientLeftAt) ? wireDateOrNull(session.clientLeftAt) : null,
            leaveReason: past(session.clientLeftAt) ? session.leaveReason : null,
            audioUrl: clientRecordingUrl(context, conversation),
          },
        ]
      : [],
    agents: past(session.agentJoinedAt)
      ? [{ agentId: session.agentId, agentType: 1, joinedAt: wireDate(session.agentJoinedAt), leftAt: null, leaveReason: null, audioUrl: agentRecordingUrl(context, conversation) }]
      : [],
    messages: messagesOf(turnsAt(conversation, context.now)),
    logs: [],
  };
}

function select(context: OperationContext, filter: JsonObject): readonly Placed<Readable>[] {
  const includes = (name: string, value: number): boolean => listOf(filter, name)?.includes(value) ?? true;
  const placed: Placed<Readable>[] = [];
  for (const conversation of context.state.world.conversations) {
    if (conversation.businessId !== context.business?.id || !includes('sessionInitiationTypes', conversation.initiation)) continue;
    if (!isWithin(filter, 'StartedDate', conversation.session.startedAt)) continue;
    const state = sessionAt(conversation.session, context.now, context.state.options.cleanupJob);
    if (state === null || !includes('sessionStates', state.state) || !includes('sessionEndTypes', state.endType)) continue;
    placed.push({ item: { conversation, state }, at: conversation.session.startedAt, id: conversation.session.id });
  }
  return placed.sort((left, right) => right.at - left.at || (right.id < left.id ? -1 : 1));
}
