/** What kind of line a number belongs to, in the words of Google's metadata. */
export type PhoneType =
  | 'FIXED_LINE' | 'MOBILE' | 'FIXED_LINE_OR_MOBILE' | 'TOLL_FREE' | 'VOIP' | 'PERSONAL_NUMBER' | 'PREMIUM_RATE' | 'SHARED_COST' | 'PAGER' | 'VOICEMAIL' | 'UAN';

/** Types that are refused unless the user opts in. `NON_GEOGRAPHIC` stands for the global codes, whatever their type. */
export const optInPhoneTypes = ['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER', 'UAN', 'PAGER', 'VOICEMAIL', 'NON_GEOGRAPHIC'] as const;

export type OptInPhoneType = (typeof optInPhoneTypes)[number];

/** How the form and the messages name each type that can be opted in. */
export const optInPhoneTypeLabels = {
  PREMIUM_RATE: 'Premium Rate',
  SHARED_COST: 'Shared Cost',
  PERSONAL_NUMBER: 'Personal Numbers',
  UAN: 'Company Numbers (UAN)',
  PAGER: 'Pager',
  VOICEMAIL: 'Voicemail Access',
  NON_GEOGRAPHIC: 'Satellite and Global',
} as const satisfies Record<OptInPhoneType, string>;

/** Narrows a value from a form to a type that can be opted in. */
export function isOptInPhoneType(value: unknown): value is OptInPhoneType {
  return optInPhoneTypes.some((type) => type === value);
}

/** Why a number was refused. The codes are stable; docs/phone-numbers.md explains each to users. */
export const phoneRefusalCodes = [
  'EMPTY', 'NOT_TEXT', 'SPREADSHEET_NUMBER', 'SEVERAL_NUMBERS', 'LETTERS', 'SERVICE_CODE',
  'NOT_A_PHONE_URI', 'SHORT_CODE', 'NO_COUNTRY_CODE', 'INVALID_DEFAULT_COUNTRY', 'UNKNOWN_COUNTRY_CODE', 'TOO_SHORT',
  'TOO_LONG', 'WRONG_LENGTH', 'NOT_IN_USE', 'COSTLY_TYPE', 'SATELLITE_OR_GLOBAL', 'NOT_A_NUMBER',
] as const;

export type PhoneRefusalCode = (typeof phoneRefusalCodes)[number];

/** What was changed in the text before it was read. Nothing is changed without its name standing here. */
export const phoneRepairs = [
  'number-to-text', 'cleaned-characters', 'outer-quotes', 'trailing-punctuation', 'dropped-.0',
  'uri-scheme', 'plus-merged', 'country-code-brackets', '+00-to-plus', '00-to-plus',
] as const;

export type PhoneRepair = (typeof phoneRepairs)[number];

export interface AcceptedPhoneNumber {
  readonly ok: true;
  /** `+`, the country calling code and the national number: the only form that is ever sent. */
  readonly e164: string;
  /** ISO 3166 alpha-2; `null` for the global codes such as +870, which belong to no country. */
  readonly country: string | null;
  /** Digits without the plus, for example `44`. */
  readonly countryCallingCode: string;
  readonly type: PhoneType;
  /** Digits of a dropped extension; a warning says so too. */
  readonly extension?: string;
  readonly repairs: readonly PhoneRepair[];
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

export interface RefusedPhoneNumber {
  readonly ok: false;
  readonly code: PhoneRefusalCode;
  /** One whole sentence; quotes at most a short piece of the input. */
  readonly message: string;
  /** What the person can do, as a whole sentence, where there is more to say than the message says. */
  readonly suggestion?: string;
}

export type PhoneResult = AcceptedPhoneNumber | RefusedPhoneNumber;

/** Longest piece of the user's text that a message quotes; messages end up in logs. */
const longestQuote = 14;

/** What to do where a field arrived that holds something else. */
export const mapTheNumber = 'Map the field that holds the telephone number.';

/** Puts a refusal together; a suggestion that is not there leaves no key behind. */
export function refuse(code: PhoneRefusalCode, message: string, suggestion?: string): RefusedPhoneNumber {
  return suggestion === undefined ? { ok: false, code, message } : { ok: false, code, message, suggestion };
}

/** `text` in quotation marks, cut short. */
export function quote(text: string, longest = longestQuote): string {
  const characters = [...text];
  return characters.length <= longest ? `"${text}"` : `"${characters.slice(0, longest).join('')}…"`;
}
