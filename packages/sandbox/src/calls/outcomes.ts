import { chanceFrom } from './chance.ts';

/** What happens to a call. Named after what the server's reader can see, see docs/sandbox.md. */
export const outcomeNames = [
  'recipient_hung_up',
  'agent_hung_up',
  'declined',
  'no_answer',
  'voicemail',
  'silence_limit',
  'duration_limit',
  'agent_fault',
  'long_call',
  'hung_up_at_once',
  'setup_failed',
  'provider_refused',
  'failed_then_placed',
  'canceled',
  'provider_failed',
  'line_busy_then_placed',
  'line_always_busy',
  'stuck_before_dial',
  'stuck_after_dial',
  'session_lost',
  'llm_failure',
  'voicemail_without_message',
  'answering_machine',
  'says_nothing',
  'opt_out',
  'every_tool',
  'broken_tools',
  'unreadable_conversation',
  'provider_slow',
  'provider_too_slow',
  'provider_connection_dropped',
  'provider_unreadable_answer',
  'completed_before_media',
  'provider_canceled',
  'failed_then_busy',
  'busy_before_placed',
  'in_progress_without_media',
  'number_deleted',
  'integration_deleted',
  'campaign_deleted',
  'no_call_server',
  'call_server_refuses',
  'call_server_silent',
  'second_conversation',
  'set_up_error_then_placed',
  'concurrency_limit_then_placed',
] as const;

export type OutcomeName = (typeof outcomeNames)[number];

export function isOutcomeName(value: unknown): value is OutcomeName {
  return outcomeNames.some((name) => name === value);
}

/** 01 to 20, then endings that numbers in examples seldom have (those of 123456, 555-0123, 2671 and the like go as calls usually go). */
const endings: readonly string[] = [
  ...Array.from({ length: 20 }, (_, index) => String(index + 1).padStart(2, '0')),
  '81', '82', '83', '84', '85', '86', '87', '88',
  '61', '62', '63', '64', '65', '66', '68', '69', '70', '73', '74', '75', '76', '77', '27', '28', '29', '30',
];

/** The last two digits of a recipient that script its call, in the manner of test card numbers. */
export const scriptedEndings: ReadonlyMap<string, OutcomeName> = new Map(outcomeNames.map((name, index) => [endings[index] ?? '', name]));

/** How unscripted calls usually go; weights add up to 100. Nothing here stays open for ever. */
const usualOutcomes: readonly (readonly [OutcomeName, number])[] = [
  ['recipient_hung_up', 36],
  ['agent_hung_up', 24],
  ['declined', 9],
  ['no_answer', 12],
  ['voicemail', 11],
  ['silence_limit', 3],
  ['hung_up_at_once', 2],
  ['agent_fault', 1],
  ['provider_failed', 1],
  ['setup_failed', 1],
];

/** The scripted outcome of a recipient, or the one that the seed draws for it: the same number always gets the same outcome. */
export function outcomeFor(seed: string, recipientNumber: string): OutcomeName {
  const scripted = scriptedEndings.get(recipientNumber.replace(/\D/g, '').slice(-2));
  return scripted ?? usualOutcome(seed, recipientNumber);
}

/** The outcome that the seed draws, also for numbers with a scripted ending. */
export function usualOutcome(seed: string, recipientNumber: string): OutcomeName {
  let drawn = chanceFrom(`${seed}/outcome/${recipientNumber}`)() * 100;
  for (const [name, weight] of usualOutcomes) {
    drawn -= weight;
    if (drawn < 0) return name;
  }
  return 'recipient_hung_up';
}
