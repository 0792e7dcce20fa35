import type { SessionState } from '../calls/call-state.ts';
import type { ConversationEntry, Party } from '../state/entries.ts';
import { failure, success } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import { wireDate, wireDateOrNull } from '../wire/dates.ts';
import { listOf } from '../wire/json-model.ts';
import type { Model } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';
import { newestFirst } from '../wire/page.ts';
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
  sessionStates: 'enums',
  sessionInitiationTypes: 'enums',
  sessionEndTypes: 'enums',
};
const access = { permissions: permissionSets.conversations, needsEditing: true } as const;
const listCode = 'GetConversations:GetConversationStatesAsync';

interface Readable {
  readonly conversation: ConversationEntry;
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
      codePrefix: 'GetConversationState',
      listCode,
      clampTo: null,
      select: (filter) => select(context, filter),
      render: (items) => items.map((item) => conversationAnswer(context, item)),
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
    const conversation = context.state.world.records.conversations.get(context.id);
    const state = conversation?.stateAt(context.now, context.state.options.cleanupJob) ?? null;
    if (conversation === undefined || state === null || conversation.businessId !== context.business?.id || hidesRecords(context)) {
      return failure('GetConversation:GetConversationState:NOT_FOUND', `Conversation state with Session ID '${context.id}' not found.`);
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
  const { now } = context;
  return {
    id: conversation.id,
    queueId: conversation.queueId,
    status: state.state,
    startTime: wireDate(conversation.startedAt),
    endTime: wireDateOrNull(state.endTime),
    endType: state.endType,
    clients: conversation.clientsAt(now).map((party) => ({
      clientId: party.id,
      clientType: party.type,
      ...stay(party),
      audioUrl: clientRecordingUrl(context, conversation.id, party.id),
    })),
    agents: conversation.agentsAt(now).map((party) => ({
      agentId: party.id,
      agentType: party.type,
      ...stay(party),
      audioUrl: agentRecordingUrl(context, conversation.id, party.id),
    })),
    messages: messagesOf(conversation.turnsAt(now)),
    logs: [],
  };
}

function stay({ joinedAt, leftAt, leaveReason }: Party): JsonObject {
  return { joinedAt: wireDateOrNull(joinedAt), leftAt: wireDateOrNull(leftAt), leaveReason };
}

function select(context: OperationContext, filter: JsonObject): readonly Placed<Readable>[] {
  const includes = (name: string, value: number): boolean => listOf(filter, name)?.includes(value) ?? true;
  const placed: Placed<Readable>[] = [];
  for (const conversation of context.state.world.records.conversations.values()) {
    if (conversation.businessId !== context.business?.id || !includes('sessionInitiationTypes', conversation.initiation)) continue;
    if (!isWithin(filter, 'StartedDate', conversation.startedAt)) continue;
    const state = conversation.stateAt(context.now, context.state.options.cleanupJob);
    if (state === null || !includes('sessionStates', state.state) || !includes('sessionEndTypes', state.endType)) continue;
    placed.push({ item: { conversation, state }, at: conversation.startedAt, id: conversation.id });
  }
  return placed.sort(newestFirst);
}
