import type { CallOutcome, EndReason } from '../domain/call.ts';

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
