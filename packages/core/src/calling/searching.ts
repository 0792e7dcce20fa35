import { DateTime } from 'luxon';
import { callOutcomes, type CallFilter } from '../domain/call.ts';
import { isIqraError, type InputProblem } from '../errors/iqra-error.ts';
import type { NothingLeft, RawInput } from '../fields/field.ts';
import { fieldErrors, inputError } from '../fields/field-errors.ts';
import { readInput } from '../fields/parse-input.ts';
import { findCallFields, findCallsFields } from '../fields/search.fields.ts';
import { checkEventKey } from '../sending/call-key.ts';
import type { CallQuestion, CallsQuestion } from './find-call.ts';
import { readSearchNumber } from './read-recipient.ts';

/** What hosts need to look for calls beside what stands here: they know it as `searching`. */
export { checkCampaignFields, findCallFields, findCallsFields, findConversationFields } from '../fields/search.fields.ts';
export { readCallTags, withoutOwnKeys } from '../sending/call-metadata.ts';
export { findCall, findCalls, orNothing, withExactEntries } from './find-call.ts';
export { readSearchNumber } from './read-recipient.ts';

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
export function readCallsQuestion(raw: RawCallsQuestion, zone: string): CallsQuestion {
  const { input, problems } = readInput(findCallsFields, raw);
  const { recipientNumber: number, defaultCountry, campaignId, outcomes = [], createdFrom: from, createdTo: to, limit, ...unread } = input;
  unread satisfies NothingLeft;
  const recipientNumber = soughtNumber(number, defaultCountry, problems);
  const createdFrom = soughtTime('createdFrom', from, zone, problems);
  const createdTo = soughtTime('createdTo', to, zone, problems);
  if (problems.length > 0) throw inputError(problems);
  const filter: CallFilter = {
    ...(recipientNumber === null ? {} : { recipientNumbers: [recipientNumber] }),
    ...(campaignId === undefined ? {} : { campaignIds: [campaignId] }),
    ...(createdFrom === null ? {} : { createdFrom }),
    ...(createdTo === null ? {} : { createdTo }),
  };
  return { filter, outcomes: callOutcomes.filter((outcome) => outcomes.includes(outcome)), limit };
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

function soughtTime(name: 'createdFrom' | 'createdTo', text: string | undefined, zone: string, problems: InputProblem[]): string | null {
  if (text === undefined) return null;
  const moment = readMoment(text, zone);
  if (moment === null) problems.push(fieldErrors.problem('NOT_A_TIME', name, { label: findCallsFields[name].label, text: text.slice(0, 40), why: '' }));
  return moment;
}

/**
 * The moment that an ISO 8601 text names, as ISO 8601 UTC, or `null` when it names none. A text without offset is read in
 * `zone` (IANA name).
 */
export function readMoment(text: string, zone: string): string | null {
  const moment = DateTime.fromISO(text.trim(), { zone });
  return moment.isValid ? moment.toUTC().toISO() : null;
}
