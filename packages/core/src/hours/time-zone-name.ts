import { IANAZone } from 'luxon';
import type { InputProblem } from '../errors/iqra-error.ts';

export type TimeZoneName = { readonly ok: true; readonly zone: string | null } | { readonly ok: false; readonly problem: InputProblem };

/** Names that stand still while the clocks of the people who use them change. */
const placesOfAbbreviation: Readonly<Record<string, string>> = {
  EST: 'America/New_York or America/Panama',
  MST: 'America/Denver or America/Phoenix',
  HST: 'Pacific/Honolulu',
  GMT: 'Europe/London or Africa/Accra',
};

/**
 * Reads the name of a time zone; nothing is `null`. Only names of places (and UTC) are taken: an offset or an abbreviation such as EST
 * knows no daylight saving, so it would be an hour wrong for half of the year. Never throws.
 */
export function readTimeZone(raw: string | null | undefined): TimeZoneName {
  const name = (raw ?? '').trim();
  if (name === '') return { ok: true, zone: null };
  const places = placesOfAbbreviation[name.toUpperCase()];
  if (places !== undefined) return refuse(name, `does not follow daylight saving. Use the zone of a place: ${places}.`);
  if (/^(?:UTC|GMT)?\s*[+-]/i.test(name)) {
    return refuse(name, 'is an offset, which does not follow daylight saving. Use the zone of a place, such as Europe/Paris.');
  }
  if (name.length <= 60 && IANAZone.create(name).isValid) return { ok: true, zone: name };
  return refuse(name, 'is no known time zone. Use an IANA name such as America/New_York or Europe/Paris.');
}

function refuse(name: string, why: string): TimeZoneName {
  const message = `Recipient Time Zone: "${name.slice(0, 40)}" ${why}`;
  return { ok: false, problem: { field: 'contactTimeZone', code: 'TIME_ZONE_UNKNOWN', message } };
}
