import type { InputProblem } from '../errors/iqra-error.ts';
import { fieldErrors, inputError, type Field, type Fields, type InputOf, type RawInput } from './field.ts';
import { parseValue, wrong, type ParsedValue } from './parse-value.ts';

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
    if (parsed.kind === 'problem') problems.push({ field: name, ...parsed.complaint });
    else if (field.required && field.defaultValue === undefined) problems.push(fieldErrors.problem('REQUIRED', name, { label: field.label }));
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
    return fieldErrors.problem('UNKNOWN_FIELD', name, { name: name.slice(0, 60), hint });
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
  return saysNothing ? wrong('MAPPED_BUT_EMPTY', { label: field.label }) : parsed;
}
