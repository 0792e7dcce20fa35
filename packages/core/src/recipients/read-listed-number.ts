import { possiblePhoneNumbers } from '../phone/normalize-phone-number.ts';
import type { RefusedPhoneNumber } from '../phone/phone-result.ts';
import type { PhoneCountry } from '../phone/reading.ts';
import { currentForm } from './same-line.ts';

/** Every valid number that a listed value can stand for, also in forms that are out of use; or the reason why there is none. */
export function readListedNumber(value: unknown, country: PhoneCountry | null): readonly string[] | RefusedPhoneNumber {
  const numbers = possiblePhoneNumbers(value, country);
  if (!('ok' in numbers)) return numbers;
  const former = typeof value === 'string' ? currentForm(value.replace(/[^\d+]/g, '').replace(/^00/, '+')) : null;
  if (former === null) return numbers;
  const current = possiblePhoneNumbers(former, null);
  return 'ok' in current ? numbers : current;
}
