import type { InputProblem } from '../errors/iqra-error.ts';
import type { Field, Fields, InputOf, RawInput } from './field.ts';
import { inputError } from './field-errors.ts';
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
    const parsed = isMappedButBlank(field, raw[name]) ? blankProblem(field) : parseValue(field, raw[name]);
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
    const meant = Object.keys(fields).find((known) => isNearly(known, name));
    const hint = meant === undefined ? `The fields are ${Object.keys(fields).join(', ')}.` : `Did you mean "${meant}"?`;
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

/** Hosts leave out what a person left empty; what stands there and is blank was mapped. */
function isMappedButBlank(field: Field, value: unknown): boolean {
  return field.refuseBlank === true && (value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0));
}

function blankProblem(field: Field): ParsedValue {
  const message = `${field.label} is mapped, but the mapping found no value. Map a value that is always there, or remove the field.`;
  return { kind: 'problem', code: 'MAPPED_BUT_EMPTY', sentence: message };
}
