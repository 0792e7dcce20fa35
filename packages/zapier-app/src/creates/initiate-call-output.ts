import type { PlacedCall, Rehearsal } from '@iqra-automation/core';
import type { PlainOutputField } from 'zapier-platform-core';
import { withSnakeCaseKeys } from '../snake-case.ts';

/** What the step hands to the next one. Always the same keys, whatever happened; `null` where there is nothing to tell. */
type OutputKey =
  | 'id'
  | 'status'
  | 'note'
  | 'recipient_number'
  | 'outcome'
  | 'campaign_id'
  | 'campaign_name'
  | 'scheduled_for'
  | 'scheduled_for_local'
  | 'latest_start'
  | 'queue_id'
  | 'placed'
  | 'deduplicated'
  | 'recovered'
  | 'call_key'
  | 'warnings';

export type InitiateCallOutput = Readonly<Record<OutputKey, unknown>>;

const labels: Readonly<Record<OutputKey, Omit<PlainOutputField, 'key'>>> = {
  id: { label: 'ID', type: 'string', primary: true },
  status: { label: 'Status', type: 'string' },
  note: { label: 'Note', type: 'string' },
  recipient_number: { label: 'Recipient Number', type: 'string' },
  outcome: { label: 'Outcome of the Earlier Call', type: 'string' },
  campaign_id: { label: 'Campaign ID', type: 'string' },
  campaign_name: { label: 'Campaign Name', type: 'string' },
  scheduled_for: { label: 'Scheduled For', type: 'datetime' },
  /** Text: Zapier would turn a time into the zone of the account. */
  scheduled_for_local: { label: "Scheduled For (Recipient's Time)", type: 'string' },
  latest_start: { label: 'Latest Start', type: 'datetime' },
  queue_id: { label: 'Queue ID', type: 'string' },
  placed: { label: 'Placed by This Run', type: 'boolean' },
  deduplicated: { label: 'Already Had a Call', type: 'boolean' },
  recovered: { label: 'Found After a Lost Answer', type: 'boolean' },
  call_key: { label: 'Call Key', type: 'string' },
  warnings: { label: 'Warnings', type: 'string', list: true },
};

export const initiateCallOutputFields: PlainOutputField[] = Object.entries(labels).map(([key, field]) => ({ key, ...field }));

const nothingToTell: InitiateCallOutput = {
  id: null,
  status: null,
  note: null,
  recipient_number: null,
  outcome: null,
  campaign_id: null,
  campaign_name: null,
  scheduled_for: null,
  scheduled_for_local: null,
  latest_start: null,
  queue_id: null,
  placed: false,
  deduplicated: false,
  recovered: false,
  call_key: null,
  warnings: [],
};

export function toPlacedOutput(placed: PlacedCall): InitiateCallOutput {
  return { ...nothingToTell, id: placed.queueId, ...told(placed) };
}

type Values = Readonly<Record<string, unknown>>;

/** Under Zapier's names, `null` in the place of empty texts. */
export function told(values: object): Values {
  return Object.fromEntries(Object.entries(withSnakeCaseKeys(values)).map(([key, value]) => [key, value === '' ? null : value]));
}

/** Stands where a real call has its queue id. */
const sampleQueueId = 'sample-no-call-was-placed';

const rehearsalNote =
  'Rehearsal: everything was checked, and nobody was called, because the step was only tested. To call when testing, choose Yes under Place a Real Call When Testing.';

/** What a test in the editor returns: the call that a real run would place or return, marked as a rehearsal. */
export function toRehearsedOutput({ plan, earlier, campaign, scheduledFor, scheduledForLocal, latestStart }: Rehearsal): InitiateCallOutput {
  const { call } = plan;
  const queueId = earlier?.queueId ?? sampleQueueId;
  return {
    ...nothingToTell,
    id: queueId,
    status: 'rehearsal',
    note: earlier === null ? rehearsalNote : `${rehearsalNote} This event already has a call, which a real run would return.`,
    recipient_number: call.recipientNumber,
    campaign_id: call.campaignId,
    campaign_name: campaign?.name ?? null,
    ...told({ scheduledFor, scheduledForLocal, latestStart }),
    queue_id: queueId,
    deduplicated: earlier !== null,
    call_key: call.callKey,
    warnings: [rehearsalNote, ...call.warnings],
  };
}
