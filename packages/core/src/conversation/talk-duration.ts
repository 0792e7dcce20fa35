import type { Conversation } from '../domain/conversation.ts';

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
export function talkDuration(conversation: Conversation): TalkDuration | null {
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
