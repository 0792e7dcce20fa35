import { isOptInPhoneType, optInPhoneTypeLabels, refuse, type OptInPhoneType, type RefusedPhoneNumber } from './phone-result.ts';
import type { ValidReading } from './reading.ts';

const costlyTypeNames = {
  PREMIUM_RATE: 'premium-rate',
  SHARED_COST: 'shared-cost',
  PERSONAL_NUMBER: 'personal',
  UAN: 'universal-access (company)',
  PAGER: 'pager',
  VOICEMAIL: 'voicemail',
} as const satisfies Record<Exclude<OptInPhoneType, 'NON_GEOGRAPHIC'>, string>;

/** Exchange 976 (paid information) and 555-1212 (paid directory assistance) are in ordinary area codes of +1. */
const paidByCustom = /^\+1\d{3}(?:976\d{4}|5551212)$/;

/**
 * Refuses valid numbers that are costly or that no person answers, unless their type is opted in. Global codes are asked first;
 * a premium-rate number of a global code needs both permissions.
 */
export function refuseByType(reading: ValidReading, allowed: readonly OptInPhoneType[]): RefusedPhoneNumber | null {
  const code = `+${reading.countryCallingCode}`;
  if (reading.global && !allowed.includes('NON_GEOGRAPHIC')) {
    return refuse(
      'SATELLITE_OR_GLOBAL',
      `${code} numbers (satellite and global services) are very expensive and are blocked.`,
      howToAllow('NON_GEOGRAPHIC'),
    );
  }
  const type = costlyTypeOf(reading);
  if (type === null || allowed.includes(type)) return null;
  return refuse('COSTLY_TYPE', `This is a ${costlyTypeNames[type]} number of ${code}; calls to such numbers are blocked.`, howToAllow(type));
}

function costlyTypeOf({ e164, type }: ValidReading): keyof typeof costlyTypeNames | null {
  if (type !== 'TOLL_FREE' && paidByCustom.test(e164)) return 'PREMIUM_RATE';
  return isOptInPhoneType(type) ? type : null;
}

function howToAllow(type: OptInPhoneType): string {
  const advice = `If you do want to call such numbers, choose "${optInPhoneTypeLabels[type]}" in Allow Special Numbers.`;
  return type === 'UAN' ? `In some countries these are ordinary company lines (British 03, Swiss 058, Swedish 010). ${advice}` : advice;
}
