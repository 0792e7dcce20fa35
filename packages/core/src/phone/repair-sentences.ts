import type { PhoneRepair } from './phone-result.ts';

const sentences = {
  'number-to-text': 'The number arrived as a number value and was read as text.',
  'cleaned-characters': 'Invisible characters, foreign digits, other dashes or surplus blanks in the number were replaced.',
  'outer-quotes': 'Quotation marks or a spreadsheet mark around the number were removed.',
  'trailing-punctuation': 'A comma, semicolon or period behind the number was removed.',
  'dropped-.0': 'The decimal tail of zeros that a spreadsheet put behind the number was removed.',
  'uri-scheme': 'The number was taken out of a tel: address.',
  'plus-merged': 'Several plus signs in front of the number were read as one.',
  'country-code-brackets': 'The brackets around the country code were removed.',
  '+00-to-plus': '+00 in front of the number was read as +.',
  '00-to-plus': '00 in front of the number was read as +.',
} as const satisfies Record<PhoneRepair, string>;

/** What a repair changed, as a whole sentence for a person. */
export function describeRepair(repair: PhoneRepair): string {
  return sentences[repair];
}
