import type { ApiReads } from '../api/registry.ts';
import type { AgentTool } from '../domain/business.ts';
import type { Conversation, ToolUse } from '../domain/conversation.ts';

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

/** Every use of a tool that the platform accepted, in order. */
export function usedTools(conversation: Conversation, tools: readonly AgentTool[]): readonly ToolCall[] {
  return conversation.messages.flatMap(({ toolUse, at }) =>
    toolUse === undefined || !toolUse.accepted || toolUse.tool === 'voicemail_detected' ? [] : [toToolCall(toolUse, at, tools)],
  );
}

/** The arguments of the user's own tools; of several uses of one tool the last value of each argument counts. */
export function collectedData(toolCalls: readonly ToolCall[]): Collected {
  const byTool = new Map<string, Map<string, unknown>>();
  for (const { tool, custom, arguments: given } of toolCalls) {
    if (!custom) continue;
    const values = byTool.get(tool) ?? new Map<string, unknown>();
    for (const [name, value] of Object.entries(given)) values.set(name, value);
    byTool.set(tool, values);
  }
  return Object.fromEntries([...byTool].map(([tool, values]) => [tool, Object.fromEntries(values)]));
}

/**
 * The business's own tools, where an agent used one in these conversations: only the business tells their names. Where it cannot be
 * read, there are none, and ids stand in the place of names.
 */
export async function toolsUsedIn(conversations: readonly Conversation[], reads: Pick<ApiReads, 'getBusiness'>): Promise<readonly AgentTool[]> {
  if (!conversations.some(usedCustomTools)) return [];
  return await reads.getBusiness().then(
    ({ value }) => value.tools,
    () => [],
  );
}

/** Whether the agent used a tool of the user's own. */
export function usedCustomTools(conversation: Conversation): boolean {
  return conversation.messages.some(({ toolUse }) => toolUse?.tool === 'custom' && toolUse.accepted);
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
