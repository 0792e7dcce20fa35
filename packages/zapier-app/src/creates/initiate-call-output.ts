import type { CallPlan, PlacedCall } from '@iqra-automation/core';
import type { PlainOutputField } from 'zapier-platform-core';

/** What the step hands to the next one. Always the same keys, whatever happened. */
export interface InitiateCallOutput {
  readonly queue_id: string;
  readonly placed: boolean;
  readonly deduplicated: boolean;
  readonly recovered: boolean;
  readonly recipient_number: string;
  readonly campaign_id: string | null;
  readonly scheduled_for: string | null;
  readonly latest_start: string | null;
  readonly call_key: string;
  readonly warnings: readonly string[];
}

export const initiateCallOutputFields: PlainOutputField[] = [
  { key: 'queue_id', label: 'Queue ID', type: 'string' },
  { key: 'placed', label: 'Placed by This Run', type: 'boolean' },
  { key: 'deduplicated', label: 'Already Had a Call', type: 'boolean' },
  { key: 'recovered', label: 'Found After a Lost Answer', type: 'boolean' },
  { key: 'recipient_number', label: 'Recipient Number', type: 'string' },
  { key: 'campaign_id', label: 'Campaign ID', type: 'string' },
  { key: 'scheduled_for', label: 'Scheduled For', type: 'datetime' },
  { key: 'latest_start', label: 'Latest Start', type: 'datetime' },
  { key: 'call_key', label: 'Call Key', type: 'string' },
  { key: 'warnings', label: 'Warnings', type: 'string', list: true },
];

export function toPlacedOutput(placed: PlacedCall): InitiateCallOutput {
  return {
    queue_id: placed.queueId,
    placed: placed.placed,
    deduplicated: placed.deduplicated,
    recovered: placed.recovered,
    recipient_number: placed.recipientNumber,
    campaign_id: placed.campaignId,
    scheduled_for: emptyToNull(placed.scheduledFor),
    latest_start: emptyToNull(placed.latestStart),
    call_key: placed.callKey,
    warnings: placed.warnings,
  };
}

/** Stands where a real call has its queue id. */
const sampleQueueId = 'sample-no-call-was-placed';

const sampleNotice =
  'This is a sample: every value was checked, but nobody was called, because the step was only tested. To place a real call when testing, choose Yes under Place a Real Call When Testing.';

/** What a test in the editor returns: the plan of the call that was not placed, marked as a sample. */
export function toPlannedSample({ call }: CallPlan): InitiateCallOutput {
  const startMs = call.startMs ?? Date.now();
  return {
    queue_id: sampleQueueId,
    placed: false,
    deduplicated: false,
    recovered: false,
    recipient_number: call.recipientNumber,
    campaign_id: call.campaignId,
    scheduled_for: new Date(startMs).toISOString(),
    latest_start: new Date(call.latestStartLimitMs ?? startMs + call.keepTryingMs).toISOString(),
    call_key: call.callKey,
    warnings: [sampleNotice, ...call.warnings],
  };
}

function emptyToNull(text: string): string | null {
  return text === '' ? null : text;
}
