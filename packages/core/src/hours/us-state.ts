import { usStateTable } from './generated/us-state-table.ts';
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
