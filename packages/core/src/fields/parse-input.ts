import { IqraError, type InputProblem } from '../errors/iqra-error.ts';
import type { Fields, InputOf } from './field.ts';
import { parseValue } from './parse-value.ts';

/**
 * Turns a host's raw values into typed input.
 * @throws IqraError of kind `input` that carries every problem of this input at once, each with field, code and sentence.
 */
export function parseInput<F extends Fields>(fields: F, raw: Readonly<Record<string, unknown>>): InputOf<F> {
  const problems: InputProblem[] = [];
  const input: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const parsed = parseValue(field, raw[name]);
    switch (parsed.kind) {
      case 'value':
        input[name] = parsed.value;
        break;
      case 'absent':
        if (field.required) problems.push({ field: name, code: 'REQUIRED', message: `${field.label} is required.` });
        else if (field.defaultValue !== undefined) input[name] = field.defaultValue;
        break;
      case 'problem':
        problems.push({ field: name, code: parsed.code, message: parsed.sentence });
        break;
      default:
        parsed satisfies never;
    }
  }
  if (problems.length > 0) throw inputError(problems);
  return input as InputOf<F>;
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
    outcome: 'not_placed',
    problems,
    ...(first === undefined ? {} : { field: first.field }),
  });
}
