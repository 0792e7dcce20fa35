import type { CallingHoursPreset } from './calling-hours-preset.ts';
import { usStateTable } from './generated/us-state-table.ts';
import { callingHoursPresets, isCallingHoursPresetId, type CallingHoursPresetId } from './presets.ts';
import { usStateHours } from './us-state-hours.ts';
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

/** States whose hours can be chosen too. Florida's and Oklahoma's laws presume the state by the area code. */
const presetOfUsState: Readonly<Record<string, CallingHoursPresetId>> = { FL: 'us_florida', OK: 'us_oklahoma', WA: 'us_washington' };

/** Hours with the name under which details show them. */
export interface NamedHours {
  readonly id: string;
  readonly preset: CallingHoursPreset;
}

const named = (id: CallingHoursPresetId): NamedHours => ({ id, preset: callingHoursPresets[id] });

/**
 * The narrower hours of the US state of the number's area code; `null` where that state has none, and for numbers of other countries. A
 * US number whose state is not known (a toll-free one, say) can be in any of them.
 */
export function stateHoursOf(line: PhoneLine): NamedHours | null {
  if (line.country !== 'US') return null;
  const state = usStateOf(line);
  if (state === null) return named('us_strict');
  const chosen = presetOfUsState[state];
  if (chosen !== undefined) return named(chosen);
  const preset = usStateHours[state];
  return preset === undefined ? null : { id: `us_${state.toLowerCase()}`, preset };
}

/** The hours of a number's state, else the first preset of its country, which is the widest that its law allows; `null` where there is none. */
export function hoursOfLine(line: PhoneLine): NamedHours | null {
  const ids = Object.keys(callingHoursPresets).filter(isCallingHoursPresetId);
  const country = countryOfLaw[line.country ?? ''] ?? line.country;
  const id = ids.find((one) => callingHoursPresets[one].country === country);
  return stateHoursOf(line) ?? (id === undefined ? null : named(id));
}

/**
 * Territories with a country code of their own that keep another country's hours, by their own clocks: France's overseas, Australia's
 * islands, those around Great Britain, and Svalbard.
 */
const countryOfLaw: Readonly<Record<string, string>> = {
  GP: 'FR', MQ: 'FR', GF: 'FR', RE: 'FR', YT: 'FR', PM: 'FR', BL: 'FR', MF: 'FR', CC: 'AU', CX: 'AU', NF: 'AU', GG: 'GB', JE: 'GB', IM: 'GB', SJ: 'NO',
};
