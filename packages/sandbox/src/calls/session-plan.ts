import { between } from './chance.ts';
import type { EndType, SessionPlan, SessionStep, TranscriptKind } from './call-plan.ts';
import type { OutcomeName } from './outcomes.ts';

export interface SessionSetup {
  readonly id: string;
  readonly agentId: string;
  readonly startedAt: number;
  readonly dialledAt: number;
  readonly maxCallTimeMs: number;
  readonly outcome: OutcomeName;
  /** Ringing time until media connects; absent = drawn by chance. */
  readonly ringMs?: number;
  /** Whether the provider's media connection is noticed; ModemTel's is not. */
  readonly reportsMedia?: boolean;
  readonly chance: () => number;
}

interface Ending {
  readonly endType: EndType;
  readonly answeredAt: number | null;
  /** Hang-up, or the provider's word that nobody answered. */
  readonly hangUpAt: number;
  readonly transcript: TranscriptKind;
  /** `null` = the server never removed the client: it was not reached. */
  readonly leaveReason: string | null;
}

/** Nothing but the clean-up ends these: the provider's word has no meaning to the server, or came before it was waited for. */
const withoutEnd: readonly OutcomeName[] = ['provider_failed', 'completed_before_media', 'provider_canceled', 'busy_before_placed', 'in_progress_without_media'];

/** Why the client left, in the server's words; empty when the person hung up. */
const byServer = 'Receive loop terminated.';
const byPerson = '';

const setupToWaitingMs = 1_100;
const mediaToActiveMs = 180;

/** The life of the conversation behind a call that was dialled. */
export function planSession(setup: SessionSetup): SessionPlan {
  const ending = withoutEnd.includes(setup.outcome) ? null : endingOf(setup);
  const steps: SessionStep[] = [
    { at: setup.startedAt, state: 0 },
    { at: setup.startedAt + setupToWaitingMs, state: 1 },
  ];
  if (setup.outcome === 'in_progress_without_media') steps.push({ at: setup.dialledAt + 2_000, state: 3 });
  let endTypeAt: number | null = null;
  if (ending !== null) {
    if (ending.answeredAt !== null && setup.reportsMedia !== false) {
      steps.push({ at: ending.answeredAt, state: 2 }, { at: ending.answeredAt + mediaToActiveMs, state: 3 });
    }
    const uploadMs = ending.answeredAt === null ? between(setup.chance, 300, 700) : between(setup.chance, 1_200, 4_000);
    const endedAt = ending.hangUpAt + uploadMs;
    endTypeAt = endedAt - 40;
    steps.push({ at: ending.hangUpAt, state: 5 }, { at: endedAt, state: 6 });
  }
  return {
    id: setup.id,
    agentId: setup.agentId,
    startedAt: setup.startedAt,
    maxCallTimeMs: setup.maxCallTimeMs,
    agentJoinedAt: setup.startedAt + 790,
    clientJoinedAt: setup.startedAt + 1_090,
    clientLeftAt: ending === null || ending.leaveReason === null ? null : ending.hangUpAt + 120,
    leaveReason: ending?.leaveReason ?? null,
    answeredAt: ending?.answeredAt ?? null,
    steps,
    endType: ending?.endType ?? 0,
    endTypeAt,
    transcript: ending?.transcript ?? 'none',
    lost: setup.outcome === 'session_lost',
  };
}

/** The conversation of a call whose set-up failed at `failedAt`, after its record was written: state 7, and the queue entry never links to it. */
export function planFailedSetUp(setup: SessionSetup, failedAt = setup.startedAt + 800): SessionPlan {
  return {
    ...planSession({ ...setup, outcome: 'provider_failed' }),
    clientJoinedAt: null,
    steps: [
      { at: setup.startedAt, state: 0 },
      { at: failedAt, state: 7 },
    ],
    endType: 1,
    endTypeAt: failedAt,
  };
}

function endingOf(setup: SessionSetup): Ending {
  const { chance, dialledAt, maxCallTimeMs, outcome } = setup;
  const answeredAt = dialledAt + (setup.ringMs ?? between(chance, 4_000, 15_000));
  const longest = Math.max(5_000, maxCallTimeMs - 8_000);
  const talkMs = Math.min(between(chance, 20_000, 180_000), longest);
  const answered = (endType: EndType, lengthMs: number, transcript: TranscriptKind, leaveReason: string = byServer): Ending => ({
    endType,
    answeredAt,
    hangUpAt: answeredAt + lengthMs,
    transcript,
    leaveReason,
  });
  switch (outcome) {
    case 'failed_then_busy':
    case 'declined':
      return { endType: 3, answeredAt: null, hangUpAt: dialledAt + between(chance, 5_000, 12_000), transcript: 'none', leaveReason: null };
    case 'no_answer':
      return { endType: 4, answeredAt: null, hangUpAt: dialledAt + 30_000, transcript: 'none', leaveReason: null };
    case 'hung_up_at_once':
      return answered(5, 400, 'none', byPerson);
    case 'says_nothing':
      return answered(5, Math.min(between(chance, 4_000, 9_000), longest), 'opening_only', byPerson);
    case 'voicemail':
      return answered(10, Math.min(between(chance, 7_000, 12_000), longest), 'voicemail');
    case 'voicemail_without_message':
      return answered(10, Math.min(between(chance, 3_000, 6_000), longest), 'voicemail_without_message');
    case 'answering_machine':
      return answered(8, Math.min(between(chance, 40_000, 60_000), longest), 'answering_machine');
    case 'llm_failure':
      return answered(6, Math.min(between(chance, 9_000, 25_000), longest), 'llm_failure');
    case 'opt_out':
      return answered(6, Math.min(between(chance, 9_000, 25_000), longest), 'opt_out');
    case 'every_tool':
      return answered(6, talkMs, 'every_tool');
    case 'broken_tools':
      return answered(5, talkMs, 'broken_tools', byPerson);
    case 'unreadable_conversation':
      return answered(5, talkMs, 'unreadable', byPerson);
    case 'silence_limit':
      return answered(8, Math.min(between(chance, 40_000, 60_000), longest), 'silence');
    case 'duration_limit':
      return answered(9, maxCallTimeMs + between(chance, 500, 5_000), 'long_talk');
    case 'agent_fault':
      return answered(7, Math.min(between(chance, 9_000, 25_000), longest), 'fault');
    case 'long_call':
      // So long that the cleanup job always marks it while it is live, wherever its beat falls.
      return answered(5, Math.max(maxCallTimeMs - 4_000, 1_000), 'long_talk', byPerson);
    case 'agent_hung_up':
      return answered(6, talkMs, 'visit_confirmed');
    default:
      return answered(5, talkMs, chance() < 0.7 ? 'long_talk' : 'visit_moved', byPerson);
  }
}
