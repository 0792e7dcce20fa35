import type { StoredResponse, StoredTurn } from '../state/stored-turn.ts';
import { wireDate, wireDateOrNull } from '../wire/dates.ts';
import type { JsonObject } from '../wire/json-value.ts';

const senderRole = { system: 0, client: 1, agent: 2 } as const;
const turnType = { system: 1, client: 3 } as const;
const responseType = { speech: 1, systemTool: 2, customTool: 3 } as const;
const unsetResponse = 'ERROR: Conversation Turn Response Type not found';
const toolMissing = 'ERROR: Conversation Turn Response Tool execution not found';

/** A stored turn lacks a part that its type promises; the server fails on the whole page. */
export class UnreadableTurn extends Error {
  constructor() {
    super('Object reference not set to an instance of an object.');
  }
}

/** What a reader sees of stored turns: what began each turn, then one message of the agent. Throws `UnreadableTurn`. */
export function messagesOf(turns: readonly StoredTurn[]): readonly JsonObject[] {
  return turns.flatMap((turn) => {
    const begun = beginningOf(turn);
    return begun === null ? [agentMessage(turn.response)] : [begun, agentMessage(turn.response)];
  });
}

function beginningOf(turn: StoredTurn): JsonObject | null {
  if (turn.type === turnType.system) {
    if (turn.systemInput === null) throw new UnreadableTurn();
    return { senderId: null, role: senderRole.system, content: turn.systemInput.type, timestamp: wireDate(Date.parse(turn.createdAt)) };
  }
  if (turn.type === turnType.client) {
    if (turn.userInput === null) throw new UnreadableTurn();
    const { startedSpeakingAt, transcribedText } = turn.userInput;
    return { senderId: null, role: senderRole.client, content: transcribedText ?? '', timestamp: wireDate(Date.parse(startedSpeakingAt)) };
  }
  return null;
}

/** Lines that no model made (the opening, and those after a detected voicemail or a failed model) have no time. */
function agentMessage(response: StoredResponse | null): JsonObject {
  if (response === null) throw new UnreadableTurn();
  const at = response.llmStreamingStartedAt ?? response.llmProcessStartedAt;
  return {
    senderId: response.agentId,
    role: senderRole.agent,
    content: contentOf(response),
    timestamp: wireDateOrNull(at === null ? null : Date.parse(at)),
  };
}

function contentOf(response: StoredResponse): string | null {
  if (response.type === responseType.speech) return response.spokenSegments.map(({ text }) => `${text} `).join('');
  if (response.type !== responseType.systemTool && response.type !== responseType.customTool) return unsetResponse;
  return response.toolExecution === null ? toolMissing : response.toolExecution.rawLLMInput;
}
