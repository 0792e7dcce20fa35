import { createZap } from '../hosts/zapier/zap.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';

const minuteMs = 60_000;
const startAt = Date.parse('2026-12-01T15:00:00Z');
/** RESPONSE_SIZE_LIMIT of zapier-platform-core. */
const limitBytes = 6_291_456;

describe('more ended calls than Zapier takes from one poll', () => {
  let zapier: ZapierWithSandbox;

  beforeEach(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0, startAt, outcomeOf: () => 'no_answer' }, app: { nowMs: () => zapier.sandbox.now() } });
  });
  afterEach(() => zapier.close());

  /** Calls that somebody placed with the API alone. */
  async function place(count: number, metadata: Readonly<Record<string, string>>): Promise<void> {
    const { authData, sandbox } = zapier;
    const schedule = { dateTimeUTC: new Date(sandbox.now()).toISOString(), maxDateTimeUTC: new Date(sandbox.now() + 60 * minuteMs).toISOString() };
    for (let at = 0; at < count; at += 1) {
      const body = new FormData();
      const number = { type: 0, toNumber: `+1415555${String(1000 + at)}` };
      body.set('config', JSON.stringify({ campaignId: campaignIds.consultation, number, schedule, metadata }));
      await fetch(`${sandbox.origin}/api/v1/business/184/call/initiate`, { method: 'POST', headers: { authorization: `Token ${String(authData['api_key'])}` }, body });
    }
  }

  // The server hands out its list in pages of 50: of the longest texts no such page fits.
  const rows = [
    ['with texts so long that one page of them is too large', 70],
    ['many of them', 600],
  ] as const;
  it.each(rows)('%s: each starts the Zap once, over several polls, with all its values, and so does whoever ends later', async (_name, count) => {
    const zap = createZap(zapier.app, 'call_completed', {});
    const told: { readonly number: unknown; readonly notes: string }[] = [];
    const poll = async (): Promise<string> => {
      zapier.app.moveClock(zapier.sandbox.now());
      const outcome = await zap.poll();
      if (outcome.status === 'success') told.push(...outcome.newItems.map((item) => ({ number: item['recipient_number'], notes: (item['metadata'] as { readonly notes: string }).notes })));
      return outcome.status === 'success' ? 'success' : outcome.message;
    };
    zapier.app.moveClock(zapier.sandbox.now());
    expect(await zap.turnOn()).toMatchObject({ status: 'success' });
    // The mark is old enough to start from by then.
    for (let at = 0; at < 4; at += 1) {
      await zapier.sandbox.advance(15 * minuteMs);
      await poll();
    }
    const notes = 'n'.repeat(9_000_000 / count);
    expect(count * notes.length).toBeGreaterThan(limitBytes);
    await place(count, { notes });
    await zapier.sandbox.advanceUntilSettled();
    const polls: string[] = [];
    for (let at = 0; at < 16; at += 1) {
      polls.push(await poll());
      await zapier.sandbox.advance(15 * minuteMs);
    }
    expect([told.length, new Set(told.map(({ number }) => number)).size]).toEqual([count, count]);
    expect(told.filter((one) => one.notes !== notes)).toEqual([]);
    expect([...new Set(polls)]).toEqual(['success']);
  }, 120_000);
});
