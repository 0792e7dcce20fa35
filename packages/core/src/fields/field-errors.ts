import { defineErrors } from '../errors/define-errors.ts';
import type { InputProblem, IqraError } from '../errors/iqra-error.ts';

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
