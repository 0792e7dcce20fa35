import type { RefusedPhoneNumber } from './phone-result.ts';
import { isOptInPhoneType, optInPhoneTypeLabels, type OptInPhoneType, type PhoneType } from './phone-type.ts';
import type { Reading } from './reading.ts';
import { refuse } from './refusals.ts';

const costlyTypeNames = {
  PREMIUM_RATE: 'premium-rate',
  SHARED_COST: 'shared-cost',
  UAN: 'universal-access (company)',
  PAGER: 'pager',
  VOICEMAIL: 'voicemail',
} as const satisfies Record<PhoneType & OptInPhoneType, string>;

/**
 * Refuses valid numbers that are costly or that no person answers, unless their type is opted in. Global codes are asked first;
 * a premium-rate number of a global code needs both permissions.
 */
export function refuseByType(reading: Reading, type: PhoneType, allowed: readonly OptInPhoneType[]): RefusedPhoneNumber | null {
  const code = `+${reading.countryCallingCode}`;
  if (reading.global && !allowed.includes('NON_GEOGRAPHIC')) {
    return refuse(
      'SATELLITE_OR_GLOBAL',
      `${code} numbers (satellite and global services) are very expensive and are blocked.`,
      howToAllow('NON_GEOGRAPHIC'),
    );
  }
  if (!isOptInPhoneType(type) || allowed.includes(type)) return null;
  return refuse('COSTLY_TYPE', `This is a ${costlyTypeNames[type]} number of ${code}; calls to such numbers are blocked.`, howToAllow(type));
}

function howToAllow(type: OptInPhoneType): string {
  return `If you do want to call such numbers, choose "${optInPhoneTypeLabels[type]}" in Allow Special Numbers.`;
}
