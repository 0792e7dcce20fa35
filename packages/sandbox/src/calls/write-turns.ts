import type { StoredResponse, StoredTurn } from '../state/stored-turn.ts';
import type { SessionPlan } from './call-plan.ts';
import type { AgentPart, ScriptedTurn } from './conversation-script.ts';
import { scriptOf } from './conversation-script.ts';
import { objectId } from './object-id.ts';

export interface Spoken {
  readonly session: SessionPlan;
  /** The configured agent that speaks. */
  readonly configuredAgentId: string;
  readonly dynamicVariables: Readonly<Record<string, string>>;
}

const turnTypes = { system: 1, toolResult: 2, client: 3 } as const;
const firstTurnAfterMs = 180;
const shortestTurnMs = 300;
/** From the beginning of a turn to the model's first word. */
const modelStartsAfterMs = 250;

/** The turns of a conversation as they are stored at `now`; a turn that has just begun has no answer yet. */
export function turnsAt({ session, configuredAgentId, dynamicVariables }: Spoken, now: number): readonly StoredTurn[] {
  if (session.answeredAt === null) return [];
  const name = dynamicVariables['customer_name']?.trim() ?? '';
  const script = scriptOf(session.transcript, name === '' ? 'there' : name);
  const from = session.answeredAt + firstTurnAfterMs;
  const until = session.clientLeftAt ?? from + 60_000;
  const gap = Math.max(shortestTurnMs, Math.floor((until - from) / (script.length + 1)));
  return script.flatMap((turn, index) => {
    const at = from + index * gap;
    return at > now ? [] : [storedTurn(turn, { index, at, now, session, configuredAgentId })];
  });
}

interface Place {
  readonly index: number;
  readonly at: number;
  readonly now: number;
  readonly session: SessionPlan;
  readonly configuredAgentId: string;
}

function storedTurn(turn: ScriptedTurn, place: Place): StoredTurn {
  const { at, index, session } = place;
  const createdAt = new Date(at).toISOString();
  const isOpen = turn.on !== 'system' && place.now < at + modelStartsAfterMs;
  return {
    id: objectId(session.id, 'turn', at, index),
    sequence: index + 1,
    type: turnTypes[turn.on],
    userInput: turn.on === 'client' ? { transcribedText: isOpen ? null : turn.text, startedSpeakingAt: createdAt } : null,
    systemInput: turn.on === 'system' ? { type: turn.text } : null,
    toolResultInput: turn.on === 'toolResult' ? { resultOfTurnId: objectId(session.id, 'turn', at, index - 1) } : null,
    response: turn.agent.kind === 'missing' ? null : responseOf(turn, place, isOpen),
    createdAt,
  };
}

function responseOf(turn: ScriptedTurn, { at, configuredAgentId }: Place, isOpen: boolean): StoredResponse {
  const startedAt = turn.on === 'system' || isOpen ? null : new Date(at + modelStartsAfterMs).toISOString();
  const agent: AgentPart = isOpen ? { kind: 'unset' } : turn.agent;
  return {
    agentId: configuredAgentId,
    type: responseTypeOf(agent),
    llmProcessStartedAt: startedAt,
    llmStreamingStartedAt: startedAt,
    spokenSegments: agent.kind === 'says' ? agent.texts.map((text) => ({ text })) : [],
    toolExecution: agent.kind === 'tool' ? { rawLLMInput: agent.raw } : null,
  };
}

function responseTypeOf(agent: AgentPart): number {
  if (agent.kind === 'says') return 1;
  if (agent.kind === 'tool') return agent.ownTool ? 3 : 2;
  return 0;
}
