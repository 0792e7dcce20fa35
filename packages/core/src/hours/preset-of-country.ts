import { callingHoursPresets, isCallingHoursPresetId, type CallingHoursPresetId } from './presets.ts';

/** States with narrower hours of their own. Florida's and Oklahoma's laws presume the state by the area code. */
const presetOfUsState: Readonly<Record<string, CallingHoursPresetId>> = { FL: 'us_florida', OK: 'us_oklahoma', WA: 'us_washington' };

/** The narrower preset of a US state that has one; `null` for all others. `state` = two letters. */
export function presetIdOfUsState(state: string | null): CallingHoursPresetId | null {
  return state === null ? null : (presetOfUsState[state] ?? null);
}

/** The first preset of a country, which is the widest that its law allows; `null` where there is none. */
export function presetIdOfCountry(country: string | null): CallingHoursPresetId | null {
  const ids = Object.keys(callingHoursPresets).filter(isCallingHoursPresetId);
  return ids.find((id) => callingHoursPresets[id].country === country) ?? null;
}
