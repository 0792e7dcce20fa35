import { isLongerThanShortCode } from './digits.ts';
import type { RefusedPhoneNumber } from './phone-result.ts';
import { readValidNumber, type PhoneCountry } from './reading.ts';
import { quote, refuse } from './refusals.ts';

/** European helplines (116 xxx) and directory enquiries (118 xxx); some plans would put an area code in front of them. */
const sixDigitServices = /^\s*11\s*[68](?:\s*\d){3}\s*$/;

/**
 * Refuses a text of fewer than six digits without a plus sign. Some territories have subscriber numbers that short: these pass
 * when the default country says that they are valid numbers there, which no emergency number is.
 */
export function refuseShortCode(text: string, country: PhoneCountry | null): RefusedPhoneNumber | null {
  if (text.startsWith('+')) return null;
  const dialled = text.replace(/[,;#].*/, '');
  const isService = country !== null && sixDigitServices.test(dialled);
  if (!isService && (isLongerThanShortCode(dialled) || readValidNumber(text, country) !== null)) return null;
  return refuse('SHORT_CODE', `${quote(dialled.trim())} is a short or emergency code; these are never dialled.`);
}
