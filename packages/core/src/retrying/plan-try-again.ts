import type { ApiReads } from '../api/registry.ts';
import type { AttemptName, HostEvent } from '../calling/choose-keys.ts';
import type { FindingReads } from '../calling/find-call.ts';
import { planCall, readRecipient, type PlanCallDeps } from '../calling/plan-call.ts';
import type { CallEntry } from '../domain/call.ts';
import type { InputProblem } from '../errors/iqra-error.ts';
import type { RawCallInput } from '../fields/initiate-call.fields.ts';
import type { RawTryAgainInput } from '../fields/try-again.fields.ts';
import { readTiming } from '../hours/read-timing.ts';
import { zonesOfNumber } from '../hours/zones-of-number.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';
import { readCallTags } from '../sending/call-metadata.ts';
import type { LedgerPlace } from '../sending/place-with-ledger.ts';
import { deduplicatedCall } from '../sending/placed-call.ts';
import { attemptOf, canBeFollowedUnseen, findLaterAttempt, nextAttemptName } from './later-attempts.ts';
import { decideNextAttempt, readTryAgain, type EndedAttempt, type NextAttempt, type RetryPolicy, type TryAgainRequest } from './retry-policy.ts';
import { readEnd, refuseOptedOutElsewhere } from './read-ended-attempt.ts';
import { retryingErrors } from './retrying-errors.ts';
import { orRefused, toAttempt, toNoAttempt, toNotEnded, type PreviousCall, type TryAgainResult } from './try-again-result.ts';

/** Nobody minds an attempt that is so much early, and clocks that are well kept differ by less. */
const bearableLossMs = 5 * 60_000;

export interface PlanTryAgainDeps extends PlanCallDeps {
  readonly client: FindingReads & Pick<ApiReads, 'getConversation'>;
  readonly campaigns: CampaignDirectory;
  readonly ledger?: LedgerPlace;
  /** The campaign's name where the host remembers it. */
  readonly campaignNameOf?: ((campaignId: string) => Promise<string | null>) | undefined;
}

/** What is to be done about a call that ended: nothing more, or placing one attempt. */
export type TryAgainPlan =
  | { readonly kind: 'done'; readonly result: TryAgainResult }
  | { readonly kind: 'place'; readonly previous: PreviousCall; readonly call: RawCallInput; readonly host: HostEvent & { readonly attempt: AttemptName } };

/**
 * Reads the form, then the call, and decides. Nothing is sent.
 * @throws IqraError of kind `input` for a form or a number that cannot be read; and when the server cannot be asked.
 */
export async function planTryAgain(deps: PlanTryAgainDeps, raw: RawTryAgainInput, host: HostEvent): Promise<TryAgainPlan> {
  const nowMs = deps.clock.now();
  const asked = readTryAgain(raw, nowMs);
  // From the server alone: an item can be old, forged or of another call.
  const { value: entry, serverTimeMs: readAtMs } = await deps.client.getCall(asked.queueId);
  const seen = { entry, readAtMs };
  const request = inZoneOf(entry, asked);
  // An earlier try of this item sent already: then what became of that is all that counts, and how the call went is only told.
  const known = deps.ledger?.ledger.recall(deps.ledger.item);
  const reading = readEnd(deps.client, seen, deps.campaigns);
  const end = known === undefined ? await reading : await reading.catch(() => null);
  const campaignName = entry.campaignId === null ? null : ((await deps.campaignNameOf?.(entry.campaignId)) ?? null);
  const previous: PreviousCall = { entry, attempt: attemptOf(entry), campaignName, outcome: end?.ended?.outcome ?? null, maxAttempts: request.policy.maxAttempts };
  const done = (result: TryAgainResult): TryAgainPlan => ({ kind: 'done', result });
  const named = { ...host, campaignName, attempt: nextAttemptName(entry, readAtMs) };
  if (known?.state === 'placed') return done(toAttempt(previous, named.attempt.number, known.call));
  if (end === null || known !== undefined) return { kind: 'place', previous, call: callOf(entry, request, null), host: named };
  if (end.ended === null) return done(toNotEnded(previous, end.standing));
  const next = decide(end.ended, entry, request, nowMs);
  if (next.kind !== 'call') return done(toNoAttempt(previous, next));
  if (next.notBeforeMs <= nowMs) refuseLostDelay(decide(end.ended, entry, request, readAtMs), readAtMs);
  const optedOut = await refuseOptedOutElsewhere(deps.client, seen, deps.campaigns);
  if (optedOut !== null) return done(toNoAttempt(previous, { kind: 'nothing', code: optedOut.code, reason: optedOut.message }));
  const call = callOf(entry, request, next.notBeforeMs > nowMs ? next.notBeforeMs : null);
  const look = async (): Promise<TryAgainPlan> => {
    const later = await findAttemptBeyond(deps, { previous, call, host: named, policy: request.policy });
    return later === null ? { kind: 'place', previous, call, host: named } : done(later);
  };
  return await orRefused(previous, look, done);
}

/**
 * Where the form names no zone, the recipient is still where the call before was told, whatever the number suggests. One that cannot be
 * read is told by planning the call.
 */
function inZoneOf(entry: CallEntry, request: TryAgainRequest): TryAgainRequest {
  const { contactTimeZone } = readCallTags(entry.metadata);
  if (contactTimeZone === null || request.input.contactTimeZone !== undefined) return request;
  return { ...request, input: { ...request.input, contactTimeZone }, rules: { ...request.rules, contactTimeZone } };
}

/** A number that cannot be called is told by planning its call, which comes after this and only where there is one. */
function decide(ended: EndedAttempt, entry: CallEntry, { policy, input }: TryAgainRequest, nowMs: number): NextAttempt {
  const problems: InputProblem[] = [];
  const recipient = readRecipient({ ...input, recipientNumber: entry.recipientNumber }, problems);
  const { rule, contactTimeZone } = readTiming(input, { nowMs, recipient }, problems);
  const numberZones = recipient === null ? ['UTC'] : zonesOfNumber(recipient);
  return decideNextAttempt(ended, policy, { nowMs, zones: contactTimeZone === null ? numberZones : [contactTimeZone], hours: rule });
}

/** The server stamped the end of the call before, so by its clock the delay must be over too: a fast clock of this machine would lose it. */
function refuseLostDelay(next: NextAttempt, serverNowMs: number): void {
  if (next.kind === 'call' && next.notBeforeMs - serverNowMs > bearableLossMs) throw retryingErrors.error('DELAY_UNCLEAR', {});
}

/** The next call, from what the server knows of the one before. `startMs` = `null`: now. */
function callOf(entry: CallEntry, { rules, input }: TryAgainRequest, startMs: number | null): RawCallInput {
  const { campaignId, callingNumberId, recipientNumber, dynamicVariables, metadata } = entry;
  const { agentId, numberId = callingNumberId } = input;
  const hasCaller = agentId !== undefined && numberId !== null;
  if (campaignId === null && !hasCaller) throw retryingErrors.error('CALL_WITHOUT_CAMPAIGN', {});
  return {
    ...rules,
    ...(hasCaller ? { agentId, numberId } : {}),
    ...(campaignId === null ? {} : { campaignId }),
    ...(startMs === null ? {} : { scheduledTime: new Date(startMs).toISOString() }),
    recipientNumber,
    dynamicVariables,
    metadata: readCallTags(metadata).given,
  };
}

interface Candidate {
  readonly previous: PreviousCall;
  readonly call: RawCallInput;
  readonly host: HostEvent;
  readonly policy: RetryPolicy;
}

async function findAttemptBeyond(deps: PlanTryAgainDeps, { previous, call, host, policy }: Candidate): Promise<TryAgainResult | null> {
  if (!canBeFollowedUnseen(policy)) return null;
  const planned = planCall(deps, call, host).call;
  const place = { businessId: deps.connection.businessId, recipientNumber: planned.recipientNumber, campaignId: planned.campaignId };
  const found = await findLaterAttempt(deps.client, previous.entry, place);
  if (found === null) return null;
  return toAttempt(previous, attemptOf(found.value), deduplicatedCall(planned, found.value, found.serverTimeMs));
}
