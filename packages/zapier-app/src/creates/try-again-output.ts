import type { retrying } from '@iqra-automation/core';
import type { PlainOutputField } from 'zapier-platform-core';
import { initiateCallOutputFields, told, toRehearsedOutput } from './initiate-call-output.ts';

/** One ended call and what became of it: always the same keys, `null` where there is nothing to tell. */
export type TryAgainOutput = Readonly<Record<string, unknown>> & { readonly id: string };

const attemptFields: PlainOutputField[] = [
  { key: 'retry', label: 'Is Called Again', type: 'boolean' },
  { key: 'gave_up', label: 'Gave Up', type: 'boolean' },
  { key: 'reason', label: 'Reason', type: 'string' },
  { key: 'code', label: 'Code of the Reason', type: 'string' },
  { key: 'attempt', label: 'Attempt', type: 'integer' },
  { key: 'max_attempts', label: 'Maximum Attempts', type: 'integer' },
  { key: 'previous_outcome', label: 'Outcome of the Call Before', type: 'string' },
  { key: 'previous_queue_id', label: 'Queue ID of the Call Before', type: 'string' },
];

const [idField, statusField, noteField, ...callFields] = initiateCallOutputFields;

export const tryAgainOutputFields: PlainOutputField[] = [idField, statusField, noteField].flatMap((field) => field ?? []).concat(attemptFields, callFields);

/** A call that is not tried again has its own id. */
export function toTryAgainOutput(result: retrying.TryAgainResult): TryAgainOutput {
  return { id: result.queueId ?? result.previousQueueId, ...told(result) };
}

/** What a test in the editor returns for a call that a real run would try again. */
export function toRehearsedAttempt({ previous, attempt, rehearsal }: Extract<retrying.TryAgainRehearsal, { kind: 'attempt' }>): TryAgainOutput {
  const output = toRehearsedOutput(rehearsal);
  return {
    ...output,
    id: String(output.id),
    retry: true,
    gave_up: false,
    reason: null,
    code: null,
    attempt,
    max_attempts: previous.maxAttempts,
    previous_outcome: previous.outcome,
    previous_queue_id: previous.entry.queueId,
  };
}
