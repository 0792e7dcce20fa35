import type { Conversation, ConversationFilter, ConversationMessage, ConversationParty, Speaker, ToolKind, ToolUse } from '../domain/conversation.ts';
import { isJsonObject } from '../domain/json-value.ts';
import { businessPath, listOperation, withoutUndefined, type ReadOperation } from './operation.ts';
import { integerOrNull, objects, text, textOrNull, toEndReason, toSessionState, type WireObject } from './wire-value.ts';

export const getConversation: ReadOperation<string, Conversation> = {
  effect: 'read',
  toRequest: (conversationId, connection) => ({ method: 'GET', path: businessPath(connection, 'conversations', conversationId) }),
  fromData: toConversation,
};

/** Items are whole conversations with messages: heavy, so ask for few at a time. */
export const listConversations = listOperation(['conversations'], toWireConversationFilter, toConversation);

function toWireConversationFilter(filter: ConversationFilter): Record<string, unknown> {
  return withoutUndefined({ startStartedDate: filter.startedFrom, endStartedDate: filter.startedTo });
}

/** Position = the integer on the wire (ConversationSenderRole). */
const speakerByNumber: readonly Speaker[] = ['system', 'recipient', 'agent'];

/** Returns `null` when the value has no id. The server's `endTime` is left out on purpose: a cleanup job keeps moving it. */
function toConversation(value: unknown): Conversation | null {
  if (!isJsonObject(value) || text(value, 'id') === '') return null;
  return {
    conversationId: text(value, 'id'),
    queueId: textOrNull(value, 'queueId'),
    state: toSessionState(integerOrNull(value, 'status')) ?? 'unrecognised',
    endReason: toEndReason(integerOrNull(value, 'endType')) ?? 'not_set',
    startedAt: text(value, 'startTime'),
    parties: [
      ...objects(value, 'clients').map((party) => toParty(party, 'recipient', 'clientId')),
      ...objects(value, 'agents').map((party) => toParty(party, 'agent', 'agentId')),
    ],
    messages: objects(value, 'messages').map(toMessage),
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

/** What one turn of the agent comes to. */
interface AgentTurn {
  /** What was spoken. */
  readonly text: string;
  readonly toolUse?: ToolUse;
}

/** The server writes these where it has nothing to show of a turn. Nobody said them. */
const placeholders = ['ERROR: Conversation Turn Response Type not found', 'ERROR: Conversation Turn Response Tool execution not found'];

/** The forms of the server's own tools: how many arguments it wants, and where the spoken text and the node stand among them. */
interface ToolForm {
  readonly tool: ToolKind;
  readonly least: number;
  readonly reasonAt: number | null;
  readonly spokenAt: number | null;
  readonly nodeAt: number | null;
}

const speaking = { least: 3, reasonAt: 0, spokenAt: 1, nodeAt: 2 };

const systemForms: Readonly<Record<string, ToolForm>> = {
  end_conversation: { tool: 'end_conversation', ...speaking },
  transfer_to_ai_agent: { tool: 'transfer_to_ai_agent', ...speaking },
  transfer_to_human_agent: { tool: 'transfer_to_human_agent', ...speaking },
  recieve_dtmf_input: { tool: 'ask_for_keys', ...speaking },
  press_dtmf_keypad: { tool: 'press_keys', least: 3, reasonAt: 0, spokenAt: null, nodeAt: 2 },
  send_sms: { tool: 'send_sms', least: 4, reasonAt: 0, spokenAt: null, nodeAt: 3 },
  change_language: { tool: 'change_language', least: 4, reasonAt: 0, spokenAt: null, nodeAt: 3 },
  // The script tells the model two arguments (text, node), the server's executor reads four (reason, text, query, node).
  retrieve_knowledgebase_information: { tool: 'look_up_knowledge', least: 2, reasonAt: null, spokenAt: 0, nodeAt: 1 },
  add_script_to_context: { tool: 'add_script', least: 2, reasonAt: 0, spokenAt: null, nodeAt: null },
};

const longKnowledgeForm: ToolForm = { tool: 'look_up_knowledge', least: 4, reasonAt: 0, spokenAt: 1, nodeAt: 3 };

const toolTurn = /^execute_(?<kind>system|custom)_function\s*:\s*(?<rest>[^]*)$/;
const namedTool = /^"?(?<name>[a-z_]+)"?\s*(?::\s*(?<args>[^]*))?$/i;

/**
 * Reads the text under which the server stores a turn of the agent: spoken words, or the use of a tool as the model wrote it, with a
 * prefix. A tool that speaks first has its words in `text`. A form that the server would have refused leaves nothing spoken.
 */
function readAgentTurn(content: string): AgentTurn {
  const text = placeholders.reduce((rest, placeholder) => rest.replaceAll(placeholder, ''), content).trim();
  if (text.startsWith('ERROR:')) return { text: '' };
  if (!text.startsWith('execute_')) return { text };
  const { kind, rest = '' } = toolTurn.exec(text)?.groups ?? {};
  if (kind === 'custom') return customTurn(rest);
  return kind === 'system' ? systemTurn(rest.trim()) : refused('unrecognised');
}

function systemTurn(rest: string): AgentTurn {
  const { name = '', args } = namedTool.exec(rest)?.groups ?? {};
  if (name === 'voicemail_detected') return { text: '', toolUse: { ...refused('voicemail_detected').toolUse, accepted: true } };
  const known = systemForms[name.toLowerCase()];
  if (known === undefined || args === undefined) return refused(known?.tool ?? namedAtStart(rest));
  const values = splitArguments(args);
  const form = known.tool === 'look_up_knowledge' && values.length >= longKnowledgeForm.least ? longKnowledgeForm : known;
  if (values.length < form.least) return refused(form.tool);
  const at = (position: number | null): string | null => (position === null ? null : textArgumentOrNull(values[position] ?? ''));
  return {
    text: at(form.spokenAt)?.trim() ?? '',
    toolUse: { tool: form.tool, reason: at(form.reasonAt), nodeId: at(form.nodeAt), arguments: null, accepted: true },
  };
}

/** "reason", "message or null", "node", {…} or null. */
function customTurn(rest: string): AgentTurn {
  const values = splitArguments(rest);
  const [reason = '', message = '', nodeId = '', given] = values;
  const collected = given === undefined ? undefined : argumentsObject(given);
  if (collected === undefined) return refused('custom');
  return {
    text: textArgumentOrNull(message)?.trim() ?? '',
    toolUse: { tool: 'custom', reason: textArgument(reason), nodeId: textArgument(nodeId), arguments: collected, accepted: true },
  };
}

/** `undefined` = neither an object nor `null`. */
function argumentsObject(given: string): Readonly<Record<string, unknown>> | null | undefined {
  const text = textArgumentOrNull(given);
  if (text === null || text === '') return null;
  try {
    const value: unknown = JSON.parse(given.startsWith('"') ? text : given);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function namedAtStart(rest: string): ToolKind {
  const name = /^"?(?<name>[a-z_]+)/i.exec(rest)?.groups?.['name'] ?? '';
  return systemForms[name.toLowerCase()]?.tool ?? 'unrecognised';
}

function refused(tool: ToolKind): { readonly text: ''; readonly toolUse: ToolUse } {
  return { text: '', toolUse: { tool, reason: null, nodeId: null, arguments: null, accepted: false } };
}

/** Splits the arguments of a tool as the server does: at commas outside of quotes, braces and brackets. */
function splitArguments(input: string): readonly string[] {
  const values: string[] = [];
  let current = '';
  let depth = 0;
  let quoted = false;
  let before = '';
  for (const character of input) {
    if (character === '"' && before !== '\\') quoted = !quoted;
    else if (!quoted && '{['.includes(character)) depth += 1;
    else if (!quoted && '}]'.includes(character)) depth = Math.max(0, depth - 1);
    if (character === ',' && !quoted && depth === 0) {
      values.push(current.trim());
      current = '';
    } else {
      current += character;
    }
    before = character;
  }
  return current === '' ? values : [...values, current.trim()];
}

/** A text without its quotes and backslashes. */
function textArgument(value: string): string {
  const quoted = value.length >= 2 && value.startsWith('"') && value.endsWith('"');
  return quoted ? value.slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\') : value;
}

/** The same, where `null`, quoted or not, or nothing at all stands for nothing. */
function textArgumentOrNull(value: string): string | null {
  return value === '' || /^"?null"?$/i.test(value) ? null : textArgument(value);
}
