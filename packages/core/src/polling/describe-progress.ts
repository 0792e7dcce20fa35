import type { CallEntry } from '../domain/call.ts';
import type { Judgement } from './judge-call.ts';

/** Where a call stands, as one word for a host's output: the outcome once it ended, else how far it has come. */
export type CallStanding = 'queued' | 'dialing' | 'ringing' | 'in_progress' | 'ending' | 'settling' | 'ended';

/**
 * Says where a call stands. `settling` = it looks over, but the server may still correct itself: wait until
 * `judgement.waitUntilMs`.
 */
export function describeProgress(entry: CallEntry, judgement: Judgement): CallStanding {
  if (judgement.ended) return 'ended';
  switch (judgement.why) {
    case 'failed_may_change':
    case 'end_unconfirmed':
    case 'needs_confirmation':
      return 'settling';
    case 'not_placed':
      return entry.progress === 'processing' ? 'dialing' : 'queued';
    case 'in_progress':
      return standingOfSession(entry);
    default:
      return judgement.why satisfies never;
  }
}

function standingOfSession(entry: CallEntry): CallStanding {
  switch (entry.sessionState) {
    case null:
    case 'created':
    case 'waiting':
      return 'ringing';
    case 'ending':
      return 'ending';
    case 'starting':
    case 'active':
    case 'paused':
    case 'ended':
    case 'error':
    case 'unrecognised':
      return 'in_progress';
    default:
      return entry.sessionState satisfies never;
  }
}
