import { defineErrors } from '../errors/define-errors.ts';
import type { InputProblem, IqraError } from '../errors/iqra-error.ts';
import type { Field, Fields, InputOf, RawInput } from './field.ts';
import { parseValue, type ParsedValue } from './parse-value.ts';

/** What could be read, and everything that was wrong. A field with a problem has its default, if it has one. */
export interface InputReading<F extends Fields> {
  readonly input: InputOf<F>;
  readonly problems: InputProblem[];
  /** What was changed in reading, in whole sentences. */
  readonly warnings: readonly string[];
}

/**
 * Turns a host's raw values into typed input. A name that no field has is refused with `UNKNOWN_FIELD`.
 * @throws IqraError of kind `input` that carries every problem of this input at once, each with field, code and sentence.
 */
export function parseInput<F extends Fields>(fields: F, raw: RawInput<F>): InputOf<F> {
  const { input, problems } = readInput(fields, raw);
  if (problems.length > 0) throw inputError(problems);
  return input;
}

/** The same for a reader that has more to check: while there are problems, required fields can be missing from `input`. */
export function readInput<F extends Fields>(fields: F, raw: RawInput<F>): InputReading<F> {
  const problems: InputProblem[] = unknownNames(fields, raw);
  const input: Record<string, unknown> = {};
  const warnings: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const parsed = readValue(field, raw[name]);
    if (parsed.kind === 'value') {
      input[name] = parsed.value;
      warnings.push(...(parsed.warnings ?? []));
      continue;
    }
    if (field.defaultValue !== undefined) input[name] = field.defaultValue;
    if (parsed.kind === 'problem') problems.push({ field: name, code: parsed.code, message: parsed.sentence });
    else if (field.required && field.defaultValue === undefined) problems.push({ field: name, code: 'REQUIRED', message: `${field.label} is required.` });
  }
  return { input: input as InputOf<F>, problems, warnings };
}

/** A name that no field has is a setting that somebody believes to be on. */
function unknownNames(fields: Fields, raw: Readonly<Record<string, unknown>>): InputProblem[] {
  const unknown = Object.keys(raw).filter((name) => !Object.hasOwn(fields, name));
  return unknown.map((name) => {
    const meant = Object.entries(fields).find(([known, { label }]) => isNearly(known, name) || isNearly(label, name));
    const labels = Object.values(fields).map(({ label }) => label);
    const hint = meant === undefined ? `The fields are ${labels.join(', ')}.` : `Did you mean "${meant[1].label}"?`;
    return { field: name, code: 'UNKNOWN_FIELD', message: `There is no field "${name.slice(0, 60)}". ${hint}` };
  });
}

/** Equal but for case, marks between words, or one letter that is missing or too many. */
function isNearly(known: string, name: string): boolean {
  const [a, b] = [known, name].map((text) => text.toLowerCase().replace(/[^a-z]/g, ''));
  if (a === undefined || b === undefined || Math.abs(a.length - b.length) > 1) return false;
  if (a === b) return true;
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return long.length > short.length && [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short);
}

/** Hosts leave out what a person left empty; what stands there and says nothing was mapped. */
function readValue(field: Field, value: unknown): ParsedValue {
  if (field.refuseBlank !== true || value === undefined) return parseValue(field, value);
  const parsed = parseValue(field, value);
  const saysNothing = parsed.kind === 'absent' || (Array.isArray(value) && value.length === 0);
  return saysNothing ? blankProblem(field) : parsed;
}

function blankProblem(field: Field): ParsedValue {
  const message = `${field.label} is mapped, but the mapping found no value. Map a value that is always there, or remove the field.`;
  return { kind: 'problem', code: 'MAPPED_BUT_EMPTY', sentence: message };
}

/** What the codes of this folder mean. Where `sentence` is only `{message}`, the sentence is put together beside the check. */
export const fieldErrors = defineErrors('Fields of the form', {
  REQUIRED: { kind: 'input', about: 'A required field is empty.', sentence: '{message}', nextStep: 'Fill it in.' },
  UNKNOWN_FIELD: { kind: 'input', about: 'A value stands under a name that the form does not have.', sentence: '{message}', nextStep: 'Use the name that the message suggests.' },
  MAPPED_BUT_EMPTY: { kind: 'input', about: 'A field that protects somebody is mapped, and the mapping found nothing.', sentence: '{message}', nextStep: 'Map a value that is always there, or remove the field.' },
  CAMPAIGN_NAME_UNKNOWN: { kind: 'input', about: 'No campaign of the business has this name.', sentence: '{message}', nextStep: 'Choose one of the names in the message.' },
  CAMPAIGN_NAME_AMBIGUOUS: { kind: 'input', about: 'Several campaigns have this name.', sentence: '{message}', nextStep: 'Choose the campaign from the list, or give its ID.' },
  WRONG_TYPE: { kind: 'input', about: 'A list, an object or another kind of value stands where the field expects something else.', sentence: '{message}', nextStep: 'Map a value of the kind that the message names.' },
  NOT_OFFERED: { kind: 'input', about: 'The value is none of the offered ones.', sentence: '{message}', nextStep: 'Choose one of the offered values.' },
  TOO_SMALL: { kind: 'input', about: 'The number is below the least allowed.', sentence: '{message}', nextStep: 'Enter a larger number.' },
  TOO_LARGE: { kind: 'input', about: 'The number is above the most allowed.', sentence: '{message}', nextStep: 'Enter a smaller number.' },
  TOO_MANY_KEYS: { kind: 'input', about: 'A map has more than 200 keys.', sentence: '{message}', nextStep: 'Map fewer values.' },
  KEY_EMPTY: { kind: 'input', about: 'A map has a key without a name.', sentence: '{message}', nextStep: 'Name the key.' },
  KEY_TOO_LONG: { kind: 'input', about: 'A key of a map is longer than 200 characters.', sentence: '{message}', nextStep: 'Shorten the key.' },
  KEY_NOT_ALLOWED: { kind: 'input', about: 'A key contains a dot or starts with a dollar sign, which the server cannot store.', sentence: '{message}', nextStep: 'Rename the key.' },
  VALUE_NOT_TEXT: { kind: 'input', about: 'A value of a map is a list or an object.', sentence: '{message}', nextStep: 'Map a text or a number.' },
  TOO_LONG: { kind: 'input', about: 'A text has more characters than its field takes.', sentence: '{message}', nextStep: 'Shorten the text.' },
  VALUE_TOO_LONG: { kind: 'input', about: 'A value of a map is longer than 20,000 characters.', sentence: '{message}', nextStep: 'Shorten the value.' },
  INPUT_INVALID: { kind: 'input', about: 'Several fields are wrong; the message lists all of them.', sentence: '{message}', nextStep: 'Correct the field, then run this step again.' },
  NOT_AN_ADDRESS: { kind: 'input', about: 'The Base URL is no web address.', sentence: '{message}', nextStep: 'Write it as https://app.iqra.bot.' },
  HTTPS_REQUIRED: { kind: 'input', about: 'The Base URL is not encrypted.', sentence: '{message}', nextStep: 'Write https://.' },
  ADDRESS_WITH_SECRET: { kind: 'input', about: 'The Base URL contains a user name or a password.', sentence: '{message}', nextStep: 'Remove them.' },
  KEY_REPEATED: { kind: 'input', about: 'Two keys of a map are the same but for blanks around them.', sentence: '{message}', nextStep: 'Keep one of them.' },
  KEY_WITH_STRANGE_CHARACTER: { kind: 'input', about: 'The API Key holds a character that no key has, so no request could leave. Blanks and invisible characters are removed.', sentence: '{message}', nextStep: 'Copy the key again.' },
  NOT_A_BUSINESS_ID: { kind: 'input', about: 'The Business ID is no number.', sentence: '{message}', nextStep: 'Copy the number from the address of the dashboard.' },
});

/** One error for all problems of an input; its message has a line for each. A single problem gives its code. */
export function inputError(problems: readonly InputProblem[]): IqraError {
  const [first, ...others] = problems;
  const message = problems.map((one) => one.message).join('\n') || 'The input is not valid.';
  const facts = { problems, ...(first === undefined ? {} : { field: first.field }), ...(first === undefined || others.length > 0 ? {} : { code: first.code }) };
  return fieldErrors.error('INPUT_INVALID', { message }, facts);
}
