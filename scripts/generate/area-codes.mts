import { check } from './package-data.mts';

/**
 * Area codes of North America that lie over another one, by the code they lie over (North American Numbering Plan Administrator). Only
 * those in several time zones are of interest here.
 */
const overlays: Readonly<Record<string, readonly string[]>> = {
  208: ['986'],
  250: ['236', '257', '672', '778'],
  270: ['364'],
  306: ['474', '639'],
  418: ['367', '581'],
  423: ['729'],
  541: ['458'],
  709: ['879'],
  812: ['930'],
  850: ['448'],
};

/** Area codes whose exchanges the source does not tell apart well enough: all zones count for every number of theirs. */
const untold = new Set(['250', '418', '807', '867', '907']);

/** Places in an area code that the source leaves out, each with a clock of its own for a part of the year or of late. */
const missing: Readonly<Record<string, readonly string[]>> = {
  250: ['America/Dawson_Creek'],
  418: ['America/Blanc-Sablon'],
  807: ['America/Atikokan'],
  867: ['America/Whitehorse', 'America/Inuvik', 'America/Rankin_Inlet'],
};

type Zones = Record<string, string>;

/**
 * Gives every area code all its zones, which an exchange that is not listed is then in, and an overlay those of the code it lies over.
 * The source gives an exchange that it does not list, an overlay included, one zone only.
 */
export function completeAreaCodes(source: Readonly<Zones>): Readonly<Zones> {
  const completed: Zones = { ...source };
  const zonesOf = new Map<string, Set<string>>();
  for (const [prefix, zones] of Object.entries(source)) {
    if (!/^1\d{3}/.test(prefix)) continue;
    const areaCode = prefix.slice(1, 4);
    zonesOf.set(areaCode, new Set([...(zonesOf.get(areaCode) ?? []), ...zones.split('&'), ...(missing[areaCode] ?? [])]));
  }
  const inSeveral = [...zonesOf].filter(([, zones]) => zones.size > 1);
  check(inSeveral.length === 25, `${inSeveral.length} area codes lie in several time zones.`);
  for (const [areaCode, zones] of inSeveral) setZones(completed, areaCode, zones);
  for (const [base, codes] of Object.entries(overlays)) {
    const below = zonesOf.get(base) ?? new Set<string>();
    check(below.size > 0, `the area code ${base} is not in the source.`);
    for (const code of codes) setZones(completed, code, new Set([...below, ...(zonesOf.get(code) ?? [])]), true);
  }
  return completed;
}

function setZones(table: Zones, areaCode: string, zones: ReadonlySet<string>, isOverlay = false): void {
  if (isOverlay || untold.has(areaCode)) {
    for (const prefix of Object.keys(table)) if (prefix.startsWith(`1${areaCode}`)) delete table[prefix];
  }
  table[`1${areaCode}`] = [...zones].sort().join('&');
}
