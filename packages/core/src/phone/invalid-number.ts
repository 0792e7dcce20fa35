import type { RefusedPhoneNumber } from './phone-result.ts';
import {
  callingCodeOf,
  nameNumber,
  readValidNumber,
  whyInvalid,
  type ParseProblem,
  type PhoneCountry,
  type Reading,
} from './reading.ts';
import { quote, refuse } from './refusals.ts';

const oldMexicanMobile = /^\+521(\d{10})$/;

/** No plus sign and no default country: which country is meant would be a guess. */
export function refuseWithoutCountry(text: string): RefusedPhoneNumber {
  const international = readAsInternational(text);
  return refuse(
    'NO_COUNTRY_CODE',
    'This number has no country code: write it with + and the country code, or choose a default country.',
    international === null
      ? undefined
      : `If you meant ${nameNumber(international)}, write it with the leading +.`,
  );
}

/** The sentence for a text that the parser could not read. `country` is the one it was read with, if any. */
export function refuseUnreadable(problem: ParseProblem, text: string, country: PhoneCountry | null): RefusedPhoneNumber {
  switch (problem) {
    case 'NOT_A_NUMBER':
      return refuse('NOT_A_NUMBER', 'This is not a phone number.');
    case 'UNKNOWN_COUNTRY_CODE':
      return refuse('UNKNOWN_COUNTRY_CODE', `No country uses the code at the start of ${quote(text, 4)}.`);
    case 'TOO_SHORT':
    case 'TOO_LONG':
      return refuse(
        problem,
        `Too ${problem === 'TOO_SHORT' ? 'few' : 'many'} digits for ${country === null ? 'a phone number' : `country code +${callingCodeOf(country)}`}.`,
        suggestInternational(text),
      );
    default:
      return problem satisfies never;
  }
}

/** The sentence for a number that was parsed but is not valid: the platform would refuse it too. */
export function refuseInvalid(reading: Reading, text: string): RefusedPhoneNumber {
  const reason = whyInvalid(reading);
  const code = `+${reading.countryCallingCode}`;
  const sentences = {
    TOO_SHORT: `Too few digits for country code ${code}.`,
    TOO_LONG: `Too many digits for country code ${code}.`,
    WRONG_LENGTH: `Wrong number of digits for country code ${code}.`,
    NOT_IN_USE: `The length is right for ${code}, but no such range is in use there; the platform would refuse the number.`,
  } as const satisfies Record<typeof reason, string>;
  return refuse(reason, sentences[reason], suggestMexican(reading) ?? suggestInternational(text));
}

function suggestMexican(reading: Reading): string | undefined {
  const rest = oldMexicanMobile.exec(reading.e164)?.[1];
  const current = rest === undefined ? null : readValidNumber(`+52${rest}`, null);
  return current === null ? undefined : `Mexican mobiles no longer take the 1 after +52: try ${current.e164}.`;
}

function suggestInternational(text: string): string | undefined {
  const international = readAsInternational(text);
  return international === null ? undefined : `As an international number this would be ${nameNumber(international)}.`;
}

/** Nothing for a text that has its plus: the parser reads no second one. */
function readAsInternational(text: string): Reading | null {
  return readValidNumber(`+${text}`, null);
}
