interface AddedDays {
  readonly place: string;
  readonly days: readonly string[];
  /** The law or the calendar that has these days. */
  readonly reason: string;
}

/**
 * Public holidays that `date-holidays` does not have; seen by comparing it with the Python package `holidays`, and then with the law. A
 * day that depends on the moon is not certain until a government names it, so both days on which it can fall are closed.
 */
const added: readonly AddedDays[] = [
  { place: 'AU', days: ['2030-01-26'], reason: 'Australia Day itself, where a Monday is given in its place (Fair Work Act 2009, section 115)' },
  { place: 'MX', days: ['2030-10-01'], reason: 'a new President takes office on 1 October every six years (Ley Federal del Trabajo, article 74 VII)' },
  { place: 'NL', days: everyYear('05-05'), reason: 'Liberation Day, a recognised holiday in every year (Algemene termijnenwet, article 3)' },
  { place: 'NL', days: ['2026-04-03', '2027-03-26', '2028-04-14', '2029-03-30', '2030-04-19'], reason: 'Good Friday, treated as a holiday (Algemene termijnenwet, article 3)' },
  { place: 'SG', days: ['2027-03-10', '2027-05-17', '2027-05-20'], reason: 'Hari Raya Puasa, Hari Raya Haji (the Monday after) and Vesak Day, which the Python package holidays has without a mark of estimate' },
  {
    place: 'SG',
    days: ['2028-02-27', '2028-02-28', '2028-05-09', '2029-02-15', '2029-04-25', '2029-05-28', '2030-04-15', '2030-05-16', '2030-10-26'],
    reason: 'Hari Raya Puasa, Hari Raya Haji, Vesak Day and Deepavali, or the Mondays after them, by another reckoning of the moon',
  },
  ...['US', 'US-AL', 'US-LA', 'US-PA', 'US-RI', 'US-UT'].map((place) => ({
    place,
    days: ['2028-11-10', '2029-11-12'],
    reason: 'Veterans Day, observed on the Friday before a Saturday and the Monday after a Sunday (5 USC 6103(b))',
  })),
];

function everyYear(day: string): readonly string[] {
  return [2026, 2027, 2028, 2029, 2030].map((year) => `${year}-${day}`);
}

/** Further public holidays of a country or state, as `YYYY-MM-DD`. */
export function addedHolidays(place: string): readonly string[] {
  return added.filter((one) => one.place === place).flatMap(({ days }) => days);
}
