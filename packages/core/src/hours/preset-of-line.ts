import { usStateTable } from './generated/us-state-table.ts';
import { callingHoursPresets, isCallingHoursPresetId, type CallingHoursPresetId } from './presets.ts';
import type { PhoneLine } from './zones-of-number.ts';

let stateByAreaCode: ReadonlyMap<string, string> | undefined;

function table(): ReadonlyMap<string, string> {
  stateByAreaCode ??= new Map(
    usStateTable.split('\n').flatMap((line) => {
      const [state = '', ...areaCodes] = line.split(' ');
      return areaCodes.map((areaCode) => [areaCode, state] as const);
    }),
  );
  return stateByAreaCode;
}

/** Two letters of the US state (or DC) of the number's area code; `null` outside the US, for toll-free and for unknown area codes. */
export function usStateOf(line: PhoneLine): string | null {
  if (line.country !== 'US') return null;
  return table().get(line.e164.slice(2, 5)) ?? null;
}

/** States with narrower hours of their own. Florida's and Oklahoma's laws presume the state by the area code. */
const presetOfUsState: Readonly<Record<string, CallingHoursPresetId>> = { FL: 'us_florida', OK: 'us_oklahoma', WA: 'us_washington' };

/** The narrower preset of the US state of the number's area code; `null` where that state has none, and for all other numbers. */
export function statePresetOf(line: PhoneLine): CallingHoursPresetId | null {
  return presetOfUsState[usStateOf(line) ?? ''] ?? null;
}

/** The preset of a number's state, else the first of its country, which is the widest that its law allows; `null` where there is none. */
export function presetOf(line: PhoneLine): CallingHoursPresetId | null {
  const ids = Object.keys(callingHoursPresets).filter(isCallingHoursPresetId);
  const country = countryOfLaw[line.country ?? ''] ?? line.country;
  return statePresetOf(line) ?? ids.find((id) => callingHoursPresets[id].country === country) ?? null;
}

/** Territories with a country code of their own that keep another country's hours, by their own clocks: France's overseas, Australia's islands. */
const countryOfLaw: Readonly<Record<string, string>> = {
  GP: 'FR', MQ: 'FR', GF: 'FR', RE: 'FR', YT: 'FR', PM: 'FR', BL: 'FR', MF: 'FR', CC: 'AU', CX: 'AU', NF: 'AU',
};
