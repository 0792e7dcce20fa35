import type { CallEntry } from '../domain/call.ts';
import type { PlacedCall, PlannedCall } from './planned-call.ts';
import { attemptOf } from './call-metadata.ts';
import { iso } from './sending-errors.ts';
import { isOwn } from './sending-run.ts';
import type { SendingRun, SentAttempt } from './sending-run.ts';

/** The result of a send that the server confirmed. `answeredAtMs` by the server's clock. */
export function queuedCall(call: PlannedCall, sent: SentAttempt, queueId: string, answeredAtMs: number): PlacedCall {
  const expired = answeredAtMs >= sent.window.latestStartMs;
  return {
    queueId,
    placed: true,
    deduplicated: false,
    recovered: false,
    ...common(call),
    scheduledFor: iso(sent.window.startMs),
    latestStart: iso(sent.window.latestStartMs),
    warnings: expired ? [...call.warnings, lateWarning] : call.warnings,
  };
}

const lateWarning =
  'When the server took the call, its latest start had already passed by the server’s clock, so it will probably expire. ' +
  'Set this computer’s clock, or switch on Check Before Sending, which uses the server’s time.';

/** The result when the event turned out to have a call already. */
export function deduplicatedCall(call: PlannedCall, entry: CallEntry): PlacedCall {
  return {
    queueId: entry.queueId,
    placed: false,
    deduplicated: true,
    recovered: false,
    ...common(call),
    // The queue shows neither the asked start nor the fence (docs/once-only.md says what stands here instead).
    scheduledFor: entry.queuedAt,
    latestStart: '',
    warnings: call.warnings,
  };
}

/** The result when the answer to a send was lost and a look-up found the call. */
export function recoveredCall(run: SendingRun, entry: CallEntry): PlacedCall {
  const attempt = attemptOf(entry);
  const sent = run.sent.find(({ number }) => number === attempt) ?? run.sent.at(-1);
  if (sent === undefined || !isOwn(run, entry)) return deduplicatedCall(run.call, entry);
  return {
    queueId: entry.queueId,
    placed: true,
    deduplicated: false,
    recovered: true,
    ...common(run.call),
    scheduledFor: iso(sent.window.startMs),
    latestStart: iso(sent.window.latestStartMs),
    warnings: run.call.warnings,
  };
}

function common(call: PlannedCall) {
  return { recipientNumber: call.recipientNumber, campaignId: call.campaignId, callKey: call.callKey };
}
