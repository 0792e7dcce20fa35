import type { FieldChoice } from './field.ts';
import { countryNames } from './generated/country-names.ts';

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

/**
 * Every country a national number can belong to, as ISO 3166 alpha-2 code with its English name, sorted by name. The names stand in
 * a table, because asking the runtime for them costs every cold start some 25 ms and makes the form depend on its Unicode data.
 */
export const countryChoices: readonly FieldChoice[] = countryNames.map(([code, name]) => {
  const others = aliases[code];
  return { value: code, label: name, ...(others === undefined ? {} : { aliases: others }) };
});
