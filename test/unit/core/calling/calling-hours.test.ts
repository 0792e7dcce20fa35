import { createCallingMemory, placeCall, type PlacedCall } from '@iqra-automation/core';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { openCaller } from '../open-sandbox-client.ts';

const sydneyMobile = '+61412345601';
const form = { recipientNumber: sydneyMobile, campaignId: campaignIds.consultation, contactTimeZone: 'Australia/Sydney', callingHours: 'australia' };

describe('placing a call inside calling hours', () => {
  let sandbox: Sandbox;

  afterEach(() => sandbox.close());

  /** `clockErrorMs` = how far the host's clock is ahead of the server's. */
  async function placeAt(moment: string, raw: Record<string, unknown>, clockErrorMs = 0): Promise<PlacedCall> {
    sandbox = await startSandbox({ timeScale: 0, startAt: moment });
    return await placeAgain(raw, clockErrorMs);
  }

  async function placeAgain(raw: Record<string, unknown>, clockErrorMs = 0): Promise<PlacedCall> {
    const clock = { now: () => sandbox.now() + clockErrorMs, sleep: () => Promise.resolve(), random: () => 0.5 };
    return placeCall({ ...openCaller(sandbox, { deps: { clock } }), memory: createCallingMemory() }, raw, { source: 'test', itemId: 'item', stepId: '' });
  }

  async function dials(): Promise<readonly string[]> {
    await sandbox.advance(3 * 24 * 3_600_000);
    return sandbox.ledger().dials.map((dial) => new Date(dial.dialledAt).toLocaleString('en-GB', { timeZone: 'Australia/Sydney' }));
  }

  test('a lead at 23:30 in Sydney is called the next morning there, and never before nine', async () => {
    const placed = await placeAt('2026-11-24T12:30:00Z', form);
    expect(placed.scheduledFor).toBe('2026-11-24T22:02:00.000Z');
    expect(placed.latestStart).toBe('2026-11-25T08:58:00.000Z');
    expect(placed.warnings.join(' ')).toMatch(/09:02/);
    const [dial] = await dials();
    expect(dial).toMatch(/^25\/11\/2026, 09:0[1-9]/);
  });

  test('inside the hours it is called at once', async () => {
    await placeAt('2026-11-25T01:00:00Z', form);
    expect(await dials()).toEqual([expect.stringMatching(/^25\/11\/2026, 12:00/)]);
  });

  test('a host clock that is ten minutes fast does not ring before the hours open', async () => {
    const placed = await placeAt('2026-11-24T21:55:00Z', form, 10 * 60_000);
    expect(placed.scheduledFor).toBe('2026-11-24T22:02:00.000Z');
    expect(await dials()).toEqual([expect.stringMatching(/, 09:0[1-9]/)]);
  });

  test('a host clock that is far too slow does not ring after the hours close', async () => {
    await expect(placeAt('2026-11-25T09:03:00Z', form, -40 * 60_000)).rejects.toMatchObject({ kind: 'refused_by_rule', placement: 'not_placed' });
    expect(await dials()).toEqual([]);
  });

  test('refuse means refuse, with the rule and the next allowed time', async () => {
    await expect(placeAt('2026-11-24T12:30:00Z', { ...form, outsideHours: 'refuse' })).rejects.toMatchObject({
      kind: 'refused_by_rule',
      placement: 'not_placed',
      message: expect.stringMatching(/Australia.*09:02/),
    });
    expect(sandbox.ledger().accepted).toEqual([]);
  });

  test('a call that was placed inside the hours is found again outside them, not refused', async () => {
    const refuse = { ...form, outsideHours: 'refuse' };
    const first = await placeAt('2026-11-25T08:00:00Z', refuse);
    await sandbox.advance(3 * 3_600_000);
    expect(await placeAgain(refuse)).toMatchObject({ queueId: first.queueId, deduplicated: true });
  });

  test.each([
    ['an unknown zone', { contactTimeZone: 'Mars/Olympus' }, 'contactTimeZone'],
    ['hours that never open', { callingHours: 'custom', customHours: '' }, 'customHours'],
    ['a start after the end', { callingHours: 'custom', customHours: 'Mon 18:00-09:00' }, 'customHours'],
    ['a time in the past', { scheduledTime: '2020-01-01T00:00:00Z' }, 'scheduledTime'],
    ['a time beyond a year', { scheduledTime: '2029-01-01T00:00:00Z' }, 'scheduledTime'],
    ['a time that is none', { scheduledTime: 'tomorrow' }, 'scheduledTime'],
    ['a default country that is none', { defaultCountry: 'Atlantis' }, 'defaultCountry'],
  ])('%s is a sentence and nothing is sent', async (_name, change, field) => {
    await expect(placeAt('2026-11-24T12:30:00Z', { ...form, ...change })).rejects.toMatchObject({ kind: 'input', placement: 'not_placed', field });
    expect(sandbox.requests()).toEqual([]);
  });

  test('a year without a holiday table fails closed', async () => {
    await expect(placeAt('2032-03-02T01:00:00Z', form)).rejects.toMatchObject({ placement: 'not_placed', message: expect.stringMatching(/holiday/i) });
  });

  test('a toll-free number has no local time, so its own zone is asked for', async () => {
    await expect(placeAt('2026-11-24T12:30:00Z', { recipientNumber: '+18005551234', campaignId: campaignIds.consultation, callingHours: 'us_federal' })).rejects.toMatchObject({
      placement: 'not_placed',
      message: expect.stringMatching(/time zone/i),
    });
  });
});
