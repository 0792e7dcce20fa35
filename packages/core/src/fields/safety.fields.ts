import { optInPhoneTypeLabels, optInPhoneTypes } from '../phone/phone-result.ts';
import { defineFields, type FieldChoice } from './field.ts';
import { countryNames } from './generated/country-names.ts';

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
export const safetyFields = defineFields({
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
    help: "Refuse when this campaign has had so many calls since midnight of the workflow's time zone (in Zapier, of the account's). A call counts on the day it was queued, unless it expired or was canceled. Runs at the same time can each miss the other's last calls. Empty means no limit.",
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
    label: 'Wait When the Outcome Is Unclear',
    help: 'Whether to wait (about two minutes) when an answer was lost, until it is certain that sending again cannot call twice. Off, or in a host that gives a step only seconds (Zapier), such a call is reported as unknown.',
    example: 'false',
    defaultValue: false,
  },
});
