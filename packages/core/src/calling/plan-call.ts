import { readDailyLimit, type DailyLimit } from '../campaigns/daily-limit.ts';
import type { Clock, Connection, RequestFormat } from '../domain/from-host.ts';
import type { InputProblem, IqraError } from '../errors/iqra-error.ts';
import { fieldErrors, inputError, type InputOf, type NothingLeft } from '../fields/field.ts';
import { initiateCallFields, type RawCallInput } from '../fields/initiate-call.fields.ts';
import { readInput } from '../fields/parse-input.ts';
import { clocksOf } from '../hours/local-time.ts';
import { nextAllowedInterval } from '../hours/next-allowed-interval.ts';
import { planCallTime, type CallTime, type CallTimeQuestion } from '../hours/plan-call-time.ts';
import { furthestScheduleMs, readTiming, type TimingInput } from '../hours/read-timing.ts';
import { zonesOfNumber, type PhoneLine } from '../hours/zones-of-number.ts';
import { normalizePhoneNumber } from '../phone/normalize-phone-number.ts';
import { isOptInPhoneType, type AcceptedPhoneNumber } from '../phone/phone-result.ts';
import { describeRepair, phoneProblem } from '../phone/phone-sentences.ts';
import type { FrequencyCap } from '../recipients/check-frequency-cap.ts';
import { refuseIfListed, type DoNotCallList, type DoNotCallLists } from '../recipients/do-not-call-list.ts';
import type { PlannedCall, SendingOptions } from '../sending/planned-call.ts';
import { chooseKey, readEventName, type HostEvent } from './choose-keys.ts';

/** The fields of the form that say whom to call. */
export interface RecipientInput {
  readonly recipientNumber: unknown;
  readonly defaultCountry?: string;
  readonly allowNumberTypes?: readonly string[];
}

type InitiateCallInput = InputOf<typeof initiateCallFields>;
type CallerInput = Pick<InitiateCallInput, 'campaignId' | 'agentId' | 'numberId'>;
/** What `planCall` reads itself. */
type OwnInput = Omit<InitiateCallInput, keyof RecipientInput | keyof TimingInput | keyof CallerInput>;

export interface PlanCallDeps {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly doNotCallLists: DoNotCallLists;
}

export interface CallPlan {
  readonly call: PlannedCall;
  readonly options: SendingOptions;
  readonly cap: FrequencyCap | null;
  readonly dailyLimit: DailyLimit | null;
  /** The calling hours' reason not to send now. It counts only when the event has no call yet: that is looked up first. */
  readonly hoursRefusal: IqraError | null;
}

/**
 * Decides what may be sent, and when, without asking or sending anything. Every problem of the input comes at once; the rules the
 * user chose come after it.
 * @throws IqraError of kind `input`, or of kind `refused_by_rule` for a listed number.
 */
export function planCall(deps: PlanCallDeps, raw: RawCallInput, host: HostEvent): CallPlan {
  const nowMs = deps.clock.now();
  const { input, problems, warnings } = readInput(initiateCallFields, raw);
  const { eventKey, dynamicVariables = {}, metadata = {}, keepTryingForSeconds, doNotCall, ...rules }: OwnInput = input;
  const { maxCallsPerPeriod, capPeriodHours, maxCampaignCallsPerDay, checkBeforeSending, waitToSettle, ...unread } = rules;
  unread satisfies NothingLeft;
  const recipient = readRecipient(input, problems);
  // A number stays one: its minus is no gap. What was mapped and is blank stays too, to be refused.
  const event = readEventName(typeof raw.eventKey === 'number' ? raw.eventKey : (eventKey ?? raw.eventKey), host, problems);
  const caller = chooseCaller(input, deps.connection.requestFormat, problems);
  const timing = readTiming(input, { nowMs, recipient }, problems);
  const dailyLimit = readDailyLimit(maxCampaignCallsPerDay, { campaignId: caller.campaignId, timeZone: host.timeZone }, problems);
  if (recipient === null || event === null || problems.length > 0) throw inputError(problems);
  if (doNotCall !== undefined) refuseListed(deps.doNotCallLists.listOf(doNotCall, input.defaultCountry), recipient.e164);
  const time = choosePlannedTime({ ...timing, nowMs, recipient });
  const variables = wellFormedMap(dynamicVariables, initiateCallFields.dynamicVariables.label);
  const references = wellFormedMap(metadata, initiateCallFields.metadata.label);
  const patience = readPatience(keepTryingForSeconds);
  const { businessId, requestFormat } = deps.connection;
  const key = chooseKey(event, { businessId, campaignId: caller.campaignId, recipientNumber: recipient.e164 });
  const call: PlannedCall = {
    ...caller,
    ...time.times,
    ...key,
    ...(key.keyKind === 'event_key' && timing.requestedStartMs !== null ? { keyAheadMs: furthestScheduleMs } : {}),
    recipientNumber: recipient.e164,
    dynamicVariables: variables.map,
    metadata: references.map,
    keepTryingMs: patience.ms,
    source: host.source,
    ...(host.attempt === undefined ? {} : { attempt: host.attempt.number }),
    campaignName: host.campaignName ?? null,
    contactTimeZone: timing.contactTimeZone,
    localZone: timing.contactTimeZone ?? onlyZone(recipient),
    warnings: [...recipient.warnings, ...warnings, ...time.warnings, ...key.warnings, ...variables.warnings, ...references.warnings, ...patience.warnings],
  };
  const cap = maxCallsPerPeriod === undefined ? null : { maxCalls: maxCallsPerPeriod, periodMs: capPeriodHours * 3_600_000 };
  const options = { checkBeforeSending, waitToSettle, requestFormat };
  return { call, options, cap, dailyLimit, hoursRefusal: time.refusal };
}

/** A silent call server holds back every call of its region for half a minute: a shorter patience could end untried. */
const leastPatienceSeconds = 60;

function readPatience(seconds: number): { readonly ms: number; readonly warnings: readonly string[] } {
  if (seconds >= leastPatienceSeconds) return { ms: seconds * 1000, warnings: [] };
  const warning = `${initiateCallFields.keepTryingForSeconds.label}: ${seconds} was raised to ${leastPatienceSeconds}, because a shorter time can end before the call was tried.`;
  return { ms: leastPatienceSeconds * 1000, warnings: [warning] };
}

function onlyZone(recipient: PhoneLine): string | null {
  const [zone = null, ...others] = zonesOfNumber(recipient);
  return others.length === 0 ? zone : null;
}

function refuseListed(list: DoNotCallList, e164: string): void {
  const objection = refuseIfListed(list, e164);
  if (objection !== null) throw objection;
}

/**
 * Replaces half characters, such as one half of an emoji that `slice` has cut in two, by U+FFFD: the server refuses any text with one,
 * as often as it is sent. `label` names the field in the warnings.
 */
function wellFormedMap(map: Readonly<Record<string, string>>, label: string) {
  const entries = Object.entries(map);
  const changed = entries.filter(([key, value]) => !key.isWellFormed() || !value.isWellFormed());
  if (changed.length === 0) return { map, warnings: [] };
  const warnings = changed.map(
    ([key]) => `${label}: "${key.toWellFormed()}" held half a character, such as an emoji cut in two; it was replaced by a question mark sign.`,
  );
  return { map: Object.fromEntries(entries.map(([key, value]) => [key.toWellFormed(), value.toWellFormed()])), warnings };
}

/**
 * What each request form needs: `config` a campaign; `documented` an agent and a calling number; `auto` either of the two, since it
 * carries both forms. Reports what is missing and returns what is there.
 */
function chooseCaller(input: CallerInput, format: RequestFormat, problems: InputProblem[]): Pick<PlannedCall, 'campaignId' | 'agentId' | 'callingNumberId'> {
  const { campaignId = null, agentId = null, numberId: callingNumberId = null } = input;
  const hasCampaign = campaignId !== null;
  const hasPair = agentId !== null && callingNumberId !== null;
  const isEnough: Readonly<Record<RequestFormat, boolean>> = { config: hasCampaign, documented: hasPair, auto: hasCampaign || hasPair };
  const missing =
    format === 'documented'
      ? fieldErrors.problem('ONE_REQUIRED', 'agentId', { message: 'Agent and Calling Number: choose both; the request format of the connection needs them.' })
      : fieldErrors.problem('ONE_REQUIRED', 'campaignId', { message: 'Campaign: choose a campaign.' });
  if (!isEnough[format] && !problems.some((one) => one.field === missing.field)) problems.push(missing);
  return { campaignId, agentId, callingNumberId };
}

/** How far this machine's clock may be ahead of the server's without harm. */
const clockDoubtMs = 60 * 60_000;

/** When the call may be made by the rules of time, or their reason not to call. @throws IqraError of kind `input`. */
function choosePlannedTime(question: CallTimeQuestion) {
  const time = planCallTime(question);
  if (time.ok) {
    const moved = time.startMs !== null && time.startMs !== question.requestedStartMs;
    return {
      times: { startMs: time.startMs ?? earliestStartMs(question, time), latestStartLimitMs: time.latestStartLimitMs },
      warnings: moved ? [time.explanation, ...time.warnings] : time.warnings,
      refusal: null,
    };
  }
  if (time.error.kind === 'input') throw time.error;
  return { times: { startMs: null, latestStartLimitMs: null }, warnings: [], refusal: time.error };
}

/**
 * For a call that may be made now: the moment from which that is true, with the buffer after opening. It lies in the past by this machine's
 * clock; where that clock is fast it lies in the server's future, and the call waits for it instead of ringing before the hours open.
 */
function earliestStartMs({ rule, nowMs, startGuardMs }: CallTimeQuestion, { zones }: CallTime): number | null {
  if (rule === null) return null;
  let fromMs = nowMs - clockDoubtMs;
  const clocks = zones.flatMap((zone) => clocksOf(zone, nowMs - clockDoubtMs));
  for (;;) {
    const interval = nextAllowedInterval(clocks, rule, fromMs, 1, nowMs + 1 - fromMs);
    if (interval === null) return null;
    if (interval[1] > nowMs) return Math.min(interval[0] + startGuardMs, nowMs);
    fromMs = interval[1];
  }
}

/** Reads the recipient, or reports under which rule the number was refused. What was repaired comes back as warnings. */
export function readRecipient(input: RecipientInput, problems: InputProblem[]): AcceptedPhoneNumber | null {
  if (problems.some((one) => one.field === 'recipientNumber')) return null;
  const result = normalizePhoneNumber(input.recipientNumber, {
    defaultCountry: input.defaultCountry,
    allowTypes: (input.allowNumberTypes ?? []).filter(isOptInPhoneType),
  });
  if (result.ok) return { ...result, warnings: [...result.repairs.map(describeRepair), ...result.warnings] };
  problems.push(phoneProblem({ field: 'recipientNumber', label: 'Recipient Number' }, input.recipientNumber, result));
  return null;
}
