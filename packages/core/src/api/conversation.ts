import type { Conversation, ConversationMessage, ConversationParty, Speaker } from '../domain/conversation.ts';
import { toEndReason, toSessionState } from './call-status.ts';
import { integerOrNull, isWireObject, list, text, textOrNull, type WireObject } from './wire-value.ts';

/** Position = the integer on the wire (ConversationSenderRole). */
const speakerByNumber: readonly Speaker[] = ['system', 'recipient', 'agent'];

/** Returns `null` when the value has no id. The server's `endTime` is left out on purpose: a cleanup job keeps moving it. */
export function toConversation(value: unknown): Conversation | null {
  if (!isWireObject(value) || text(value, 'id') === '') return null;
  return {
    sessionId: text(value, 'id'),
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

function toMessage(message: WireObject): ConversationMessage {
  return {
    speaker: speakerByNumber[integerOrNull(message, 'role') ?? 0] ?? 'system',
    text: text(message, 'content'),
    at: text(message, 'timestamp'),
  };
}
