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
