import { getCountries } from 'libphonenumber-js/max';
import type { FieldChoice } from './field.ts';

/** Every country a national number can belong to, as ISO 3166 alpha-2 code with its English name, sorted by name. */
export const countryChoices: readonly FieldChoice[] = buildCountryChoices();

function buildCountryChoices(): readonly FieldChoice[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return getCountries()
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}
