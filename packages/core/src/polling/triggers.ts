import { inboundCalls, outboundCalls } from './call-source.ts';
import type { EndedCallEvent, InboundCallEndedEvent } from './ended-call-event.ts';
import type { SweepInput } from './find-ended-calls.ts';
import { pollAndReport, type PollInput, type PollResult } from './poll-ended-calls.ts';
import { inboundEvent, outboundEvent, reportEndedCalls } from './report-ended-calls.ts';
import { sweep, type SweepResult } from './sweep-ended-calls.ts';

/** What hosts need of this room beside what stands here: they know it as `polling`. */
export { toolsUsedIn } from './campaign-cache.ts';
export { mayHaveWords, toEndedCallEvent } from './ended-call-event.ts';
export { peekEndedCalls, peekEndedInboundCalls } from './peek-ended-calls.ts';
export { chooseCampaigns, readTexts, watchedIds } from './watched-campaigns.ts';

/**
 * One poll for outbound calls that ended since the last one; each is reported exactly once, as long as the host keeps `state`
 * and `events` together. The first activation reports nothing.
 *
 * Throws the `IqraError` of a failed read when no event is ready: then the host must keep the old state, and the next poll
 * does everything again.
 */
export function pollEndedCalls(input: PollInput): Promise<PollResult<EndedCallEvent>> {
  const source = outboundCalls(input.reads, input.options?.campaignIds);
  return pollAndReport(source, input, (deps) => reportEndedCalls({ ...deps, build: outboundEvent }));
}

/** The same for inbound calls, judged by their conversation alone. */
export function pollEndedInboundCalls(input: PollInput): Promise<PollResult<InboundCallEndedEvent>> {
  const source = inboundCalls(input.reads, input.options?.routeIds);
  return pollAndReport(source, input, (deps) => reportEndedCalls({ ...deps, build: inboundEvent }));
}

/**
 * One poll for a host that drops repeats by `id` itself: the outbound calls that have ended, newest first, each only once its
 * end is certain. Throws the `IqraError` of a failed read when nothing could be read.
 */
export function sweepEndedCalls(input: SweepInput): Promise<SweepResult<EndedCallEvent>> {
  const chosen = outboundCalls(input.reads, input.options?.campaignIds);
  // Triggers with other filters share the memory, so what it is read for has none.
  return sweep(input.store === undefined ? chosen : outboundCalls(input.reads), input, outboundEvent, (entry) => chosen.isChosen(entry));
}

/** The same for inbound calls. */
export function sweepEndedInboundCalls(input: SweepInput): Promise<SweepResult<InboundCallEndedEvent>> {
  const chosen = inboundCalls(input.reads, input.options?.routeIds);
  return sweep(input.store === undefined ? chosen : inboundCalls(input.reads), input, inboundEvent, (entry) => chosen.isChosen(entry));
}
