import { completeAreaCodes } from './area-codes.mts';
import { check } from './package-data.mts';

/**
 * Where libphonenumber's time zones are not those that a country keeps today; seen by comparing the clock of every country's zones
 * (Unicode CLDR, through `Intl.Locale.getTimeZones`) with the clocks of its prefixes over a year.
 */
interface Correction {
  readonly callingCode: string;
  readonly reason: string;
  /** How often the source has what is corrected; another number means that the source has changed. */
  readonly count: number;
  /** The zones of one prefix as they should be; the same list when nothing is wrong with it. */
  readonly correct: (zones: readonly string[], prefix: string) => readonly string[];
}

const corrections: readonly Correction[] = [
  instead('7', 'Europe/Bucharest', 'Europe/Kaliningrad', 3, 'Kaliningrad no longer sets its clocks forward in summer'),
  instead('211', 'Africa/Nairobi', 'Africa/Juba', 1, 'South Sudan is an hour behind Nairobi since 2021'),
  instead('212', 'Atlantic/Canary', 'Africa/Casablanca', 1, 'Morocco keeps UTC+1 in winter and goes back in Ramadan'),
  instead('213', 'Europe/Paris', 'Africa/Algiers', 1, 'Algeria does not set its clocks forward in summer'),
  instead('218', 'Europe/Bucharest', 'Africa/Tripoli', 1, 'Libya does not set its clocks forward in summer'),
  instead('505', 'America/Chicago', 'America/Managua', 1, 'Nicaragua does not set its clocks forward in summer'),
  instead('970', 'Europe/Bucharest', 'Asia/Hebron', 1, 'Palestine has its own days of clock changes'),
  beside('56', ['America/Santiago', 'Pacific/Easter'], 'America/Punta_Arenas', 1, 'the south of Chile keeps summer time all year'),
  beside('61', ['Australia/Adelaide', 'Australia/Perth'], 'Australia/Darwin', 73, 'the Northern Territory shares its prefixes with both neighbours'),
  besideWhere('61', /^617$/, ['Australia/Brisbane'], 1, 'Queensland, which does not set its clocks forward, has the area code 07'),
  besideWhere('55', /^55673480$/, ['America/Manaus'], 1, 'Paranhos is in Mato Grosso do Sul'),
  besideWhere('55', /^55693527$/, ['America/Manaus'], 1, 'the area code 69 is that of Rondonia'),
  besideWhere('55', /^55553682$/, ['America/Sao_Paulo'], 1, 'the area code 55 is in Rio Grande do Sul'),
  besideWhere('7', /^7845/, ['Europe/Saratov'], 1, 'Saratov is an hour ahead of Moscow since 2016'),
  besideWhere('7', /^7411/, ['Asia/Vladivostok', 'Asia/Srednekolymsk'], 1, 'the east of Yakutia is one and two hours ahead of Yakutsk'),
  besideWhere('55', /^5581/, ['America/Recife'], 117, 'the area code of Recife is that of Fernando de Noronha too, an hour ahead'),
  beside('675', ['Pacific/Port_Moresby'], 'Pacific/Bougainville', 1, 'Bougainville is an hour ahead of the rest of its country'),
];

/**
 * Prefixes that the source does not have, because it leaves them with their neighbours: the south of Chile, Saratov and the east of
 * Yakutia, Northern Cyprus (which uses numbers of Turkey and the time of the European Union), parts of Brazil, and the outer islands of French
 * Polynesia. Where the source had another clock, it stays beside the right one.
 */
const added: Readonly<Record<string, string>> = {
  689409: 'Pacific/Gambier&Pacific/Marquesas&Pacific/Tahiti',
  5661: 'America/Punta_Arenas',
  5667: 'America/Punta_Arenas',
  90392: 'Asia/Famagusta&Europe/Istanbul',
  905338: 'Asia/Famagusta&Europe/Istanbul',
  905428: 'Asia/Famagusta&Europe/Istanbul',
  905488: 'Asia/Famagusta&Europe/Istanbul',
  5591: 'America/Belem&America/Manaus',
  5593: 'America/Manaus&America/Santarem',
  5594: 'America/Belem&America/Manaus',
  5597: 'America/Eirunepe&America/Manaus',
};

/** Area codes of the Mexican state of Chihuahua, which moved to the time of Mexico City in 2022. */
const chihuahua = ['614', '621', '625', '627', '628', '629', '635', '636', '639', '648', '652', '659'];

function instead(callingCode: string, wrong: string, right: string, count: number, reason: string): Correction {
  return { callingCode, count, reason, correct: (zones) => (zones.includes(wrong) ? zones.map((zone) => (zone === wrong ? right : zone)) : zones) };
}

function beside(callingCode: string, known: readonly string[], more: string, count: number, reason: string): Correction {
  return { callingCode, count, reason, correct: (zones) => (known.every((zone) => zones.includes(zone)) ? [...zones, more] : zones) };
}

function besideWhere(callingCode: string, prefixes: RegExp, more: readonly string[], count: number, reason: string): Correction {
  return { callingCode, count, reason, correct: (zones, prefix) => (prefixes.test(prefix) ? [...zones, ...more] : zones) };
}

/** The zones of every prefix with what is known to be wrong put right. */
export function correctZones(source: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const corrected = { ...source };
  for (const { callingCode, correct, count, reason } of corrections) {
    let changed = 0;
    for (const [prefix, value] of Object.entries(corrected).filter(([one]) => one.startsWith(callingCode))) {
      const zones = [...new Set(correct(value.split('&'), prefix))].sort().join('&');
      if (zones === value) continue;
      corrected[prefix] = zones;
      changed += 1;
    }
    check(changed === count, `"${reason}" concerns ${changed} prefixes of +${callingCode}, not ${count}.`);
  }
  for (const prefix of Object.keys(added)) check(source[prefix] === undefined, `+${prefix} is in the source now.`);
  for (const areaCode of chihuahua) corrected[`52${areaCode}`] = 'America/Chihuahua&America/Mazatlan';
  return completeAreaCodes({ ...corrected, ...added });
}
