import { describeDistantMoment } from '../hours/local-time.ts';

/** Something that a host's log should say about a poll; not an error. */
export interface PollNotice {
  readonly code: 'state_reset' | 'doubtful_list' | 'campaigns_unreadable' | 'events_held' | 'catching_up' | 'window_not_read' | 'campaign_gone' | 'call_stalled';
  readonly message: string;
}

export const doubtfulList: PollNotice = {
  code: 'doubtful_list',
  message: 'The server answered with an empty list although there are calls. The same range is read again.',
};

export function stateReset(reason: string): PollNotice {
  return {
    code: 'state_reset',
    message: `The stored position ${reason}. The trigger starts afresh from now: calls that ended before are not reported.`,
  };
}

/** `why` = what the server said about one of them; `null` when the time was over before their turn. */
export function eventsHeld(count: number, why: string | null): PollNotice {
  const reason = why === null ? '' : ` One of them: ${why}`;
  return { code: 'events_held', message: `Ended calls that wait for their conversations and follow with a later poll: ${count}.${reason}` };
}

export function catchingUp(markMs: number): PollNotice {
  return { code: 'catching_up', message: `Calls are read up to ${describeDistantMoment(markMs)}; the next polls read on from there.` };
}
