import type { Clock } from '../domain/clock.ts';
import type { Connection } from '../domain/connection.ts';
import type { PlannedCall, SendingOptions } from '../domain/planned-call.ts';
import type { InputProblem } from '../errors/iqra-error.ts';
import type { InputOf } from '../fields/field.ts';
import { initiateCallFields } from '../fields/initiate-call.fields.ts';
import { inputError, parseInput } from '../fields/parse-input.ts';
import { refuseIfListed } from '../recipients/do-not-call-list.ts';
import { readFrequencyCap, type FrequencyCap } from '../recipients/frequency-cap.ts';
import { chooseCaller } from './choose-caller.ts';
import { chooseKeys, readEventKey } from './choose-keys.ts';
import type { DoNotCallLists } from './do-not-call-lists.ts';
import type { HostEvent } from './host-event.ts';
import { readRecipient } from './read-recipient.ts';

export type InitiateCallInput = InputOf<typeof initiateCallFields>;

export interface PlanCallDeps {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly doNotCallLists: DoNotCallLists;
}

export interface CallPlan {
  readonly call: PlannedCall;
  readonly options: SendingOptions;
  readonly cap: FrequencyCap | null;
}

/**
 * Decides what may be sent, and when, without asking or sending anything. Every problem of the input comes at once; the rules the
 * user chose come after it.
 * @throws IqraError of kind `input` or `refused_by_rule`.
 */
export function planCall(deps: PlanCallDeps, raw: Readonly<Record<string, unknown>>, host: HostEvent): CallPlan {
  const input = parseInput(initiateCallFields, raw);
  const problems: InputProblem[] = [];
  const recipient = readRecipient(input, problems);
  const eventKey = readEventKey(raw['eventKey'], problems);
  const caller = chooseCaller(
    { campaignId: input.campaignId ?? null, agentId: input.agentId ?? null, callingNumberId: input.numberId ?? null },
    deps.connection.requestFormat,
    problems,
  );
  const cap = readCap(input, problems);
  if (recipient === null || problems.length > 0) throw inputError(problems);
  refuseListed(deps.doNotCallLists, input, recipient.e164);
  const nowMs = deps.clock.now();
  const dynamicVariables = input.dynamicVariables ?? {};
  const keys = chooseKeys(eventKey, {
    businessId: deps.connection.businessId,
    campaignId: caller.campaignId,
    recipientNumber: recipient.e164,
    dynamicVariables,
    nowMs,
    host,
  });
  const call: PlannedCall = {
    ...caller,
    ...keys,
    recipientNumber: recipient.e164,
    dynamicVariables,
    metadata: input.metadata ?? {},
    startMs: null,
    latestStartLimitMs: null,
    keepTryingMs: input.keepTryingForSeconds * 1000,
    source: host.source,
    warnings: recipient.warnings,
  };
  return { call, cap, options: { checkBeforeSending: input.checkBeforeSending, waitToSettle: input.waitToSettle } };
}

function readCap(input: InitiateCallInput, problems: InputProblem[]): FrequencyCap | null {
  const reading = readFrequencyCap({ maxCalls: input.maxCallsPerPeriod, periodHours: input.capPeriodHours });
  if (reading.ok) return reading.cap;
  problems.push(...reading.problems);
  return null;
}

function refuseListed(lists: DoNotCallLists, input: InitiateCallInput, e164: string): void {
  if (input.doNotCall === undefined) return;
  const objection = refuseIfListed(lists.listOf(input.doNotCall, input.defaultCountry), e164);
  if (objection !== null) throw objection;
}
