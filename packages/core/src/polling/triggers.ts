import { callOutcomes } from '../domain/call.ts';
import type { NothingLeft, RawInput } from '../fields/field.ts';
import { parseInput } from '../fields/parse-input.ts';
import { triggerFields } from '../fields/search.fields.ts';
import { inboundCalls, outboundCalls } from './call-source.ts';
import type { EndedCallEvent, InboundCallEndedEvent } from './ended-call-event.ts';
import type { SweepInput } from './find-ended-calls.ts';
import { pollAndReport, type EndedCallOptions, type PollInput, type PollResult } from './poll-ended-calls.ts';
import { inboundEvent, outboundEvent, reportEndedCalls } from './report-ended-calls.ts';
import { sweep, type SweepResult } from './sweep-ended-calls.ts';

/** What hosts need of this room beside what stands here: they know it as `polling`. */
export { toolsUsedIn } from './campaign-cache.ts';
export { peekEndedCalls, peekEndedInboundCalls } from './peek-ended-calls.ts';
export { chooseCampaigns } from './watched-campaigns.ts';
export { triggerFields } from '../fields/search.fields.ts';

/** What a person chose for a trigger. */
export interface TriggerChoice {
  /** Ids or names, for `chooseCampaigns`; none = all campaigns. */
  readonly campaigns: readonly string[];
  readonly options: EndedCallOptions;
}

/**
 * Reads the form of a trigger.
 * @throws IqraError of kind `input` with every problem: a filter that cannot be read is never taken for none.
 */
export function readTriggerOptions(raw: RawInput<typeof triggerFields>): TriggerChoice {
  const { campaigns = [], outcomes = [], includeTranscript, giveUpAfterHours, ...unread } = parseInput(triggerFields, raw);
  unread satisfies NothingLeft;
  const chosen = callOutcomes.filter((outcome) => outcomes.includes(outcome));
  return { campaigns, options: { outcomes: chosen, includeTranscript, giveUpAfterMs: giveUpAfterHours * 3_600_000 } };
}

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
  const source = inboundCalls(input.reads);
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
  return sweep(inboundCalls(input.reads), input, inboundEvent, () => true);
}
