/** What kind of line a number belongs to, in the words of Google's metadata. */
export const phoneTypes = [
  'FIXED_LINE',
  'MOBILE',
  'FIXED_LINE_OR_MOBILE',
  'TOLL_FREE',
  'VOIP',
  'PERSONAL_NUMBER',
  'PREMIUM_RATE',
  'SHARED_COST',
  'PAGER',
  'VOICEMAIL',
  'UAN',
] as const;

export type PhoneType = (typeof phoneTypes)[number];

/** Types that are refused unless the user opts in. `NON_GEOGRAPHIC` stands for the global codes, whatever their type. */
export const optInPhoneTypes = ['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER', 'UAN', 'PAGER', 'VOICEMAIL', 'NON_GEOGRAPHIC'] as const;

export type OptInPhoneType = (typeof optInPhoneTypes)[number];

/** How the form and the messages name each type that can be opted in. */
export const optInPhoneTypeLabels = {
  PREMIUM_RATE: 'Premium Rate',
  SHARED_COST: 'Shared Cost',
  PERSONAL_NUMBER: 'Personal Numbers',
  UAN: 'Company Numbers (UAN)',
  PAGER: 'Pager',
  VOICEMAIL: 'Voicemail Access',
  NON_GEOGRAPHIC: 'Satellite and Global',
} as const satisfies Record<OptInPhoneType, string>;

/** Narrows a value from a form to a type that can be opted in. */
export function isOptInPhoneType(value: unknown): value is OptInPhoneType {
  return optInPhoneTypes.some((type) => type === value);
}
