import type { Dispatch } from './call-server.ts';
import type { Chance, DialFault, ReadFault } from './link.ts';
import type { Random } from './random.ts';

/** How often each thing goes wrong (probabilities), and how slow slow is. The rates are assumed, not measured on a real server. */
export interface FaultMix {
  readonly name: string;
  readonly connectionRefused: number;
  readonly requestLost: number;
  readonly answerLost: number;
  readonly badGateway: number;
  readonly throttled: number;
  readonly slow: number;
  readonly slowMeanMs: number;
  readonly insertedButError: number;
  readonly lookUpFails: number;
  readonly emptyPage: number;
  readonly crash: number;
  readonly duplicate: number;
  readonly duplicateGapMeanMs: number;
  readonly keyStoreSilent: number;
  /** How long a new entry may stay out of counts and lists, at most. */
  readonly longestListLagMs: number;
  /** How often a proxy stamps the answers by a clock of its own, which is minutes wrong. */
  readonly wrongDate: number;
}

const base: FaultMix = {
  name: 'base',
  connectionRefused: 0.002,
  requestLost: 0.001,
  answerLost: 0.001,
  badGateway: 0.0015,
  throttled: 0.001,
  slow: 0.005,
  slowMeanMs: 20_000,
  insertedButError: 0.0002,
  lookUpFails: 0.01,
  emptyPage: 0.001,
  crash: 0.0005,
  duplicate: 0.002,
  duplicateGapMeanMs: 30_000,
  keyStoreSilent: 0.0005,
  longestListLagMs: 0,
  wrongDate: 0,
};

export const faultMixes: readonly FaultMix[] = [
  base,
  {
    ...base,
    name: 'bad network',
    connectionRefused: 0.01,
    requestLost: 0.01,
    answerLost: 0.01,
    badGateway: 0.01,
    throttled: 0.01,
    slow: 0.01,
    insertedButError: 0.01,
  },
  { ...base, name: 'slow server', slow: 0.15, slowMeanMs: 40_000, emptyPage: 0.01 },
  { ...base, name: 'crashy host', crash: 0.02, duplicate: 0.02, duplicateGapMeanMs: 5_000 },
  { ...base, name: 'lists that lag', duplicate: 0.1, duplicateGapMeanMs: 2_000, longestListLagMs: 1_000 },
  { ...base, name: 'doubtful clocks', requestLost: 0.02, answerLost: 0.01, slow: 0.03, wrongDate: 0.5 },
  { ...base, name: 'silent lease store', keyStoreSilent: 0.2, duplicate: 0.05, duplicateGapMeanMs: 1_000 },
];

/** Nothing goes wrong. */
export const noFaults: FaultMix = {
  ...base,
  name: 'none',
  connectionRefused: 0,
  requestLost: 0,
  answerLost: 0,
  badGateway: 0,
  throttled: 0,
  slow: 0,
  insertedButError: 0,
  lookUpFails: 0,
  emptyPage: 0,
  crash: 0,
  duplicate: 0,
  keyStoreSilent: 0,
};

/** No proxy or server is modelled to hold a request for longer. */
const longestRequestLifeMs = 290_000;
const dialTimeoutMs = 30_000;

/** One way through the network. */
export function legMs(random: Random): number {
  return random.between(10, 50);
}

/** From arrival to the entry in the queue: about 0.4 s after a worker began, with a long tail. */
export function insertMs(random: Random): number {
  return 30 + random.exponential(300);
}

/** The road and the server as one event meets them. */
export function chanceOf(mix: FaultMix, random: Random): Chance {
  return {
    dialFault: () => dialFault(mix, random),
    readFault: () => readFault(mix, random),
    legMs: () => legMs(random),
    insertMs: () => insertMs(random),
  };
}

function dialFault(mix: FaultMix, random: Random): DialFault {
  const late = (meanMs: number): number => Math.min(200 + random.exponential(meanMs), longestRequestLifeMs);
  const noticedAfterMs = random.chance(0.5) ? random.between(300, 3_000) : dialTimeoutMs;
  const faults: readonly (readonly [number, () => DialFault])[] = [
    [mix.connectionRefused, () => ({ kind: 'connection_refused' })],
    [mix.requestLost, () => ({ kind: 'request_lost', noticedAfterMs })],
    [mix.answerLost, () => ({ kind: 'answer_lost', noticedAfterMs })],
    [mix.badGateway, () => ({ kind: 'bad_gateway', insertAfterMs: random.chance(0.5) ? late(10_000) : null })],
    [mix.throttled, () => ({ kind: 'throttled', retryAfterMs: random.between(500, 20_000) })],
    [mix.slow, () => ({ kind: 'slow', insertAfterMs: late(mix.slowMeanMs) })],
    [mix.insertedButError / 2, () => ({ kind: 'queued_without_id' })],
    [mix.insertedButError / 2, () => ({ kind: 'inserted_but_error' })],
  ];
  let draw = random.next();
  for (const [probability, fault] of faults) {
    if (draw < probability) return fault();
    draw -= probability;
  }
  return { kind: 'none' };
}

function readFault(mix: FaultMix, random: Random): ReadFault {
  if (random.chance(mix.lookUpFails)) return 'fails';
  return random.chance(mix.emptyPage) ? 'empty_page' : 'none';
}

/** The dispatcher looks every 5 s; one call in twenty finds all lines busy; a few fail, are canceled, or ring after "Failed". */
export function dispatchOf(random: Random): Dispatch {
  const pickUpMs = random.between(0, 5_000) + (random.chance(0.05) ? random.exponential(30_000) : 0);
  const draw = random.next();
  if (draw < 0.004) return { pickUpMs, fate: 'fails' };
  if (draw < 0.006) return { pickUpMs, fate: 'revives' };
  if (draw < 0.008) return { pickUpMs, fate: 'cancels' };
  return { pickUpMs, fate: 'dials' };
}
