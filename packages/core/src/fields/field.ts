import { defineErrors } from '../errors/define-errors.ts';
import { IqraError, type InputProblem } from '../errors/iqra-error.ts';

/** The kinds of value a form can ask for. At most eight: each host draws every kind, and a ninth would need a decision first. */
export type FieldKind = 'text' | 'phone' | 'id' | 'dateTime' | 'textMap' | 'choice' | 'number' | 'switch';

export interface FieldChoice {
  readonly value: string;
  readonly label: string;
  /** Other names that people and CRMs use for it. */
  readonly aliases?: readonly string[];
}

/** One field of a form, described once for every host: the shape of its value, and the words a person reads. */
export interface Field<K extends FieldKind = FieldKind, R extends boolean = boolean> {
  readonly kind: K;
  readonly required: R;
  /** For `choice`: the allowed values. */
  readonly choices?: readonly FieldChoice[];
  /** For `choice` and `text`: several may be entered. */
  readonly many?: boolean;
  /** For `number`, inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** For `text`. */
  readonly maxLength?: number;
  /** For `text`: a list from an earlier step is accepted as well as text. */
  readonly acceptsList?: boolean;
  /** For `text`: dates of JavaScript and of the date libraries that hosts use are accepted as well, as a list of one. */
  readonly acceptsDates?: boolean;
  /** What an absent value means; a list for a `choice` of many. */
  readonly defaultValue?: string | number | boolean | readonly string[];
  /** Title Case. */
  readonly label: string;
  /** One or more sentences, each with its period. */
  readonly help: string;
  readonly example: string;
  /** Most people need it: hosts show it at once, and the others among further options. */
  readonly upFront?: boolean;
  /** The field means something only beside another one; hosts show it only then. */
  readonly partner?: FieldPartner;
  /** A blank value is refused: a person mapped something that protects, and the mapping found nothing. Left out, it is off. */
  readonly refuseBlank?: boolean;
}

/** The field beside which another one means something: while it is filled, has this value, or has any other value than this. */
export type FieldPartner =
  | { readonly field: string; readonly is: 'filled' }
  | { readonly field: string; readonly value: string }
  | { readonly field: string; readonly valueNot: string };

export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F extends Field> = F['kind'] extends 'textMap'
  ? Readonly<Record<string, string>>
  : F['kind'] extends 'number'
    ? number
    : F['kind'] extends 'switch'
      ? boolean
      : F['kind'] extends 'phone'
        ? unknown
        : F['kind'] extends 'choice'
          ? F['many'] extends true
            ? readonly string[]
            : string
          : F['many'] extends true
            ? readonly string[]
            : F['acceptsList'] extends true
              ? string | readonly unknown[]
              : string;

/** The raw values of a form: any value under the fields' own names, and nothing else. */
export type RawInput<F extends Fields> = { readonly [N in keyof F]?: unknown };

/** The typed input that a form's raw values become. Fields that are required or have a default are always there. */
export type InputOf<F extends Fields> = {
  readonly [N in keyof F as IsAlwaysThere<F[N]> extends true ? N : never]: ValueOf<F[N]>;
} & {
  readonly [N in keyof F as IsAlwaysThere<F[N]> extends true ? never : N]?: ValueOf<F[N]>;
};

type IsAlwaysThere<F extends Field> = F['required'] extends true
  ? true
  : F extends { readonly defaultValue: NonNullable<Field['defaultValue']> }
    ? true
    : false;

/** What must be left of an input once its readers have taken their fields: so a field that nothing reads does not compile. */
export type NothingLeft = Readonly<Record<string, never>>;

export const defineFields = <const F extends Fields>(fields: F): F => fields;

/** What can be wrong with a field. Where `sentence` is only `{message}`, the sentence is put together beside the check. */
export const fieldErrors = defineErrors('Fields of the form', {
  REQUIRED: { kind: 'input', about: 'A required field is empty.', sentence: '{label} is required.', nextStep: 'Fill it in.' },
  ONE_REQUIRED: {
    code: 'REQUIRED',
    kind: 'input',
    about: 'Several fields are empty of which the step needs one, or some together.',
    sentence: '{message}',
    nextStep: 'Fill in what the message asks for.',
  },
  UNKNOWN_FIELD: {
    kind: 'input',
    about: 'A value stands under a name that the form does not have.',
    sentence: 'There is no field "{name}". {hint}',
    nextStep: 'Use the name of a field of the form, or remove the value.',
  },
  MAPPED_BUT_EMPTY: {
    kind: 'input',
    about: 'A field that protects somebody is mapped, and the mapping found nothing.',
    sentence: '{label} is mapped, but the mapping found no value.',
    nextStep: 'Map a value that is always there, or remove the field.',
  },
  CAMPAIGN_NAME_UNKNOWN: {
    kind: 'input',
    about: 'No campaign of the business has this name.',
    sentence: '{message}',
    nextStep: 'Choose the campaign from the list, or give its ID.',
  },
  CAMPAIGN_NAME_AMBIGUOUS: {
    kind: 'input',
    about: 'Several campaigns have this name.',
    sentence: 'Campaign: {count} campaigns are named {name}.',
    nextStep: 'Choose one from the list, or give its ID.',
  },
  WRONG_TYPE: {
    kind: 'input',
    about: 'A list, an object or another kind of value stands where the field expects something else.',
    sentence: '{label} expects {expected}, but received {received}.',
    nextStep: 'Map a value of the kind that the message names.',
  },
  NUMBER_NOT_EXACT: {
    code: 'WRONG_TYPE',
    kind: 'input',
    about: 'A number stands where a text is expected, and may have lost digits.',
    sentence: '{label} is a number that may have lost digits.',
    nextStep: 'Map it as text.',
  },
  NOT_OFFERED: { kind: 'input', about: 'The value is none of the offered ones.', sentence: '"{value}" is not a valid {label}.', nextStep: 'Choose one of {offered}.' },
  NOT_A_TIME: {
    kind: 'input',
    about: 'The text is not a valid date and time, or it has two meanings.',
    sentence: '{label}: "{text}" is not a valid date and time{why}.',
    nextStep: 'Write it as 2026-11-24T09:15:00+04:00.',
  },
  TOO_SMALL: { kind: 'input', about: 'The number is below the least allowed.', sentence: '{label} is {value}; the least allowed is {least}.', nextStep: 'Enter a larger number.' },
  TOO_LARGE: { kind: 'input', about: 'The number is above the most allowed.', sentence: '{label} is {value}; the most allowed is {most}.', nextStep: 'Enter a smaller number.' },
  TOO_MANY_KEYS: { kind: 'input', about: 'A map has more than 200 keys.', sentence: '{label} has {count} keys; at most {most} are allowed.', nextStep: 'Map fewer values.' },
  KEY_EMPTY: { kind: 'input', about: 'A map has a key without a name.', sentence: '{label} has a key without a name.', nextStep: 'Name the key.' },
  KEY_TOO_LONG: {
    kind: 'input',
    about: 'A key of a map is longer than 200 characters.',
    sentence: '{label} has a key of {length} characters; at most {most} are allowed.',
    nextStep: 'Shorten the key.',
  },
  KEY_NOT_ALLOWED: {
    kind: 'input',
    about: 'A key contains a dot or starts with a dollar sign, which the server cannot store.',
    sentence: '{label}: the key "{key}" may not contain a dot or start with a dollar sign.',
    nextStep: 'Rename the key.',
  },
  VALUE_NOT_TEXT: {
    kind: 'input',
    about: 'A value of a map is a list or an object.',
    sentence: '{label}: the value of "{key}" is {what}.',
    nextStep: 'Map {instead}.',
  },
  TOO_LONG: {
    kind: 'input',
    about: 'A text has more characters than its field takes.',
    sentence: '{label} has {length} characters; at most {most} are allowed.',
    nextStep: 'Shorten the text.',
  },
  VALUE_TOO_LONG: {
    kind: 'input',
    about: 'A value of a map is longer than 20,000 characters.',
    sentence: '{label}: the value of "{key}" has {length} characters; at most {most} are allowed.',
    nextStep: 'Shorten the value.',
  },
  INPUT_INVALID: {
    kind: 'input',
    about: 'Several fields are wrong; the message lists all of them, and what to do about each.',
    sentence: '{message}',
    nextStep: 'Correct these fields, then run this step again.',
  },
  NOT_AN_ADDRESS: { kind: 'input', sentence: 'Base URL must be a web address.', nextStep: 'Write it as https://app.iqra.bot.' },
  HTTPS_REQUIRED: { kind: 'input', sentence: 'Base URL must start with https://, so that the API key travels encrypted.', nextStep: 'Write it with https://.' },
  ADDRESS_WITH_SECRET: { kind: 'input', sentence: 'Base URL may not contain a user name or a password.', nextStep: 'Remove them.' },
  KEY_REPEATED: {
    kind: 'input',
    about: 'Two keys of a map are the same but for blanks around them.',
    sentence: '{label} has the key "{key}" twice, once with blanks around it.',
    nextStep: 'Keep one of them.',
  },
  KEY_WITH_STRANGE_CHARACTER: {
    kind: 'input',
    about: 'The API Key holds a character that no key has, so no request could leave. Blanks and invisible characters are removed.',
    sentence: 'API Key holds a character that no key has.',
    nextStep: 'Copy the key again.',
  },
  NOT_A_BUSINESS_ID: { kind: 'input', sentence: 'Business ID must be a number, for example 184.', nextStep: 'Copy the number from the address of the dashboard.' },
});

/** One error for all problems of an input. A single one is told as its row has it; of several, the message has a line for each, with what to do. */
export function inputError(problems: readonly InputProblem[]): IqraError {
  const [first, ...others] = problems;
  if (first !== undefined && others.length === 0) return new IqraError({ kind: 'input', placement: 'not_placed', ...first, problems });
  const message = problems.map((one) => `${one.message} ${one.nextStep}`).join('\n') || 'The input is not valid.';
  return fieldErrors.error('INPUT_INVALID', { message }, { problems, ...(first === undefined ? {} : { field: first.field }) });
}
