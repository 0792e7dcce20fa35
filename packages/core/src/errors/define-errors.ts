import { codeOfRow, IqraError, isIqraError, type ErrorKind, type InputProblem, type IqraErrorInit, type Placement } from './iqra-error.ts';

/** The names in braces of a sentence such as `{times} calls in {period}`. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The values that a sentence asks for; the compiler wants each of them. */
export type ValuesFor<Text extends string> = Readonly<Record<NamesIn<Text>, string | number>>;

/** The same for all words of a row. */
export type ValuesOf<Row extends OwnErrorRow> = ValuesFor<Row['sentence'] | Row['nextStep']>;

export type AnyValues = Readonly<Record<string, string | number>>;

/** The sentence with its values in place. */
export function fillTemplate(template: string, values: AnyValues): string {
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''));
}

/** For a page: each value is shown by its name in italics, `safeAfter` as *safe after*. */
export function showTemplate(template: string): string {
  const plainWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return template.replace(/\s*\{(\w+)\}/g, (all, name: string) => `${all.startsWith(' ') ? ' ' : ''}*${plainWords(name)}*`);
}

/** One error of our own. In `sentence` and `nextStep`, `{name}` stands for a value of the case at hand. */
export interface OwnErrorRow {
  /** Where several rows share a code. Else the name of the row is the code. */
  readonly code?: string;
  readonly kind: ErrorKind;
  /** For the page of errors, where `sentence` says too little without its values; else the page shows the sentence. */
  readonly about?: string;
  /** What happened. */
  readonly sentence: string;
  readonly nextStep: string;
  /** What is known about the call that the step was about; absent = `not_placed`. */
  readonly placement?: Placement;
  /** The field to look at, where it is always the same one. */
  readonly field?: string;
}

/** What an error carries beside the words of its row. */
export type ErrorFacts = Partial<Omit<IqraErrorInit, 'code' | 'message'>>;

/** What is wrong with a value, before its field is known. */
export type Complaint = Omit<InputProblem, 'field'>;

type Rows = Readonly<Record<string, OwnErrorRow>>;

/** One part of the table, as the page of errors reads it. */
export interface ErrorPart {
  /** The heading on the page. */
  readonly title: string;
  readonly rows: Rows;
}

/** One part of the table, with what makes errors of its rows. The compiler asks for the values of a row's sentences. */
export interface OwnErrors<R extends Rows> extends ErrorPart {
  readonly rows: R;
  /** The error of a row. A `cause` of ours passes on what the server said. */
  readonly error: <Name extends keyof R>(name: Name, values: ValuesOf<R[Name]>, facts?: ErrorFacts) => IqraError;
  /** One thing wrong with one field. */
  readonly problem: <Name extends keyof R>(name: Name, field: string, values: ValuesOf<R[Name]>) => InputProblem;
  /** The same for a check that does not know the name of its field. */
  readonly complaint: <Name extends keyof R>(name: Name, values: ValuesOf<R[Name]>) => Complaint;
}

/** The same to the eye of this file. */
interface AnyErrors extends ErrorPart {
  readonly error: (name: string, values: AnyValues, facts?: ErrorFacts) => IqraError;
  readonly problem: (name: string, field: string, values: AnyValues) => InputProblem;
  readonly complaint: (name: string, values: AnyValues) => Complaint;
}

/**
 * A part of the one table of our own errors. It stands beside what gives its errors; `testing.ts` collects the parts, and the
 * page of errors shows them (docs/decisions/0071-house-one-table-of-errors.md).
 */
export function defineErrors<const R extends Rows>(title: string, rows: R): OwnErrors<R>;
export function defineErrors(title: string, rows: Rows): AnyErrors {
  const complaint = (name: string, values: AnyValues): Complaint => {
    const { code = name, sentence, nextStep } = rowOf(rows, name);
    return { code: codeOfRow(code), message: fillTemplate(sentence, values), nextStep: fillTemplate(nextStep, values) };
  };
  return {
    title,
    rows,
    error: (name, values, facts = {}) => {
      const { kind, placement = 'not_placed', field } = rowOf(rows, name);
      return new IqraError({ kind, placement, ...(field === undefined ? {} : { field }), ...complaint(name, values), ...serverFactsOf(facts.cause), ...facts });
    },
    problem: (name, field, values) => ({ field, ...complaint(name, values) }),
    complaint,
  };
}

function rowOf(rows: Rows, name: string): OwnErrorRow {
  const row = rows[name];
  if (row === undefined) throw new TypeError(`No error is named ${name}.`);
  return row;
}

/** What a failure behind an error of ours tells of the server. */
export function serverFactsOf(cause: unknown): Pick<ErrorFacts, 'serverCode' | 'httpStatus' | 'retryAfterMs'> {
  if (!isIqraError(cause)) return {};
  const { serverCode, httpStatus, retryAfterMs } = cause;
  return {
    ...(serverCode === undefined ? {} : { serverCode }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
