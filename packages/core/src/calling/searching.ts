import { DateTime } from 'luxon';
import { callOutcomes, callProgresses, type CallFilter } from '../domain/call.ts';
import { isIqraError, type InputProblem } from '../errors/iqra-error.ts';
import { fieldErrors, inputError, type Fields, type InputOf, type NothingLeft, type RawInput } from '../fields/field.ts';
import { readInput } from '../fields/parse-input.ts';
import { callFilterFields, findCallFields, findCallsFields } from '../fields/search.fields.ts';
import { normalizePhoneNumber } from '../phone/normalize-phone-number.ts';
import { optInPhoneTypes } from '../phone/phone-result.ts';
import { phoneProblem } from '../phone/phone-sentences.ts';
import { readValidE164 } from '../phone/reading.ts';
import { checkEventKey } from '../sending/call-key.ts';
import type { CallQuestion, CallsQuestion } from './find-call.ts';

/** What hosts need to look for calls beside what stands here: they know it as `searching`. */
export { callFilterFields, checkCampaignFields, findCallFields, findCallsFields, findConversationFields } from '../fields/search.fields.ts';
export { readCallTags } from '../sending/call-metadata.ts';
export { findCall, findCalls, orNothing, readCalls } from './find-call.ts';
export { pickNamed } from '../reading/campaign-directory.ts';

/** Raw values under the names of the form. */
export type RawCallQuestion = RawInput<typeof findCallFields>;
export type RawCallsQuestion = RawInput<typeof findCallsFields>;

/**
 * Which call a person means: a queue id wins; else a recipient, narrowed by campaign or Event Key.
 * @throws IqraError of kind `input` with every problem.
 */
export function readCallQuestion(raw: RawCallQuestion, businessId: string): CallQuestion {
  const { input, problems } = readInput(findCallFields, raw);
  const { queueId, recipientNumber: number, defaultCountry, campaignId = null, eventKey: key, ...unread } = input;
  unread satisfies NothingLeft;
  if (queueId !== undefined && problems.length === 0) return { by: 'queue_id', queueId };
  const recipientNumber = soughtNumber(number, defaultCountry, problems);
  if (recipientNumber === null && problems.length === 0) {
    problems.push(fieldErrors.problem('ONE_REQUIRED', 'recipientNumber', { message: 'Choose a Call, or give the Recipient Number.' }));
  }
  // A number stays one: its minus is no gap.
  const eventKey = soughtKey(typeof raw.eventKey === 'number' ? raw.eventKey : key, problems);
  if (recipientNumber === null || problems.length > 0) throw inputError(problems);
  if (eventKey === null) return { by: 'recipient', recipientNumber, campaignId };
  return { by: 'event', recipientNumber, campaignId, businessId, eventKey };
}

/**
 * Reads a filter for several calls. Times without an offset are read in `zone` (IANA name), the host's own.
 * @throws IqraError of kind `input` with every problem.
 */
export function readCallFilter(raw: RawInput<typeof callFilterFields>, zone: string): CallFilter {
  const { input, problems } = readInput(callFilterFields, raw);
  const filter = filterOf(input, undefined, zone, problems);
  if (problems.length > 0) throw inputError(problems);
  return filter;
}

/** The same, with what the server cannot filter by. */
export function readCallsQuestion(raw: RawCallsQuestion, zone: string): CallsQuestion {
  const { input, problems } = readInput(findCallsFields, raw);
  const { recipientNumber, defaultCountry, campaignId, outcomes = [], createdFrom, createdTo, limit, ...unread } = input;
  unread satisfies NothingLeft;
  const filter = filterOf({ recipientNumber, campaignId, createdFrom, createdTo }, defaultCountry, zone, problems);
  if (problems.length > 0) throw inputError(problems);
  return { filter, outcomes: callOutcomes.filter((outcome) => outcomes.includes(outcome)), limit };
}

type FilterInput = { readonly [Name in keyof typeof callFilterFields]?: InputOf<typeof callFilterFields>[Name] | undefined };

function filterOf(input: FilterInput, defaultCountry: string | undefined, zone: string, problems: InputProblem[]): CallFilter {
  const { recipientNumber: number, campaignId, numberId, progress, createdFrom, createdTo, leftQueueFrom, leftQueueTo, ...unread } = input;
  unread satisfies NothingLeft;
  const recipientNumber = soughtNumber(number, defaultCountry, problems);
  return {
    ...soughtTimes(callFilterFields, { createdFrom, createdTo, leftQueueFrom, leftQueueTo }, zone, problems),
    ...(recipientNumber === null ? {} : { recipientNumbers: [recipientNumber] }),
    ...(campaignId === undefined ? {} : { campaignIds: [campaignId] }),
    ...(numberId === undefined ? {} : { callingNumberIds: [numberId] }),
    ...(progress === undefined ? {} : { progress: callProgresses.filter((one) => progress.includes(one)) }),
  };
}

function soughtNumber(recipientNumber: unknown, defaultCountry: string | undefined, problems: InputProblem[]): string | null {
  if (recipientNumber === undefined) return null;
  try {
    return readSearchNumber(recipientNumber, { field: 'recipientNumber', label: findCallFields.recipientNumber.label, defaultCountry });
  } catch (error) {
    if (!isIqraError(error)) throw error;
    problems.push(...error.problems);
    return null;
  }
}

function soughtKey(raw: string | number | undefined, problems: InputProblem[]): string | null {
  if (raw === undefined) return null;
  const check = checkEventKey(raw);
  if (check.ok) return check.eventKey;
  problems.push(check.problem);
  return null;
}

/**
 * The times of a form under their names, as ISO 8601 UTC. A time without offset is read in `zone` (IANA name).
 * @throws IqraError of kind `input` with every problem.
 */
export function readTimes(fields: Fields, raw: RawInput<Fields>, zone: string): Readonly<Record<string, string>> {
  const { input, problems } = readInput(fields, raw);
  const times = soughtTimes(fields, input, zone, problems);
  if (problems.length > 0) throw inputError(problems);
  return times;
}

function soughtTimes(fields: Fields, input: Readonly<Record<string, unknown>>, zone: string, problems: InputProblem[]): Readonly<Record<string, string>> {
  const times: Record<string, string> = {};
  for (const [field, { kind, label }] of Object.entries(fields)) {
    const text = input[field];
    if (kind !== 'dateTime' || typeof text !== 'string') continue;
    const moment = DateTime.fromISO(text.trim(), { zone }).toUTC().toISO();
    if (moment === null) problems.push(fieldErrors.problem('NOT_A_TIME', field, { label, text: text.slice(0, 40), why: '' }));
    else times[field] = moment;
  }
  return times;
}

interface SearchNumberField {
  /** The host's name of the field, and its label, for the error. */
  readonly field: string;
  readonly label: string;
  readonly defaultCountry?: string | undefined;
}

/**
 * A number to look for, as strict E.164: the server compares text, so anything else would find nothing. Every number that *Initiate*
 * can be told to call may be looked for, special ones too.
 * @throws IqraError of kind `input`.
 */
export function readSearchNumber(raw: unknown, { field, label, defaultCountry }: SearchNumberField): string {
  const result = normalizePhoneNumber(raw, { defaultCountry, allowTypes: optInPhoneTypes });
  if (result.ok) return result.e164;
  // A call can have been placed to a number whose country code seems to stand twice; looking for it harms nobody.
  const asWritten = typeof raw === 'string' && raw.startsWith('+') && result.code === 'NO_COUNTRY_CODE' ? readValidE164(raw) : null;
  if (asWritten !== null) return asWritten;
  const advice = defaultCountry === undefined && result.code === 'NO_COUNTRY_CODE' ? { nextStep: 'Write it with + and the country code.' } : {};
  throw inputError([{ ...phoneProblem({ field, label }, raw, result), ...advice }]);
}
