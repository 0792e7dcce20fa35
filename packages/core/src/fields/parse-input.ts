import { IqraError, type InputProblem } from '../errors/iqra-error.ts';
import type { Fields, InputOf } from './field.ts';
import { parseValue } from './parse-value.ts';

/** What could be read, and everything that was wrong. A field with a problem has its default, if it has one. */
export interface InputReading<F extends Fields> {
  readonly input: InputOf<F>;
  readonly problems: InputProblem[];
}

/**
 * Turns a host's raw values into typed input.
 * @throws IqraError of kind `input` that carries every problem of this input at once, each with field, code and sentence.
 */
export function parseInput<F extends Fields>(fields: F, raw: Readonly<Record<string, unknown>>): InputOf<F> {
  const { input, problems } = readInput(fields, raw);
  if (problems.length > 0) throw inputError(problems);
  return input;
}

/** The same for a reader that has more to check: while there are problems, required fields can be missing from `input`. */
export function readInput<F extends Fields>(fields: F, raw: Readonly<Record<string, unknown>>): InputReading<F> {
  const problems: InputProblem[] = [];
  const input: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const parsed = parseValue(field, raw[name]);
    if (parsed.kind === 'value') {
      input[name] = parsed.value;
      continue;
    }
    if (field.defaultValue !== undefined) input[name] = field.defaultValue;
    if (parsed.kind === 'problem') problems.push({ field: name, code: parsed.code, message: parsed.sentence });
    else if (field.required && field.defaultValue === undefined) problems.push({ field: name, code: 'REQUIRED', message: `${field.label} is required.` });
  }
  return { input: input as InputOf<F>, problems };
}

/** One error for all problems of an input; its message is the first sentence and says how many more there are. */
export function inputError(problems: readonly InputProblem[]): IqraError {
  const first = problems[0];
  const more = problems.length - 1;
  return new IqraError({
    kind: 'input',
    code: problems.length === 1 && first !== undefined ? first.code : 'INPUT_INVALID',
    message: `${first?.message ?? 'The input is not valid.'}${more > 0 ? ` (${more} more: ${problems.slice(1).map((one) => one.message).join(' ')})` : ''}`,
    nextStep: 'Correct the field, then run this step again; nothing was sent.',
    placement: 'not_placed',
    problems,
    ...(first === undefined ? {} : { field: first.field }),
  });
}
