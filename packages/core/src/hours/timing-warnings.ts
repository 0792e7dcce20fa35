import type { CallingRule } from './calling-rule.ts';
import { presetIdOfUsState } from './preset-of-country.ts';
import { callingHoursPresets } from './presets.ts';
import { usStateOf } from './us-state.ts';
import type { PhoneLine } from './zones-of-number.ts';

/** What a user should know about hours that may not fit the number; the call is planned all the same. Whole sentences. */
export function warnAboutRule(rule: CallingRule, line: PhoneLine): readonly string[] {
  if (rule.country !== null && line.country !== null && rule.country !== line.country) {
    return [`Calling Hours ${rule.description} are made for numbers of ${rule.country}; this number belongs to ${line.country}.`];
  }
  const preset = rule.id === 'us_federal' ? presetIdOfUsState(usStateOf(line)) : null;
  if (preset === null) return [];
  return [`The area code belongs to a state with narrower calling hours: consider "${callingHoursPresets[preset].label}" or "${callingHoursPresets.us_strict.label}".`];
}
