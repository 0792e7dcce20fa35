import type { DialRequest } from '@iqra-automation/core';
import type { Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { rowsInDepth } from '../../depth.ts';
import { openClient } from '../core/open-sandbox-client.ts';
import { type BothHosts, openBothHosts } from './both-hosts.ts';
import { type DecentHours, earlyMs, wrongMoments } from './decent-hours-judge.ts';

interface Place extends DecentHours {
  readonly number: string;
  /** Custom Hours; without them the hours are those of the recipient's country. */
  readonly hours?: string;
}

const allDays = 'daily 09:00-20:00';
const at = (number: string, zone: string): Place => ({ number, zones: [zone], hours: allDays, open: allDays });

/** Laws: the sources stand in docs/calling-hours.md. Clocks: the tz database. */
const places = {
  germany: { number: '+493012345678', zones: ['Europe/Berlin'], open: 'Mon-Fri 08:00-20:00; Sat 09:00-18:00', closed: ['2026-12-25', '2026-12-26', '2027-03-26', '2027-03-29'] },
  texas: { number: '+15125551234', zones: ['America/Chicago'], open: 'Mon-Sat 09:00-21:00; Sun 12:00-21:00' },
  florida: { number: '+13055551234', zones: ['America/New_York'], open: 'daily 08:00-20:00' },
  kentucky: { number: '+15025551234', zones: ['America/Kentucky/Louisville'], open: 'daily 10:00-21:00' },
  arizona: at('+16025551234', 'America/Phoenix'),
  navajo: at('+19286971234', 'America/Denver'),
  newfoundland: at('+17097381234', 'America/St_Johns'),
  india: at('+911123456789', 'Asia/Kolkata'),
  nepal: at('+97714412345', 'Asia/Kathmandu'),
  adelaide: at('+61882011234', 'Australia/Adelaide'),
  lordHowe: at('+61265632123', 'Australia/Lord_Howe'),
  chatham: at('+6433050123', 'Pacific/Chatham'),
  israel: at('+97226211234', 'Asia/Jerusalem'),
  cairo: at('+20223912345', 'Africa/Cairo'),
  casablanca: at('+212522123456', 'Africa/Casablanca'),
  santiago: at('+56221234567', 'America/Santiago'),
} satisfies Readonly<Record<string, Place>>;

/** When the step runs, and the delay that would let the phone ring at a wrong moment. Clocks only go forward. */
const rows: readonly (readonly [now: string, place: keyof typeof places, delay: string, why: string])[] = [
  ['2026-12-08T13:50:00Z', 'nepal', '30 min', 'the delay ends five minutes after the hours'],
  ['2026-12-08T18:59:00Z', 'germany', '1 min', 'the hours end with the delay'],
  ['2026-12-24T13:00:00Z', 'germany', '1 day', 'tomorrow is Christmas Day'],
  ['2026-12-24T17:00:00Z', 'germany', 'tomorrow 16:00', 'the time that was named falls on a holiday'],
  ['2027-02-06T19:30:00Z', 'casablanca', '1 day', 'Ramadan sets the clocks back in the night'],
  ['2027-03-13T23:30:00Z', 'newfoundland', 'tomorrow 02:30', 'a time that the spring leaves out'],
  ['2027-03-14T00:30:00Z', 'texas', '10 h', 'the clocks go forward, and Sunday opens at noon'],
  ['2027-03-14T00:58:00Z', 'florida', '1 day', 'a day later the clock shows an hour more'],
  ['2027-03-14T02:40:00Z', 'navajo', '1 day', 'the Navajo Nation changes its clocks'],
  ['2027-03-14T02:55:00Z', 'arizona', '1 day', 'the rest of Arizona does not'],
  ['2027-03-25T18:30:00Z', 'germany', 'next morning', 'Good Friday'],
  ['2027-03-26T16:45:00Z', 'israel', '1 day', 'Israel changes its clocks on a Friday'],
  ['2027-03-27T17:30:00Z', 'germany', '1 day', 'the spring change, on a Sunday before Easter Monday'],
  ['2027-04-03T09:45:00Z', 'lordHowe', '1 day', 'the clocks go back by half an hour'],
  ['2027-04-03T10:15:00Z', 'adelaide', '1 day', 'half an hour from its neighbours, and the clocks go back'],
  ['2027-04-03T14:10:00Z', 'chatham', '18 h', 'three quarters of an hour from New Zealand'],
  ['2027-04-04T11:55:00Z', 'india', '3 h', 'half an hour from Greenwich'],
  ['2027-09-04T23:40:00Z', 'santiago', 'tomorrow 20:00', 'midnight is left out, and the hours end at the time that was named'],
  ['2027-10-28T06:10:00Z', 'cairo', '1 day', 'the clocks go back on a Thursday night'],
  ['2027-11-06T23:30:00Z', 'kentucky', '14 h', 'the clocks go back, and the law opens at ten'],
  ['2027-11-07T00:30:00Z', 'florida', '12 h', 'the clocks go back, and the morning comes later'],
];

let both: BothHosts;

beforeAll(async () => {
  both = await openBothHosts('2026-12-08T13:00:00Z');
});
afterAll(() => both.close());
beforeEach(() => {
  both.reset();
});

/** A call of ten minutes ago that nobody answered. */
async function unansweredCall(sandbox: Sandbox, recipientNumber: string, now: string): Promise<string> {
  const tenMinutes = 600_000;
  await sandbox.advance(Date.parse(now) - tenMinutes - sandbox.now());
  const who = { recipientNumber, campaignId: campaignIds.consultation, agentId: null, callingNumberId: null };
  const request: DialRequest = { ...who, startMs: sandbox.now(), latestStartMs: sandbox.now() + tenMinutes, scheduled: false, dynamicVariables: {}, metadata: {} };
  const answer = await openClient(sandbox, { deps: { clock: { now: () => sandbox.now(), sleep: () => Promise.resolve(), random: () => 0.5 } } }).dial(request);
  if (answer.kind !== 'queued') throw answer.error;
  await sandbox.advance(tenMinutes);
  return answer.queueId;
}

const hoursOf = ({ hours }: Place) => (hours === undefined ? {} : { callingHours: 'custom', customHours: hours });

test.each(rowsInDepth(rows, { quick: 7 }))('%s, %s, after %s: the next attempt rings at a decent hour only, in both hosts (%s)', async (now, name, delay) => {
  const place: Place = places[name];
  for (const { host, sandbox, ask } of both.again) {
    const queueId = await unansweredCall(sandbox, place.number, now);
    const { call, said } = await ask({ queueId, delay, ...hoursOf(place) });
    expect({ host, said, rings: call !== null }).toMatchObject({ rings: true });
    expect(call?.expiresAt).toBeGreaterThan(call?.scheduledFor ?? Infinity);
    expect(wrongMoments(place, (call?.scheduledFor ?? 0) - earlyMs, call?.expiresAt ?? 0)).toEqual([]);
  }
});

test('a step that failed and is run again hours later is judged at the later hour, in both hosts', async () => {
  const { texas } = places;
  for (const { sandbox, ask, hoursLater } of both.again) {
    const queueId = await unansweredCall(sandbox, texas.number, '2027-11-30T20:00:00Z');
    sandbox.faults.add({ kind: '403', when: 'before_accept', match: { operation: 'initiateCall' } });
    expect((await ask({ queueId, delay: '1 min' })).call).toBeNull();
    await hoursLater(9);
    expect(wrongMoments(texas, sandbox.now(), sandbox.now())).not.toEqual([]);
    const { call, said } = await ask({ queueId, delay: '1 min' });
    expect({ said, rings: call !== null }).toMatchObject({ rings: true });
    expect(wrongMoments(texas, (call?.scheduledFor ?? 0) - earlyMs, call?.expiresAt ?? 0)).toEqual([]);
  }
});
