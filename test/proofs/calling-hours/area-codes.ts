/**
 * Area codes of North America that lie in several time zones, with the places of the tz database in them; written down from the
 * numbering plan's own list of area codes and overlays (NANPA) and the boundaries of the time zones (49 CFR 71, tz database), apart from
 * the product and from libphonenumber.
 */
const rows: readonly string[] = [
  '208 986 = America/Boise America/Los_Angeles',
  '219 = America/Chicago',
  '236 250 257 672 778 = America/Vancouver America/Dawson_Creek America/Edmonton',
  '270 364 = America/Chicago America/New_York',
  '306 474 639 = America/Regina',
  '308 = America/Chicago America/Denver',
  '367 418 581 = America/Toronto America/Halifax America/Blanc-Sablon',
  '423 729 = America/New_York America/Chicago',
  '458 541 = America/Los_Angeles America/Boise',
  '574 = America/New_York America/Chicago',
  '605 701 = America/Chicago America/Denver',
  '606 = America/New_York America/Chicago',
  '620 785 = America/Chicago America/Denver',
  '709 879 = America/St_Johns America/Goose_Bay',
  '775 = America/Los_Angeles America/Denver',
  '807 = America/Toronto America/Winnipeg America/Atikokan',
  '812 930 = America/New_York America/Chicago',
  '448 850 = America/New_York America/Chicago',
  '867 = America/Whitehorse America/Inuvik America/Edmonton America/Rankin_Inlet America/Iqaluit',
  '906 = America/New_York America/Chicago',
  '907 = America/Anchorage America/Juneau America/Adak',
];

export const zonesOfAreaCode: ReadonlyMap<string, readonly string[]> = new Map(
  rows.flatMap((row) => {
    const [codes = '', zones = ''] = row.split(' = ');
    return codes.split(' ').map((code) => [code, zones.split(' ')] as const);
  }),
);

/** Where libphonenumber's exchanges are not to be trusted: whole provinces and territories, or islands that moved. */
export const untoldAreaCodes: ReadonlySet<string> = new Set(['250', '418', '807', '867', '907']);
