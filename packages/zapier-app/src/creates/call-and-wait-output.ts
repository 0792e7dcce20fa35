import { type CallStanding, type KnownCall, type PlacedCall, type Rehearsal, type WaitedCall, waiting } from '@iqra-automation/core';
import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import { largestResultBytes, resultSize } from '../fit-result.ts';
import { findCallSample } from '../generated/samples.ts';
import { withConversationPointers, withRecordingPointer } from '../output/conversation-pointers.ts';
import { type CallOutput, standingCallOutputFields } from '../output/ended-call-output.ts';
import { withSnakeCaseKeys } from '../snake-case.ts';
import { toRehearsedOutput } from './initiate-call-output.ts';
import { zapierErrors } from '../zapier-errors.ts';

const ownFields: PlainOutputField[] = [
  { key: 'note', label: 'Note', type: 'string' },
  { key: 'placed', label: 'Placed by This Run', type: 'boolean' },
  { key: 'deduplicated', label: 'Already Had a Call', type: 'boolean' },
];

export const callAndWaitFields: PlainOutputField[] = [...standingCallOutputFields, ...ownFields];

/** A call that was waited for reads as one that is found; so one recording serves both. */
export const callAndWaitSample = { ...findCallSample, note: null, placed: true, deduplicated: false };

/** What a wait ends with: the keys of the trigger's calls, how the call stands, and why its outcome is empty where it is. */
export function toWaitedOutput(z: ZObject, known: KnownCall, call: WaitedCall | null, reason: string): CallOutput {
  const result = waiting.toWaitedResult(known, call, reason);
  const output: CallOutput = {
    id: known.queueId,
    ...withSnakeCaseKeys(result),
    queued_at: result.queuedAt === '' ? null : result.queuedAt,
    recording: null,
    status: statusOf(call),
    ended: statusOf(call) === 'ended',
    placed: known.isOwn,
    deduplicated: !known.isOwn,
  };
  const { conversationId, recordingUrl } = result;
  if (conversationId === null || call?.kind !== 'ended') return output;
  const whole = recordingUrl === null ? output : withRecordingPointer(z, output, conversationId);
  return resultSize(whole) <= largestResultBytes ? whole : withConversationPointers(z, output, conversationId);
}

function statusOf(call: WaitedCall | null): CallStanding | null {
  if (call?.kind === 'ended') return 'ended';
  return call?.kind === 'open' ? call.standing : null;
}

/** What Zapier keeps while it waits. */
export function toWaitingOutput(placed: PlacedCall): CallOutput {
  const result = waiting.toWaitedResult({ ...placed, isOwn: true }, null, '');
  const state = { queued_at: null, recording: null, status: 'queued', ended: false, note: placed.note, placed: true, deduplicated: false };
  return { id: placed.queueId, ...withSnakeCaseKeys({ ...result, warnings: placed.warnings }), ...state };
}

/** Reads back what was kept. */
export function readWaiting(bundle: Bundle): KnownCall {
  const kept: unknown = bundle.outputData;
  const value = (key: string): unknown => (typeof kept === 'object' && kept !== null ? Object.entries(kept).find(([name]) => name === key)?.[1] : null);
  const text = (key: string): string | null => {
    const found = value(key);
    return typeof found === 'string' && found !== '' ? found : null;
  };
  const queueId = text('queue_id');
  if (queueId === null) throw zapierErrors.error('WAIT_FORGOTTEN', {});
  return {
    queueId,
    recipientNumber: text('recipient_number') ?? '',
    campaignId: text('campaign_id'),
    campaignName: text('campaign_name'),
    callKey: text('call_key'),
    isOwn: value('placed') !== false,
  };
}

/** A test in the editor: the call that a real run would place, with the words and the end of a sample, so that every field can be mapped. */
export function toRehearsedWait(rehearsal: Rehearsal): CallOutput {
  const { id, queue_id, status, note, recipient_number, campaign_id, campaign_name, call_key, warnings, deduplicated } = toRehearsedOutput(rehearsal);
  const real = { queue_id, status, recipient_number, campaign_id, campaign_name, call_key, warnings, deduplicated };
  return { ...callAndWaitSample, ...real, id: String(id), note: `${String(note)} Outcome and words are a sample.`, placed: false };
}
