import { IqraError, type InputProblem } from '../errors/iqra-error.ts';
import { normalizePhoneNumber } from '../phone/normalize-phone-number.ts';
import { optInPhoneTypes } from '../phone/phone-type.ts';
import { listValues } from './listed-values.ts';

/** A list of numbers that must never be called. */
export interface DoNotCallList {
  /** How many different numbers it holds. */
  readonly size: number;
  /** Entries that could not be read, in words; nobody is called while there is one (see `refuseIfListed`). */
  readonly problems: readonly InputProblem[];
  /** Where the number stands in the list, in words; `null` when it does not. */
  placeOf(e164: string): string | null;
}

export interface DoNotCallOptions {
  /** For entries without a country code. */
  readonly defaultCountry?: string | null | undefined;
}

const field = 'doNotCall';
/** A wrong column makes every entry unreadable; a person needs only the first few. */
const mostProblems = 20;

/**
 * Reads a do-not-call list: one text with any separators, or a list of texts, numbers, or records of an earlier step. Numbers of
 * every type may be listed. Never throws; what cannot be read is in `problems`. Costs about 15 µs an entry, so a host that
 * processes many items with one list should read it once.
 */
export function createDoNotCallList(entries: unknown, options: DoNotCallOptions = {}): DoNotCallList {
  const places = new Map<string, string>();
  const problems: InputProblem[] = [];
  for (const found of entries === undefined || entries === null ? [] : listValues(entries)) {
    if ('record' in found) {
      problems.push({ field, code: 'NO_PHONE_FIELD', message: `Do Not Call, ${found.place}: no field of this record is named like a phone number.` });
      continue;
    }
    const result = normalizePhoneNumber(found.value, { defaultCountry: options.defaultCountry, allowTypes: optInPhoneTypes });
    if (!result.ok) {
      problems.push({ field, code: result.code, message: `Do Not Call, ${found.place}: ${result.message}` });
    } else if (!places.has(result.e164)) {
      places.set(result.e164, found.place);
    }
  }
  return { size: places.size, problems, placeOf: (e164) => places.get(e164) ?? null };
}

/**
 * The reason not to call, or `null`. A listed number is refused by the rule. A list with an unreadable entry refuses every call:
 * the entry may be the very person, and a call cannot be taken back.
 */
export function refuseIfListed(list: DoNotCallList, e164: string): IqraError | null {
  const place = list.placeOf(e164);
  if (place !== null) {
    return new IqraError({
      kind: 'refused_by_rule',
      code: 'DO_NOT_CALL',
      message: `This recipient is on the Do Not Call list (${place}).`,
      nextStep: 'Nothing was called. Remove the number from the list only if this person agreed to be called.',
      placement: 'not_placed',
      field: 'recipientNumber',
      details: { rule: field, place, recipientNumber: e164 },
    });
  }
  return list.problems.length === 0 ? null : refuseUnreadableList(list.problems);
}

function refuseUnreadableList(problems: readonly InputProblem[]): IqraError {
  const count = problems.length;
  return new IqraError({
    kind: 'input',
    code: 'DO_NOT_CALL_UNREADABLE',
    message:
      count === 1
        ? `One entry of the Do Not Call list cannot be read, so it is not known whom it protects. ${problems[0]?.message ?? ''}`
        : `${count} entries of the Do Not Call list cannot be read, so it is not known whom they protect. The first: ${problems[0]?.message ?? ''}`,
    nextStep: 'Nothing was called. Correct these entries or take them out of the list, then run the step again.',
    placement: 'not_placed',
    field,
    problems: problems.slice(0, mostProblems),
    details: { rule: field, unreadableEntries: count },
  });
}
