import { readAddress } from './addresses.ts';
import { cleanCharacters } from './characters.ts';
import { refusePrefixRivals, refuseRivals, refuseWithoutCountry } from './phone-sentences.ts';
import { mergePlusSigns, readLeadingZeros } from './international-prefix.ts';
import { readOneNumber, refuseShortCode } from './one-number.ts';
import type { PhoneRepair, RefusedPhoneNumber } from './phone-result.ts';
import type { PhoneCountry, ValidReading } from './reading.ts';
import { bracketedZero, chooseReading, type OneReading } from './rival-readings.ts';
import { textOfValue, undoSpreadsheet } from './cell-value.ts';

/** What a value is as a phone number, before any rule about validity and kind. */
export type PhoneReading =
  | (OneReading & {
      readonly kind: 'one';
      /** As it was read: cleaned, with a plus for `00`. */
      readonly text: string;
      /** The country it was read with; `null` for an international number. */
      readonly readWith: PhoneCountry | null;
      readonly extension: string | undefined;
    })
  /** Two valid numbers, and nothing says which is meant. */
  | { readonly kind: 'rivals'; readonly readings: readonly [ValidReading, ValidReading]; readonly refusal: RefusedPhoneNumber }
  | { readonly kind: 'refused'; readonly refusal: RefusedPhoneNumber };

/** Cleans one value and decides which number it stands for. What was changed is added to `repairs`. Never throws. */
export function readPhone(raw: unknown, country: PhoneCountry | null, repairs: PhoneRepair[]): PhoneReading {
  let text = textOfValue(raw, repairs);
  if (typeof text === 'string') text = cleanCharacters(text, repairs);
  if (typeof text === 'string') text = undoSpreadsheet(text, repairs);
  if (typeof text === 'string') text = readAddress(text, repairs);
  if (typeof text !== 'string') return { kind: 'refused', refusal: text };
  return readCleanText(mergePlusSigns(text, repairs), country, repairs);
}

function readCleanText(text: string, country: PhoneCountry | null, repairs: PhoneRepair[]): PhoneReading {
  const single = readOneNumber(text, country);
  if ('ok' in single) return { kind: 'refused', refusal: single };
  const shortCode = refuseShortCode(single.text, country);
  if (shortCode) return { kind: 'refused', refusal: shortCode };
  const number = readLeadingZeros(single.text, country, repairs);
  if (typeof number !== 'string') return { kind: 'rivals', readings: number, refusal: refusePrefixRivals(number) };
  if (!number.startsWith('+') && country === null) return { kind: 'refused', refusal: refuseWithoutCountry(number) };

  const readWith = number.startsWith('+') ? null : country;
  const choice = chooseReading(number, readWith);
  return choice.kind === 'rivals'
    ? { ...choice, refusal: refuseRivals(choice.readings, readWith, bracketedZero.test(number)) }
    : { ...choice, text: number, readWith, extension: single.extension };
}
