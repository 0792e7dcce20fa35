import type { CallOutcome, EndReason } from '../domain/call.ts';
import type { ConversationReading } from './read-conversation.ts';

/** How a call went, from the reason why its conversation ended. A critical agent fault counts as failed: the talk broke off. */
export function outcomeOfEnd(reason: EndReason): CallOutcome {
  switch (reason) {
    case 'recipient_hung_up':
    case 'agent_hung_up':
    case 'silence_limit':
    case 'duration_limit':
      return 'completed';
    case 'declined_or_busy':
      return 'declined';
    case 'no_answer':
      return 'no_answer';
    case 'voicemail':
      return 'voicemail';
    case 'agent_fault':
    case 'setup_failed':
    case 'expired_before_start':
      return 'failed';
    case 'not_set':
    case 'unrecognised':
      return 'unknown';
    default:
      return reason satisfies never;
  }
}

/**
 * How a call went once its conversation was read. An end says nothing about whether anybody spoke, so a call without a word of the
 * person did not reach one: `no_answer`, or `unknown` where the agent asked for keys, which the server does not tell.
 */
export function outcomeOfTalk(judged: CallOutcome, reading: Pick<ConversationReading, 'reached' | 'agentFailed' | 'voicemailDetected'>): CallOutcome {
  if (judged !== 'completed') return judged;
  if (reading.agentFailed) return 'failed';
  if (reading.voicemailDetected) return 'voicemail';
  if (reading.reached === true) return 'completed';
  return reading.reached === null ? 'unknown' : 'no_answer';
}
