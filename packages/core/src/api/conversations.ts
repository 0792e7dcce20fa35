import type { Conversation, ConversationFilter, ConversationMessage, ConversationParty, Speaker } from '../domain/conversation.ts';
import type { ListQuery, Page } from '../domain/reads.ts';
import { toEndReason, toSessionState } from './call-status.ts';
import { businessPath, jsonBody, type ReadOperation } from './operation.ts';
import { toListBody, toPage, withoutUndefined } from './page.ts';
import { readAgentTurn } from './tool-turn.ts';
import { integerOrNull, isWireObject, list, text, textOrNull, type WireObject } from './wire-value.ts';

export const getConversation: ReadOperation<string, Conversation> = {
  effect: 'read',
  toRequest: (conversationId, connection) => ({ method: 'GET', path: businessPath(connection, 'conversations', conversationId) }),
  fromData: toConversation,
};

/** Items are whole conversations with messages: heavy, so ask for few at a time. */
export const listConversations: ReadOperation<ListQuery<ConversationFilter>, Page<Conversation>> = {
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'conversations'),
    body: jsonBody(toListBody(query, toWireConversationFilter)),
  }),
  fromData: (data) => toPage(data, toConversation),
};

function toWireConversationFilter(filter: ConversationFilter): Record<string, unknown> {
  return withoutUndefined({ startStartedDate: filter.startedFrom, endStartedDate: filter.startedTo });
}

/** Position = the integer on the wire (ConversationSenderRole). */
const speakerByNumber: readonly Speaker[] = ['system', 'recipient', 'agent'];

/** Returns `null` when the value has no id. The server's `endTime` is left out on purpose: a cleanup job keeps moving it. */
function toConversation(value: unknown): Conversation | null {
  if (!isWireObject(value) || text(value, 'id') === '') return null;
  return {
    conversationId: text(value, 'id'),
    queueId: textOrNull(value, 'queueId'),
    state: toSessionState(integerOrNull(value, 'status')) ?? 'unrecognised',
    endReason: toEndReason(integerOrNull(value, 'endType')) ?? 'not_set',
    startedAt: text(value, 'startTime'),
    parties: [
      ...list(value, 'clients').filter(isWireObject).map((party) => toParty(party, 'recipient', 'clientId')),
      ...list(value, 'agents').filter(isWireObject).map((party) => toParty(party, 'agent', 'agentId')),
    ],
    messages: list(value, 'messages').filter(isWireObject).map(toMessage),
  };
}

function toParty(party: WireObject, role: ConversationParty['role'], idName: string): ConversationParty {
  return {
    role,
    id: text(party, idName),
    joinedAt: textOrNull(party, 'joinedAt'),
    leftAt: textOrNull(party, 'leftAt'),
    recordingUrl: textOrNull(party, 'audioUrl'),
  };
}

/** The server's own notes among the messages. */
const eventBySystemText: Readonly<Record<string, NonNullable<ConversationMessage['event']>>> = {
  VoicemailDetected: 'voicemail_detected',
  LLMFailure: 'agent_failed',
};

function toMessage(message: WireObject): ConversationMessage {
  const speaker = speakerByNumber[integerOrNull(message, 'role') ?? 0] ?? 'system';
  const content = text(message, 'content');
  const at = textOrNull(message, 'timestamp') || null;
  if (speaker === 'agent') return { speaker, at, ...readAgentTurn(content) };
  const event = speaker === 'system' ? eventBySystemText[content.trim()] : undefined;
  return { speaker, at, text: content.trim(), ...(event === undefined ? {} : { event }) };
}
