import type { RegionCode } from 'google-libphonenumber';
import { normalizePhoneNumber, type PhoneResult } from '@iqra-automation/core';
import { writtenNationally, type KnownNumber } from './numbering-plans.ts';

/** What came of one kind of spelling. */
export interface Tally {
  texts: number;
  accepted: number;
  refused: number;
  /** Accepted as the number that the chosen country writes just so, with a warning that names the other reading. */
  warned: number;
  /** Accepted as a number other than the one the digits stand for, in words. */
  readonly strangers: string[];
}

export function newTally(): Tally {
  return { texts: 0, accepted: 0, refused: 0, warned: 0, strangers: [] };
}

/** How people and programs write a number of their own country with its code in front. */
export const ownCodeSpellings: Readonly<Record<string, (number: KnownNumber) => unknown>> = {
  'bare digits': ({ e164 }) => e164.slice(1),
  'with 00': ({ e164 }) => `00${e164.slice(1)}`,
  'with blanks': ({ international }) => international.slice(1),
  'as JSON number': ({ e164 }) => Number(e164.slice(1)),
  'code twice, with plus': ({ callingCode, subscriber }) => `+${callingCode} ${callingCode} ${subscriber}`,
  'code twice, +digits': ({ callingCode, e164 }) => `+${callingCode}${e164.slice(1)}`,
  'code twice, 00': ({ callingCode, e164 }) => `00${callingCode}${e164.slice(1)}`,
};

/** The code is in front, so the digits stand for that number and no other. */
export function sweepOwnCode(tally: Tally, number: KnownNumber, spell: (number: KnownNumber) => unknown): void {
  const written = spell(number);
  note(tally, number, written, number.region, normalizePhoneNumber(written, { defaultCountry: number.region }));
}

/** International digits without a plus, under the default country of somebody else. */
export function sweepForeign(tally: Tally, number: KnownNumber, defaultCountry: RegionCode): void {
  const written = number.e164.slice(1);
  const result = normalizePhoneNumber(written, { defaultCountry });
  if (result.ok && result.e164 !== number.e164 && result.e164 === writtenNationally(written, defaultCountry) && warnsOf(result, number)) {
    tally.texts += 1;
    tally.warned += 1;
    return;
  }
  note(tally, number, written, defaultCountry, result);
}

/** An ordinary national number under its own default country. */
export function sweepNational(tally: Tally, number: KnownNumber, written: string): void {
  note(tally, number, written, number.region, normalizePhoneNumber(written, { defaultCountry: number.region }));
}

function note(tally: Tally, number: KnownNumber, written: unknown, defaultCountry: string, result: PhoneResult): void {
  tally.texts += 1;
  if (!result.ok) tally.refused += 1;
  else if (result.e164 === number.e164) tally.accepted += 1;
  else tally.strangers.push(`${JSON.stringify(written)} with ${defaultCountry} stands for ${number.e164}, but was read as ${result.e164}`);
}

/** The other reading is named by its country code and its last two digits; the rest is masked. */
function warnsOf(result: PhoneResult, { callingCode, e164 }: KnownNumber): boolean {
  return result.ok && result.warnings.some((warning) => warning.includes(`+${callingCode}`) && warning.includes(`•${e164.slice(-2)}`));
}
