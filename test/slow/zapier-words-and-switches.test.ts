import { createZap, type PollOutcome } from '../hosts/zapier/zap.ts';
import type { StepResult } from '../hosts/zapier/step-result.ts';
import type { Values } from '../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../hosts/zapier/zapier-with-sandbox.ts';
import type { OutcomeName } from '../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

describe('the trigger of ended calls', () => {
  let zapier: ZapierWithSandbox;
  const realNow = Date.now;
  let placed = 0;
  let outcome: OutcomeName = 'agent_hung_up';

  beforeEach(async () => {
    outcome = 'agent_hung_up';
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0, clock: { now: () => realNow() }, outcomeOf: () => outcome }, app: { hurry: 20 } });
    Date.now = () => zapier.sandbox.now();
  });
  afterEach(async () => {
    Date.now = realNow;
    await zapier.close();
  });

  const place = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += 1) {
      placed += 1;
      const body = new FormData();
      const time = (ms: number) => new Date(zapier.sandbox.now() + ms).toISOString();
      const schedule = { dateTimeUTC: time(0), maxDateTimeUTC: time(hourMs) };
      const call = { campaignId: campaignIds.consultation, number: { type: 0, toNumber: `+1415555${String(1000 + placed)}` }, schedule, dynamicVariables: { customer_name: 'Amina' }, metadata: { crm_id: 'C-1' } };
      body.set('config', JSON.stringify(call));
      await fetch(`${zapier.sandbox.origin}/api/v1/business/184/call/initiate`, { method: 'POST', headers: { authorization: `Token ${String(zapier.authData['api_key'])}` }, body });
    }
  };
  const end = async (): Promise<void> => {
    await zapier.sandbox.advanceUntilSettled();
  };
  const newItems = (outcome: PollOutcome): readonly Values[] => (outcome.status === 'success' ? outcome.newItems : []);
  const rows = (result: StepResult): readonly Values[] => (result.status === 'success' ? (result.results as readonly Values[]) : []);
  const requests = () => zapier.sandbox.requests().filter(({ path }) => !path.includes('/initiate'));
  const settleMark = async (poll: () => Promise<unknown>): Promise<void> => {
    for (let at = 0; at < 5; at += 1) {
      await poll();
      await zapier.sandbox.advance(10 * minuteMs);
    }
  };

  it.each(['429', '500'] as const)('one poll in which conversations answer %s loses no words', async (kind) => {
    const zap = createZap(zapier.app, 'call_completed', {});
    await zap.turnOn();
    await settleMark(() => zap.poll());
    const count = 6;
    await place(count);
    await end();
    zapier.sandbox.faults.add({ kind, match: { operation: 'getConversation' }, times: null });
    const during = newItems(await zap.poll());
    zapier.sandbox.faults.clear();
    await zapier.sandbox.advance(5 * minuteMs);
    const ended = [...during, ...newItems(await zap.poll())];
    expect(ended).toHaveLength(count);
    for (const item of ended) expect(item).toMatchObject({ outcome: 'completed', reached: true, transcript: expect.stringContaining('Recipient: '), metadata: { crm_id: 'C-1' } });
  });

  it('tells a call that the server leaves at "processing" once, as unknown, at most 4 hours after its time', async () => {
    const zap = createZap(zapier.app, 'call_completed', {});
    await zap.turnOn();
    await settleMark(() => zap.poll());
    outcome = 'stuck_after_dial';
    await place(1);
    const told: unknown[] = [];
    const every = 15;
    for (let minutes = every; minutes <= 6 * 60; minutes += every) {
      await zapier.sandbox.advance(every * minuteMs);
      told.push(...newItems(await zap.poll()).map((item) => ({ inTime: minutes > every && minutes <= 4 * 60, outcome: item['outcome'] })));
    }
    expect(told).toEqual([{ inTime: true, outcome: 'unknown' }]);
  });

  it('what was said in one call costs one read, however many parts a Zap uses', async () => {
    await place(60);
    await end();
    const listed = rows(await zapier.app.pollTrigger('call_completed', {}));
    const pointers = listed.find((row) => String(row['transcript']).startsWith('hydrate|||'));
    if (pointers === undefined) throw new Error('Every conversation was read.');
    const before = requests().length;
    for (const key of ['transcript', 'messages', 'collected', 'reached', 'opt_out_requested', 'outcome', 'recording_url']) {
      expect(await zapier.app.hydrate(String(pointers[key]))).toMatchObject({ status: 'success' });
    }
    expect(requests().slice(before).filter(({ path }) => path.includes('/conversations/'))).toHaveLength(1);
  });

  it.each([72, 24, 5])('switched on again after %i hours it starts for no call of before, and for each that ends then', async (hours) => {
    const zap = createZap(zapier.app, 'call_completed', {});
    await zap.turnOn();
    await settleMark(() => zap.poll());
    zap.turnOff();
    const times = 8;
    for (let hour = 0; hour < hours; hour += Math.ceil(hours / times)) {
      await place(2);
      await zapier.sandbox.advance(Math.ceil(hours / times) * hourMs);
    }
    await zap.turnOn();
    const old: unknown[] = [];
    const fresh: unknown[] = [];
    for (let poll = 0; poll < 8; poll += 1) {
      await zapier.sandbox.advance(10 * minuteMs);
      old.push(...newItems(await zap.poll()));
    }
    expect(old).toEqual([]);
    await place(3);
    for (let poll = 0; poll < 4; poll += 1) {
      await zapier.sandbox.advance(10 * minuteMs);
      fresh.push(...newItems(await zap.poll()));
    }
    expect(fresh).toHaveLength(3);
  });

  it('a test in the editor shows the newest three calls of the last 30 days, whole, in at most four requests', async () => {
    await place(8);
    await end();
    await zapier.sandbox.advance(20 * 24 * hourMs);
    const before = requests().length;
    const shown = rows(await zapier.app.pollTrigger('call_completed', {}, { meta: { isLoadingSample: true } }));
    expect(requests().length - before).toBeLessThanOrEqual(4);
    expect(shown).toHaveLength(3);
    for (const row of shown) expect(row).toMatchObject({ campaign_name: 'Long consultation', transcript: expect.stringContaining('Agent: '), outcome: 'completed' });
    await zapier.sandbox.advance(11 * 24 * hourMs);
    expect(rows(await zapier.app.pollTrigger('call_completed', {}, { meta: { isLoadingSample: true } }))).toEqual([]);
  });

  it('a campaign that does not exist is named, at every poll; one that has a name is found by it', async () => {
    for (let poll = 0; poll < 2; poll += 1) {
      expect(await zapier.app.pollTrigger('call_completed', { campaigns: ['No such campaign'] })).toMatchObject({ message: expect.stringContaining('"No such campaign"') });
    }
    await place(1);
    await end();
    expect(rows(await zapier.app.pollTrigger('call_completed', { campaigns: [' long consultation '] }))).toHaveLength(1);
  });
});
