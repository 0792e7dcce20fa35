import type { AgentTool } from '../domain/business.ts';
import type { CallOutcome } from '../domain/call.ts';
import type { Conversation, ToolUse, TranscriptMessage } from '../domain/conversation.ts';
import { urlOf } from '../reading/recording-link.ts';
import { findOptOut } from './opt-out.ts';

/** One use of a tool, with names in the place of ids where the business tells them. */
export interface ToolCall {
  /** The name of the user's own tool, or the word for one of the platform's. */
  readonly tool: string;
  /** Whether it is a tool of the user's own. */
  readonly custom: boolean;
  readonly reason: string | null;
  /** What the agent handed to a tool of the user's own, by the names of its arguments; empty for the others. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly at: string | null;
}

/** What an agent collected with the user's own tools: tool, then argument, then the value given last. */
export type Collected = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a conversation says, beyond the reason of its end. */
export interface ConversationReading {
  /** What was really said, in order. */
  readonly messages: readonly TranscriptMessage[];
  /** The same as one text, a line each. */
  readonly transcript: string;
  readonly toolCalls: readonly ToolCall[];
  readonly collected: Collected;
  /** Why the agent ended the call, in its own words; `null` where it did not end it. */
  readonly endReasonText: string | null;
  /**
   * Whether somebody said something. Keys pressed on the phone are not in the API, so `null` where the agent asked for keys and heard
   * nothing. An answering machine that was not detected cannot be told from a person.
   */
  readonly reached: boolean | null;
  readonly voicemailDetected: boolean;
  /** Whether the agent spoke to a machine after it was detected. */
  readonly voicemailMessageLeft: boolean;
  /** The agent broke down: its language model failed, or the platform says so. */
  readonly agentFailed: boolean;
  /** Whether the person asked not to be called again. */
  readonly optOutRequested: boolean;
  /** The sentence that says so, or the name of the user's own tool that the agent used for it. */
  readonly optOutEvidence: string | null;
  readonly duration: TalkDuration | null;
  /** The agent's side of the recording: a signed link that lives for `recordingLinkMinutes`. */
  readonly recordingUrl: string | null;
}

/** Reads what a conversation says. `tools` are the business's own, for names in the place of ids; without them ids stay. */
export function readConversation(conversation: Conversation, tools: readonly AgentTool[] = []): ConversationReading {
  const messages = spokenMessages(conversation);
  const toolCalls = usedTools(conversation, tools);
  const optOutEvidence = findOptOut(messages, toolCalls);
  const detectedAt = conversation.messages.findIndex(({ event }) => event === 'voicemail_detected');
  const voicemailDetected = detectedAt >= 0 || conversation.endReason === 'voicemail';
  return {
    messages,
    transcript: transcriptText(messages),
    toolCalls,
    collected: collectedData(toolCalls),
    endReasonText: toolCalls.findLast(({ tool }) => tool === 'end_conversation')?.reason ?? null,
    reached: voicemailDetected ? false : wasReached(messages, toolCalls),
    voicemailDetected,
    voicemailMessageLeft: detectedAt >= 0 && spokenByAgent(conversation, detectedAt),
    agentFailed: conversation.endReason === 'agent_fault' || conversation.messages.some(({ event }) => event === 'agent_failed'),
    optOutRequested: optOutEvidence !== null,
    optOutEvidence,
    duration: talkDuration(conversation),
    recordingUrl: urlOf(conversation, 'agent'),
  };
}

const speakerNames = { agent: 'Agent', recipient: 'Recipient' } as const;

/** What the two sides really said, in order: without the server's own notes, with the words that an agent spoke before using a tool. */
function spokenMessages(conversation: Conversation): readonly TranscriptMessage[] {
  return conversation.messages.flatMap(({ speaker, text, at }) =>
    speaker === 'system' || text.trim() === '' ? [] : [{ role: speaker, text: text.trim(), at }],
  );
}

/** The messages as one text: a line each, led by who spoke. */
function transcriptText(messages: readonly TranscriptMessage[]): string {
  return messages.map((message) => `${speakerNames[message.role]}: ${message.text}`).join('\n');
}

function wasReached(messages: readonly TranscriptMessage[], toolCalls: readonly ToolCall[]): boolean | null {
  if (messages.some(({ role }) => role === 'recipient')) return true;
  return toolCalls.some(({ tool }) => tool === 'ask_for_keys') ? null : false;
}

function spokenByAgent(conversation: Conversation, after: number): boolean {
  return conversation.messages.slice(after + 1).some(({ speaker, text }) => speaker === 'agent' && text.trim() !== '');
}

/** A duration, and what it was measured between. */
export interface TalkDuration {
  readonly durationSeconds: number;
  readonly durationFrom: 'first_message_to_recipient_left';
}

const longestPlausibleSeconds = 24 * 3600;

/**
 * The time from the first message to the moment when the other party left, or `null` where the server does not tell one of
 * them. The end time of a conversation is never used: a job keeps moving it. Nor is the time of joining: a party joins
 * before it answers.
 */
function talkDuration(conversation: Conversation): TalkDuration | null {
  const spokenAt = conversation.messages.map((message) => Date.parse(message.at ?? '')).filter(Number.isFinite);
  const leftAt = conversation.parties
    .filter((party) => party.role === 'recipient')
    .map((party) => Date.parse(party.leftAt ?? ''))
    .filter(Number.isFinite);
  // Without any time on one of the sides it is minus infinity.
  const seconds = Math.round((Math.max(...leftAt) - Math.min(...spokenAt)) / 1000);
  if (seconds < 0 || seconds > longestPlausibleSeconds) return null;
  return { durationSeconds: seconds, durationFrom: 'first_message_to_recipient_left' };
}

/** Every use of a tool that the platform accepted, in order. */
function usedTools(conversation: Conversation, tools: readonly AgentTool[]): readonly ToolCall[] {
  return conversation.messages.flatMap(({ toolUse, at }) =>
    toolUse === undefined || !toolUse.accepted || toolUse.tool === 'voicemail_detected' ? [] : [toToolCall(toolUse, at, tools)],
  );
}

/** The arguments of the user's own tools; of several uses of one tool the last value of each argument counts. */
function collectedData(toolCalls: readonly ToolCall[]): Collected {
  const byTool = new Map<string, Map<string, unknown>>();
  for (const { tool, custom, arguments: given } of toolCalls) {
    if (!custom) continue;
    const values = byTool.get(tool) ?? new Map<string, unknown>();
    for (const [name, value] of Object.entries(given)) values.set(name, value);
    byTool.set(tool, values);
  }
  return Object.fromEntries([...byTool].map(([tool, values]) => [tool, Object.fromEntries(values)]));
}

function toToolCall(use: ToolUse, at: string | null, tools: readonly AgentTool[]): ToolCall {
  if (use.tool !== 'custom') return { tool: use.tool, custom: false, reason: use.reason, arguments: {}, at };
  const tool = tools.find(({ nodeIds }) => nodeIds.includes(use.nodeId ?? ''));
  const named = Object.entries(use.arguments ?? {}).map(([key, value]) => {
    const known = tool?.arguments.find(({ id }) => id === key)?.name ?? '';
    return [known === '' ? key : known, value] as const;
  });
  return { tool: tool?.name ?? use.nodeId ?? 'custom', custom: true, reason: use.reason, arguments: Object.fromEntries(named), at };
}

/**
 * How a call went once its conversation was read. An end says nothing about whether anybody spoke, so a call without a word of the
 * person did not reach one: `no_answer`, or `unknown` where the agent asked for keys, which the server does not tell (docs/decisions/0070-calls-without-a-word.md).
 */
export function outcomeOfTalk(judged: CallOutcome, reading: Pick<ConversationReading, 'reached' | 'agentFailed' | 'voicemailDetected'>): CallOutcome {
  if (judged !== 'completed') return judged;
  if (reading.agentFailed) return 'failed';
  if (reading.voicemailDetected) return 'voicemail';
  if (reading.reached === true) return 'completed';
  return reading.reached === null ? 'unknown' : 'no_answer';
}
