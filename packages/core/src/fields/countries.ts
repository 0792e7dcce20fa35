import { getCountries } from 'libphonenumber-js/max';
import type { FieldChoice } from './field.ts';

/** Names that exports of CRMs use beside the English name of the Unicode locale data. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE'],
  BO: ['Bolivia, Plurinational State of'],
  CD: ['DR Congo', 'Democratic Republic of the Congo'],
  CI: ['Ivory Coast'],
  CZ: ['Czech Republic'],
  GB: ['UK', 'Great Britain', 'England', 'Scotland', 'Wales'],
  HK: ['Hong Kong'],
  KR: ['Korea', 'Republic of Korea'],
  MK: ['Macedonia'],
  MM: ['Burma', 'Myanmar'],
  MO: ['Macau', 'Macao'],
  NL: ['Holland', 'The Netherlands'],
  PS: ['Palestine'],
  RU: ['Russian Federation'],
  SY: ['Syrian Arab Republic'],
  SZ: ['Swaziland'],
  TR: ['Turkey'],
  TW: ['Taiwan, Province of China'],
  US: ['USA', 'United States of America', 'America'],
  VN: ['Viet Nam'],
};

/** Every country a national number can belong to, as ISO 3166 alpha-2 code with its English name, sorted by name. */
export const countryChoices: readonly FieldChoice[] = buildCountryChoices();

function buildCountryChoices(): readonly FieldChoice[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return getCountries()
    .map((code) => {
      const others = aliases[code];
      return { value: code, label: names.of(code) ?? code, ...(others === undefined ? {} : { aliases: others }) };
    })
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}
