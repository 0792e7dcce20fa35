import { zoneAtHour } from '../../zone-at-hour.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import type { StepResult } from '../../../hosts/zapier/step-result.ts';
import type { Values } from '../../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';

let zapier: ZapierWithSandbox;
let events = 0;

beforeAll(async () => {
  zapier = await startZapierWithSandbox({ app: { hurry: 20 } });
});
afterAll(() => zapier.close());
beforeEach(() => {
  zapier.sandbox.reset();
  zapier.app.services.cache.clear();
});

function place(input: Values, meta: Values = {}): Promise<StepResult> {
  events += 1;
  const basics = { campaign_id: campaignIds.consultation, calling_hours: 'off', event_key: `event ${String(events)}` };
  return zapier.app.create('initiate_call', { recipient_number: `+6141${String(1_000_000 + events)}`, ...basics, ...input }, { meta: { timezone: zoneAtHour(12, Date.now()), ...meta } });
}

const accepted = (): number => zapier.sandbox.ledger().accepted.length;
const refusal = { status: 'halted', message: expect.stringContaining('This campaign has had 2 calls since midnight') };

describe('Maximum Calls of the Campaign per Day in Zapier', () => {
  it('places up to the limit and then stops softly, for one request more in each step', async () => {
    const limit = { max_campaign_calls_per_day: '2' };
    const results = [await place(limit), await place(limit), await place(limit)];
    expect(results.map(({ status }) => status)).toEqual(['success', 'success', 'halted']);
    expect(results[2]).toMatchObject(refusal);
    expect(accepted()).toBe(2);
    const placing = 'countOutbound countOutbound initiateCall';
    expect(zapier.sandbox.requests().map(({ operation }) => operation).join(' ')).toBe(`${placing} ${placing} countOutbound countOutbound`);
  });

  it('refuses where the calls cannot be counted, and where the mapped limit is empty', async () => {
    for (let rule = 0; rule < 10; rule += 1) zapier.sandbox.faults.add({ kind: 'db_failure_count', match: { operation: 'countOutbound', nth: 2 } });
    const failed = await place({ max_campaign_calls_per_day: '5' });
    expect(failed).toMatchObject({ message: expect.stringContaining('It could not be checked how many calls this campaign has had today') });
    zapier.sandbox.faults.clear();
    expect(await place({ max_campaign_calls_per_day: '' })).toMatchObject({ status: 'halted' });
    expect(accepted()).toBe(0);
  });

  it('is judged by the test of the editor, which calls nobody', async () => {
    await place({});
    await place({});
    expect(await place({ max_campaign_calls_per_day: '2' }, { isLoadingSample: true })).toMatchObject(refusal);
    expect(accepted()).toBe(2);
  });

  it('holds for Call and Wait, which then waits for nothing, and for Try Call Again, where an attempt counts like a first call', async () => {
    await place({});
    await place({ recipient_number: '+12025550103' });
    const waiting = { recipient_number: '+12125550101', campaign_id: campaignIds.consultation, calling_hours: 'off', event_key: 'waits', max_campaign_calls_per_day: '2' };
    const meta = { timezone: zoneAtHour(12, Date.now()) };
    expect(await zapier.app.create('call_and_wait', waiting, { meta })).toMatchObject(refusal);
    await zapier.sandbox.advanceUntilSettled();
    const queueId = zapier.sandbox.ledger().accepted.find(({ recipient }) => recipient === '+12025550103')?.queueId;
    const again = { queue_id: queueId, calling_hours: 'off', max_campaign_calls_per_day: '2' };
    const zone = { timezone: zoneAtHour(12, zapier.sandbox.now()) };
    expect(await zapier.app.create('try_again', again, { meta: zone })).toMatchObject({ status: 'success', results: { placed: false, retry: false, code: 'DAILY_LIMIT' } });
    expect(accepted()).toBe(2);
  });

  // Last, because it leaves the server's clock an hour ahead of the host's.
  it('counts from midnight of the account\'s zone', async () => {
    await place({});
    await place({});
    await zapier.sandbox.advance(3_600_000);
    const [nextDay, sameDay] = [zoneAtHour(0, zapier.sandbox.now()), zoneAtHour(12, zapier.sandbox.now())];
    expect(await place({ max_campaign_calls_per_day: '2' }, { timezone: sameDay })).toMatchObject(refusal);
    expect(await place({ max_campaign_calls_per_day: '2' }, { timezone: nextDay })).toMatchObject({ status: 'success' });
  });
});
