import { optInPhoneTypeLabels, optInPhoneTypes } from '../phone/phone-result.ts';
import { defineFields, type FieldChoice, type RawInput } from './field.ts';
import { countryNames } from './generated/country-names.ts';
import { schedulingFields } from './scheduling.fields.ts';

/** What a person fills in first: whom to call, with which campaign, saying what. */
const mainFields = defineFields({
  recipientNumber: {
    kind: 'phone',
    required: true,
    upFront: true,
    label: 'Recipient Number',
    help: 'The phone number to call, with + and the country code. National formats work when Default Country is set.',
    example: '+14155552671',
  },
  campaignId: {
    kind: 'id',
    required: false,
    upFront: true,
    label: 'Campaign',
    help: 'Required. The telephony campaign that makes the call: it decides the agent, the calling number and the script. Only servers that follow the published API page can do without, given an agent and a calling number.',
    example: '6713c0f2a54d1b0c9e4f7a21',
  },
  dynamicVariables: {
    kind: 'textMap',
    required: false,
    upFront: true,
    partner: { field: 'campaignId', is: 'filled' },
    label: 'Variables',
    help: 'Values that the agent can use during the call. A campaign can declare some of them as required.',
    example: 'customer_name: Amina',
  },
});

/** Needed only by servers that follow Iqra's published API page; the other kind takes both from the campaign. */
const callerFields = defineFields({
  agentId: {
    kind: 'id',
    required: false,
    label: 'Agent',
    help: "The agent that speaks. Most servers take it from the campaign; servers that follow Iqra's published API page need it here.",
    example: '6712aa7de1aa4c55d0b1c8f0',
  },
  numberId: {
    kind: 'id',
    required: false,
    label: 'Calling Number',
    help: "The number that the recipient sees. Most servers take it from the campaign; servers that follow Iqra's published API page need it here.",
    example: '67120b7de1aa4c55d0b1c903',
  },
});

const metadataFields = defineFields({
  metadata: {
    kind: 'textMap',
    required: false,
    label: 'Metadata',
    help: 'Your own references, for example a CRM id. They are stored with the call and come back when it ends.',
    example: 'crm_id: C-1007',
  },
});

/** Names that exports of CRMs use beside the English name of the Unicode locale data. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE'],
  BO: ['Bolivia, Plurinational State of'],
  CD: ['DR Congo', 'Democratic Republic of the Congo'],
  CI: ['Ivory Coast'],
  CZ: ['Czech Republic'],
  GB: ['UK', 'Great Britain', 'England', 'Scotland', 'Wales'],
  HK: ['Hong Kong'],
  KR: ['Korea', 'Republic of Korea'],
  MK: ['Macedonia'],
  MM: ['Burma', 'Myanmar'],
  MO: ['Macau', 'Macao'],
  NL: ['Holland', 'The Netherlands'],
  PS: ['Palestine'],
  RU: ['Russian Federation'],
  SY: ['Syrian Arab Republic'],
  SZ: ['Swaziland'],
  TR: ['Turkey'],
  TW: ['Taiwan, Province of China'],
  US: ['USA', 'United States of America', 'America'],
  VN: ['Viet Nam'],
};

/**
 * Every country a national number can belong to, as ISO 3166 alpha-2 code with its English name, sorted by name. The names stand in
 * a table, because asking the runtime for them costs every cold start some 25 ms and makes the form depend on its Unicode data.
 */
export const countryChoices: readonly FieldChoice[] = countryNames.map(([code, name]) => {
  const others = aliases[code];
  return { value: code, label: name, ...(others === undefined ? {} : { aliases: others }) };
});

/** What protects people from wrong, repeated and unwanted calls. */
const safetyFields = defineFields({
  eventKey: {
    kind: 'text',
    required: false,
    upFront: true,
    label: 'Event Key',
    help: 'What this call is about: map the CRM record and the reason. The same key never calls the same person twice within 7 days, whatever is retried or delivered again.',
    example: 'lead-1007-welcome',
  },
  defaultCountry: {
    kind: 'choice',
    required: false,
    label: 'Default Country',
    help: 'The country of numbers that are written without + and country code. Without it such numbers are refused, because they could reach a stranger in another country.',
    example: 'US',
    choices: countryChoices,
  },
  allowNumberTypes: {
    kind: 'choice',
    required: false,
    many: true,
    label: 'Allow Special Numbers',
    help: 'Kinds of numbers that are refused unless you allow them here, because they cost more or reach no person.',
    example: 'UAN',
    choices: optInPhoneTypes.map((value) => ({ value, label: optInPhoneTypeLabels[value] })),
  },
  doNotCall: {
    kind: 'text',
    required: false,
    refuseBlank: true,
    label: 'Do Not Call',
    help: 'Numbers that must never be called, in any format, separated by commas or lines. A list from an earlier step works too.',
    example: '+14155550100, +442079460018',
    maxLength: 2_000_000,
    acceptsList: true,
  },
  maxCallsPerPeriod: {
    kind: 'number',
    required: false,
    refuseBlank: true,
    label: 'Maximum Calls per Number',
    help: 'Refuse when this number has already been called so many times in the period. Empty means no cap.',
    example: '3',
    min: 1,
    max: 100,
  },
  capPeriodHours: {
    kind: 'number',
    required: false,
    refuseBlank: true,
    partner: { field: 'maxCallsPerPeriod', is: 'filled' },
    label: 'Within Hours',
    help: 'The period that Maximum Calls per Number counts in.',
    example: '24',
    min: 1,
    max: 8_760,
    defaultValue: 24,
  },
  maxCampaignCallsPerDay: {
    kind: 'number',
    required: false,
    refuseBlank: true,
    label: 'Maximum Calls of the Campaign per Day',
    help: "Refuse when this campaign has had so many calls since midnight of the workflow's or account's time zone. A call counts on the day it was queued, unless it expired or was canceled. Runs at the same time can each miss the other's last calls. Empty means no limit.",
    example: '200',
    min: 1,
    max: 100_000,
  },
  checkBeforeSending: {
    kind: 'switch',
    required: false,
    refuseBlank: true,
    label: 'Look for an Earlier Call First',
    help: 'Whether to look for an earlier call with the same Event Key before sending. Switching it off lets a retried or repeated event call the same person again.',
    example: 'true',
    defaultValue: true,
  },
  waitToSettle: {
    kind: 'switch',
    required: false,
    label: 'Wait When the Placement Is Unclear',
    help: 'Whether to wait (about two minutes) when an answer was lost, until it is certain that sending again cannot call twice. Off, or where a step has only seconds, such a call is reported as unknown.',
    example: 'false',
    defaultValue: false,
  },
});

/** The whole form of placing a call, the same in every host. */
export const initiateCallFields = defineFields({
  ...mainFields,
  ...callerFields,
  ...schedulingFields,
  ...safetyFields,
  ...metadataFields,
});

/** What a host hands over: raw values under the names of the form. */
export type RawCallInput = RawInput<typeof initiateCallFields>;
