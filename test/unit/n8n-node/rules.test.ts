import { depth } from '../../depth.ts';
import { type Bench, initiate, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 50 });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

/** Places that never change their clocks, by their hours from UTC. */
const places: Readonly<Record<number, string>> = {
  [-11]: 'Pacific/Pago_Pago',
  [-10]: 'Pacific/Honolulu',
  [-9]: 'Pacific/Gambier',
  [-8]: 'Pacific/Pitcairn',
  [-7]: 'America/Phoenix',
  [-6]: 'America/Regina',
  [-5]: 'America/Panama',
  [-4]: 'America/Puerto_Rico',
  [-3]: 'America/Cayenne',
  [-2]: 'Atlantic/South_Georgia',
  [-1]: 'Atlantic/Cape_Verde',
  0: 'Africa/Abidjan',
  1: 'Africa/Lagos',
  2: 'Africa/Maputo',
  3: 'Africa/Nairobi',
  4: 'Asia/Dubai',
  5: 'Asia/Karachi',
  6: 'Asia/Dhaka',
  7: 'Asia/Bangkok',
  8: 'Asia/Singapore',
  9: 'Asia/Tokyo',
  10: 'Australia/Brisbane',
  11: 'Pacific/Guadalcanal',
  12: 'Pacific/Tarawa',
};

/** A zone in which it is some minutes after three at night now. */
function zoneAtNight(): string {
  const offset = 3 - new Date().getUTCHours();
  const zone = places[offset < -11 ? offset + 24 : offset];
  if (zone === undefined) throw new Error(`No place is ${offset} hours from UTC.`);
  return zone;
}

function localTime(iso: unknown, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(new Date(iso as string));
}

const dayHours = { callingHours: 'custom', customHours: 'Mon-Sun 09:00-18:00' };

describe('Calling hours', () => {
  it('schedules a call at night for the next morning of the recipient, and lets it expire before the evening', async () => {
    const zone = zoneAtNight();
    const { items } = await runNode(bench.engine, initiate({ ...dayHours, options: { contactTimeZone: zone } }), [{ phone: phoneOf(1) }]);
    expect(localTime(items[0]?.json['scheduledFor'], zone)).toMatch(/^09:0[2-5]$/);
    expect(localTime(items[0]?.json['latestStart'], zone) < '18:00').toBe(true);
    const [accepted] = bench.sandbox.ledger().accepted;
    expect(accepted?.scheduledFor).toBe(Date.parse(items[0]?.json['scheduledFor'] as string));
  });

  it.each([
    ['chosen from the list', (zone: string) => ({ __rl: true, mode: 'list', value: zone, cachedResultName: 'A city (Somewhere)' })],
    ['written by ID', (zone: string) => ({ __rl: true, mode: 'id', value: zone })],
    ['mapped into the picker', () => ({ __rl: true, mode: 'id', value: '={{ $json.zone }}' })],
    ['mapped as a whole', () => '={{ $json.zone }}'],
  ])("reads the recipient's time zone when it is %s", async (_, picked) => {
    const zone = zoneAtNight();
    const parameters = initiate({ ...dayHours, options: { contactTimeZone: picked(zone) } });
    const { items } = await runNode(bench.engine, parameters, [{ phone: phoneOf(1), zone }]);
    expect(localTime(items[0]?.json['scheduledFor'], zone)).toMatch(/^09:0[2-5]$/);
  });

  it('takes a picker that was added and left alone for one that says nothing', async () => {
    const untouched = { mode: 'list', value: '' };
    const options = { contactTimeZone: untouched, agentId: untouched, numberId: untouched };
    const { items } = await runNode(bench.engine, initiate({ options }), [{ phone: phoneOf(1) }]);
    expect(items[0]?.json['status']).toBe('placed');
    const { run } = await runNode(bench.engine, initiate({ campaignId: untouched }), [{ phone: phoneOf(2) }]);
    expect(run.error?.message).toMatch(/^Campaign: choose a campaign/);
  });

  it('refuses instead when asked to, and says when it would be allowed', async () => {
    const refusing = { ...dayHours, outsideHours: 'refuse', options: { contactTimeZone: zoneAtNight() } };
    const { run } = await runNode(bench.engine, initiate(refusing), [{ phone: phoneOf(1) }]);
    expect(run.error).toMatchObject({ name: 'NodeOperationError', itemIndex: 0 });
    expect(`${run.error?.message} ${run.error?.description}`).toMatch(/09:02/);
    expect(bench.sandbox.ledger().accepted).toEqual([]);
  });

  it.each(['={{ $now.setZone("Asia/Tokyo") }}', '={{ [$now.setZone("Asia/Tokyo").startOf("day")] }}', '={{ new Date() }}', '={{ [new Date().toISOString()] }}'])(
    'takes a date that an expression gives as an extra holiday: %s',
    async (holidayDates) => {
      const options = { contactTimeZone: 'Asia/Tokyo', holidayDates };
      const { run, items } = await runNode(bench.engine, initiate({ callingHours: 'custom', customHours: 'Mon-Sun 00:00-24:00', options }), [{ phone: phoneOf(1) }]);
      expect(run.error).toBeUndefined();
      const dayIn = (at: unknown): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(new Date(at as string));
      expect(dayIn(items[0]?.json['scheduledFor']) > dayIn(new Date().toISOString())).toBe(true);
    },
  );

  it('takes the place from the number when no zone is given', async () => {
    const { items } = await runNode(bench.engine, initiate({ callingHours: 'australia' }), [{ phone: phoneOf(1) }]);
    // The number is a mobile: it may be anywhere in Australia, so every zone of the country must be inside the hours.
    for (const zone of ['Australia/Perth', 'Australia/Sydney']) {
      const time = localTime(items[0]?.json['scheduledFor'], zone);
      expect([time >= '09:00', time < '20:00']).toEqual([true, true]);
    }
  });
});

describe('Calling hours of a list that stops at what fails', () => {
  const atNight = { open: 'Mon-Sun 00:00-24:00', closed: dayHours.customHours };
  const refusing = { callingHours: 'custom', customHours: '={{ $json.hours }}', outsideHours: 'refuse', options: { contactTimeZone: zoneAtNight() } };
  const listOf = (...closed: readonly number[]) => Array.from({ length: 10 }, (_, index) => ({ phone: phoneOf(index), hours: closed.includes(index) ? atNight.closed : atNight.open }));
  let events = 0;
  /** Events that no other test has used: the process remembers them. */
  const newEvents = () => initiate({ ...refusing, eventKey: `={{ "hours ${(events += 1)} " + $json.phone }}` });
  const dials = () => bench.sandbox.requests().filter(({ operation }) => operation === 'initiateCall').length;

  it.each(['the same process', 'another one'])('refuse nobody whose event was placed earlier by %s: the list goes on', async (process) => {
    const keyed = newEvents();
    const placed = await runNode(bench.engine, keyed, listOf().slice(0, 3));
    if (process === 'another one') await bench.loadAnew();
    const { run, items } = await runNode(bench.engine, keyed, listOf(1, 2));
    expect(run.error).toBeUndefined();
    expect(items.map(({ json }) => json['status'])).toEqual([...Array.from({ length: 3 }, () => 'already_called'), ...Array.from({ length: 7 }, () => 'placed')]);
    expect(items[1]?.json['queueId']).toBe(placed.items[1]?.json['queueId']);
    expect(bench.sandbox.ledger().accepted).toHaveLength(10);
  });

  it.each(['with', 'without'])('stop the list before the first call, %s an Event Key, when one of its events has no call yet', async (how) => {
    const parameters = how === 'with' ? newEvents() : initiate(refusing);
    if (how === 'with') await runNode(bench.engine, parameters, listOf().slice(0, 2));
    const before = dials();
    const { run } = await runNode(bench.engine, parameters, listOf(...(how === 'with' ? [1] : []), 4, 7));
    expect(run.error?.message).toBe('2 of 10 items cannot be run, so nobody was called.');
    expect(run.error?.description).toMatch(/Calling Hours.*\[item 4\]<br>\n[^\n]*\[item 7\]/s);
    expect(dials()).toBe(before);
  });

  it('say nothing of a call whose placement is unknown', async () => {
    bench.sandbox.faults.add({ kind: '504', when: 'delayed_accept', delayMs: 60_000, match: { operation: 'initiateCall' } });
    const keyed = newEvents();
    // Of nobody whom another test calls: the process remembers the doubt.
    const lost = { phone: phoneOf(900), hours: atNight.open };
    await runNode(bench.engine, keyed, [lost], { settings: { onError: 'continueRegularOutput' } });
    const { run } = await runNode(bench.engine, keyed, [{ ...lost, hours: atNight.closed }, ...listOf()]);
    expect(`${run.error?.message} ${run.error?.description}`).toMatch(/could not confirm/i);
    expect(`${run.error?.message} ${run.error?.description}`).not.toMatch(/nobody was called|Calling Hours/);
  });

  it('leave nothing behind in the execution: a call that was canceled since then is placed when it is retried', async () => {
    const keyed = newEvents();
    const later = { ...keyed, options: { ...(keyed as { options: object }).options, scheduledTime: new Date(Date.now() + 3_600_000).toISOString() } };
    const [planned, closed] = [phoneOf(910), phoneOf(911)];
    await runNode(bench.engine, later, [{ phone: planned, hours: atNight.open }]);
    const list = [planned, closed].map((phone) => ({ phone, hours: atNight.closed }));
    const stopped = await runNode(bench.engine, keyed, list, { executionId: 'stopped' });
    expect(stopped.run.error?.message).toContain('[item 1]');
    bench.sandbox.cancelQueued();
    const open = { ...keyed, customHours: atNight.open };
    const { items, run } = await runNode(bench.engine, open, [], { executionId: 'retried', retryOf: 'stopped', retryWith: 'current' });
    expect(run.error).toBeUndefined();
    expect(items.map(({ json }) => [json['recipientNumber'], json['status']])).toEqual([planned, closed].map((phone) => [phone, 'placed']));
  });

  it('are no business of another run of the event, whose form calls at any hour', async () => {
    const keyed = newEvents();
    bench.sandbox.faults.add({ kind: 'slow', delayMs: 300, times: 2, match: { operation: 'countOutbound' } });
    const [lead, other] = [920, 921].map((at) => ({ phone: phoneOf(at), hours: atNight.closed }));
    const checking = runNode(bench.engine, keyed, [lead ?? {}, other ?? {}]);
    while (!bench.sandbox.requests().some(({ operation }) => operation === 'countOutbound')) await new Promise((resolve) => setTimeout(resolve, 5));
    const { run, items } = await runNode(bench.engine, { ...keyed, customHours: atNight.open }, [lead ?? {}]);
    expect([run.error?.message, items[0]?.json['status']]).toEqual([undefined, 'placed']);
    await checking;
  });

  it('cost a look-up for as many items as leave together', async () => {
    const { run } = await runNode(bench.engine, newEvents(), listOf(...listOf().keys()));
    expect(run.error?.message).toBe('10 of 10 items cannot be run, so nobody was called.');
    // Nine at a time.
    expect(bench.sandbox.requests().map(({ operation }) => operation)).toEqual(['countOutbound', 'countOutbound']);
  });
});

describe('People who must not be called', () => {
  it('refuses numbers of a list in any format, and calls the others', async () => {
    const options = { doNotCall: '0411 000 001; +61 (411) 000-002', defaultCountry: 'AU' };
    const settings = { onError: 'continueRegularOutput' } as const;
    const { items } = await runNode(bench.engine, initiate({ options }), [{ phone: phoneOf(1) }, { phone: phoneOf(2) }, { phone: phoneOf(3) }], { settings });
    expect(items.map((item) => (item.json['details'] as { code: string } | undefined)?.code)).toEqual(['DO_NOT_CALL', 'DO_NOT_CALL', undefined]);
    expect(bench.sandbox.ledger().accepted.map((call) => call.recipient)).toEqual([phoneOf(3)]);
  });

  it('takes the items of an earlier node as the list, without reading it again for each item', async () => {
    const options = { doNotCall: '={{ $("Start").all() }}' };
    const settings = { onError: 'continueRegularOutput' } as const;
    const leads = Array.from({ length: depth({ whole: 200, quick: 60 }) }, (_, index) => ({ phone: phoneOf(index), note: 'opted out' }));
    const startedMs = performance.now();
    const { items } = await runNode(bench.engine, initiate({ options }), leads, { settings });
    expect(items.every((item) => (item.json['details'] as { code: string }).code === 'DO_NOT_CALL')).toBe(true);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('refuses a call above the cap, also among items that run side by side', async () => {
    const capped = { eventKey: '=try {{ $itemIndex }}', options: { maxCallsPerPeriod: 2 } };
    const settings = { onError: 'continueRegularOutput' } as const;
    const same = Array.from({ length: 4 }, () => ({ phone: phoneOf(1) }));
    const { items } = await runNode(bench.engine, initiate(capped), same, { settings });
    expect(items.filter((item) => item.json['placed'] === true)).toHaveLength(2);
    expect(bench.sandbox.ledger().accepted).toHaveLength(2);
  });

  it('refuses a premium number unless it is allowed', async () => {
    const premium = { phone: '+19002345678' };
    const refused = await runNode(bench.engine, initiate(), [premium]);
    expect(refused.run.error?.message).toMatch(/premium/i);
    const allowed = await runNode(bench.engine, initiate({ options: { allowNumberTypes: ['PREMIUM_RATE'] } }), [premium]);
    expect(allowed.items[0]?.json).toMatchObject({ placed: true, recipientNumber: premium.phone });
  });
});
