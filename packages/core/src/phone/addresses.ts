import { digitsOf } from './digits.ts';
import { mapTheNumber, refuse, type PhoneRepair, type RefusedPhoneNumber } from './phone-result.ts';
import { callingCodeAtStart } from './reading.ts';

const otherScheme = /^(?:sips?|skype|mailto|https?|xmpp|h323|im|facetime)\s*:/i;
const phoneScheme = /^(?:tel|callto|whatsapp):\/{0,2}\s*(.*)$/is;
const globalContext = /^phone-context=(\+[\d().-]+)$/i;
const extensionParameter = /^ext=(\d+)$/i;
/** A parameter of a `tel:` address has a name; anything that starts like a number may be a second recipient. */
const startsLikeNumber = /^[\s+(]*\d/;

/** Takes the number out of a `tel:` address (RFC 3966) and its relatives; refuses addresses that are no telephone numbers. */
export function readAddress(text: string, repairs: PhoneRepair[]): string | RefusedPhoneNumber {
  if (otherScheme.test(text) || text.includes('@')) {
    return refuse(
      'NOT_A_PHONE_URI',
      'SIP, mail, web and messenger addresses cannot be dialled here.',
      mapTheNumber,
    );
  }
  const address = phoneScheme.exec(text)?.[1];
  if (address === undefined) return text.replaceAll(';ext=', ' ext. ');
  repairs.push('uri-scheme');

  const [first = '', ...parameters] = address.split(';').map((part) => part.trim());
  const context = firstMatch(parameters, globalContext);
  const extension = firstMatch(parameters, extensionParameter);
  const others = parameters.filter((parameter) => startsLikeNumber.test(parameter));
  if (first === '') return refuse('EMPTY', 'The phone number is empty.');
  // Nobody can tell whether the context's area code and that of the number are one.
  if (context !== undefined && first.startsWith('0') && namesMoreThanCountry(context)) {
    return refuse('NOT_A_PHONE_URI', 'This address gives an area code both in the number and in phone-context.', 'Map a field that holds the number alone.');
  }
  const number = context !== undefined && !first.startsWith('+') ? context + first : first;
  return [number, ...others].join(';') + (extension === undefined ? '' : ` ext. ${extension}`);
}

function namesMoreThanCountry(context: string): boolean {
  const digits = digitsOf(context);
  return digits !== callingCodeAtStart(digits);
}

function firstMatch(parameters: readonly string[], pattern: RegExp): string | undefined {
  for (const parameter of parameters) {
    const found = pattern.exec(parameter)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
