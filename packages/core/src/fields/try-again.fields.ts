import { callOutcomeLabels, callOutcomes, type CallOutcome } from '../domain/call.ts';
import { defineFields, type RawInput } from './field.ts';
import { initiateCallFields } from './initiate-call.fields.ts';

/** Somebody who was reached is not called again. */
const retriedOutcomes = callOutcomes.filter((outcome): outcome is Exclude<CallOutcome, 'completed'> => outcome !== 'completed');

/** What people mean by "not reached". A failed call may have rung; canceled, expired and unknown ones are for a person to judge. */
const usuallyRetried: readonly CallOutcome[] = ['no_answer', 'declined', 'voicemail', 'failed'];

function labelsOf(outcomes: readonly CallOutcome[]): string {
  const labels = outcomes.map((outcome) => callOutcomeLabels[outcome]);
  return `${labels.slice(0, -1).join(', ')} and ${labels.at(-1) ?? ''}`;
}

/** What *Try Again* asks by itself: which call, and the policy. */
export const retryPolicyFields = defineFields({
  queueId: {
    kind: 'id',
    required: true,
    upFront: true,
    label: 'Queue ID',
    help: 'The Queue ID of the call that ended, from the trigger or from the step that waited for it. Its number, campaign, variables and metadata are read from the server.',
    example: '6742e6b8f0a1c2d3e4f50617',
  },
  maxAttempts: {
    kind: 'number',
    required: false,
    upFront: true,
    refuseBlank: true,
    label: 'Maximum Attempts',
    help: 'How many calls one person gets for one event at most; the first call counts.',
    example: '3',
    min: 1,
    max: 10,
    defaultValue: 3,
  },
  afterOutcomes: {
    kind: 'choice',
    required: false,
    upFront: true,
    many: true,
    label: 'After These Outcomes',
    help: `Calls that ended in one of these ways are tried again. Empty means ${labelsOf(usuallyRetried)}. Canceled and expired calls never rang, but count as attempts; an unknown one may have been a normal call.`,
    example: 'no_answer',
    defaultValue: usuallyRetried,
    choices: retriedOutcomes.map((value) => ({ value, label: callOutcomeLabels[value] })),
  },
  delay: {
    kind: 'text',
    required: false,
    upFront: true,
    refuseBlank: true,
    acceptsList: true,
    label: 'Delay',
    help: "How long after a call the next attempt is made: 30 min, 2 h, 1 day, next morning, or tomorrow 16:00 in the recipient's time zone. Several, separated by commas, are one before each further attempt. Calling Hours can move it on.",
    example: '2 h, next morning',
    maxLength: 500,
    defaultValue: '2 h',
  },
});

/** The rules of *Initiate* that hold for every attempt anew. The look for an earlier call cannot be switched off: it is what makes an attempt one. */
export const attemptRuleFields = defineFields({
  callingHours: initiateCallFields.callingHours,
  customHours: initiateCallFields.customHours,
  outsideHours: initiateCallFields.outsideHours,
  contactTimeZone: initiateCallFields.contactTimeZone,
  holidayDates: initiateCallFields.holidayDates,
  startGuardSeconds: initiateCallFields.startGuardSeconds,
  endGuardSeconds: initiateCallFields.endGuardSeconds,
  keepTryingForSeconds: initiateCallFields.keepTryingForSeconds,
  defaultCountry: initiateCallFields.defaultCountry,
  allowNumberTypes: initiateCallFields.allowNumberTypes,
  doNotCall: initiateCallFields.doNotCall,
  maxCallsPerPeriod: initiateCallFields.maxCallsPerPeriod,
  capPeriodHours: initiateCallFields.capPeriodHours,
  maxCampaignCallsPerDay: initiateCallFields.maxCampaignCallsPerDay,
  waitToSettle: initiateCallFields.waitToSettle,
  agentId: initiateCallFields.agentId,
  numberId: initiateCallFields.numberId,
});

/** The whole form of *Try Again*, the same in every host. */
export const tryAgainFields = defineFields({ ...retryPolicyFields, ...attemptRuleFields });

/** What a host hands over: raw values under the names of the form. */
export type RawTryAgainInput = RawInput<typeof tryAgainFields>;
