import type { RegionCode } from 'google-libphonenumber';
import { normalizePhoneNumber } from '@iqra-automation/core';
import { optInPhoneTypes } from '@iqra-automation/core/testing';
import { seededChance } from './seeded-chance.ts';
import { numbersOf, regions } from './numbering-plans.ts';
import { newTally, ownCodeSpellings, sweepForeign, sweepNational, sweepOwnCode, type Tally } from './sweeps.ts';

/** With a trunk zero, with another prefix, with none; short plans and long ones. */
export const defaultCountries: readonly RegionCode[] = ['US', 'GB', 'DE', 'AT', 'FR', 'IT', 'ES', 'BR', 'MX', 'IN', 'ID', 'AU'];

export interface NumbersProof {
  readonly regions: number;
  readonly numbers: number;
  /** Numbers of ranges that only the judge's older numbering data knows; they are left out. */
  readonly withdrawn: number;
  /** A tally for each spelling. */
  readonly ownCode: ReadonlyMap<string, Tally>;
  /** A tally for each default country. */
  readonly foreign: ReadonlyMap<string, Tally>;
  /** National numbers, a tally for each region. */
  readonly national: ReadonlyMap<string, Tally>;
}

/** Writes numbers of all regions, or of those given, in the ways that reach strangers, and in the ways their countries write them. */
export function proveNumbers(options: { readonly perType: number; readonly seed: number; readonly of?: readonly RegionCode[] }): NumbersProof {
  const chance = seededChance(options.seed);
  const ownCode = new Map<string, Tally>();
  const foreign = new Map<string, Tally>();
  const national = new Map<string, Tally>();
  let count = 0;
  let withdrawn = 0;
  for (const region of options.of ?? regions) {
    for (const number of numbersOf(region, options.perType, chance)) {
      if (isWithdrawn(number.e164)) {
        withdrawn += 1;
        continue;
      }
      count += 1;
      for (const [spelling, spell] of Object.entries(ownCodeSpellings)) sweepOwnCode(tallyOf(ownCode, spelling), number, spell);
      for (const country of defaultCountries) {
        if (country !== region) sweepForeign(tallyOf(foreign, country), number, country);
      }
      for (const written of new Set([number.national, number.national.replace(/\D/g, '')])) sweepNational(tallyOf(national, region), number, written);
    }
  }
  return { regions: national.size, numbers: count, withdrawn, ownCode, foreign, national };
}

/** The share of national numbers that were accepted as themselves, over all and in the worst region. */
export function nationalShares(proof: NumbersProof): { readonly overall: number; readonly worst: readonly [string, number][] } {
  const tallies = [...proof.national];
  const sum = (pick: (tally: Tally) => number): number => tallies.reduce((total, [, tally]) => total + pick(tally), 0);
  const shares = tallies.map(([region, tally]): [string, number] => [region, tally.accepted / tally.texts]);
  return { overall: sum((tally) => tally.accepted) / sum((tally) => tally.texts), worst: shares.toSorted((a, b) => a[1] - b[1]).slice(0, 5) };
}

/** The product's numbering data is some months newer than the judge's. */
function isWithdrawn(e164: string): boolean {
  const result = normalizePhoneNumber(e164, { allowTypes: optInPhoneTypes });
  return !result.ok && ['NOT_IN_USE', 'TOO_SHORT', 'TOO_LONG', 'WRONG_LENGTH'].includes(result.code);
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const tally = tallies.get(name) ?? newTally();
  tallies.set(name, tally);
  return tally;
}
