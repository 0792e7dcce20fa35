import type { StepResult } from '../../../hosts/zapier/step-result.ts';
import { startZapierApp, type Values, type ZapierApp } from '../../../hosts/zapier/zapier-app.ts';
import { builtBundlePath, connectionTo } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';

/** Eight in the evening in New York, noon of the next day in Sydney. */
const startAt = Date.parse('2026-12-09T01:00:00Z');
const newYork = '+12125550199';

function hourIn(timeZone: string, moment: unknown): number {
  return Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(Date.parse(String(moment))));
}

describe('Try Call Again, for somebody who has moved', () => {
  let app: ZapierApp;
  let sandbox: Sandbox;

  beforeAll(async () => {
    app = await startZapierApp({ bundlePath: builtBundlePath, authData: {} });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.services.cache.clear();
    sandbox = await startSandbox({ timeScale: 0, startAt, outcomeOf: () => 'no_answer' });
  });
  afterEach(() => sandbox.close());

  const resultsOf = (result: StepResult): Values => {
    if (result.status !== 'success') throw new Error(result.message);
    return result.results as Values;
  };
  const run = (action: string, input: Values): Promise<StepResult> => {
    app.moveClock(sandbox.now());
    return app.create(action, { calling_hours: 'us_federal', ...input }, { authData: connectionTo(sandbox) });
  };
  const ended = async (result: StepResult): Promise<unknown> => {
    await sandbox.advanceUntilSettled();
    await sandbox.advance(180_000);
    return resultsOf(result)['queue_id'];
  };
  const firstCall = (input: Values = {}): Promise<StepResult> =>
    run('initiate_call', { recipient_number: newYork, campaign_id: campaignIds.consultation, event_key: 'lead-1', contact_time_zone: 'Australia/Sydney', ...input });

  it.each([{}, { contact_time_zone: '' }])('every attempt keeps to the time zone that the first call was told, with %j in the form', async (zone) => {
    const first = await ended(await firstCall());
    // Ten in the morning in New York is two at night in Sydney.
    const second = await run('try_again', { queue_id: first, delay: '14 h', ...zone });
    const third = await run('try_again', { queue_id: await ended(second), delay: '14 h', ...zone });
    for (const attempt of [second, third]) {
      const { scheduled_for } = resultsOf(attempt);
      expect(hourIn('Australia/Sydney', scheduled_for)).toBeGreaterThanOrEqual(8);
      expect(hourIn('Australia/Sydney', scheduled_for)).toBeLessThan(21);
    }
    expect(resultsOf(third)).toMatchObject({ attempt: 3 });
  });

  it('a time zone in the form wins', async () => {
    const first = await ended(await firstCall());
    const { scheduled_for } = resultsOf(await run('try_again', { queue_id: first, delay: 'tomorrow 16:00', contact_time_zone: 'Asia/Dubai' }));
    expect([hourIn('Asia/Dubai', scheduled_for), hourIn('Australia/Sydney', scheduled_for)]).toEqual([16, 23]);
  });

  it('a toll-free number is called again by the clock that the first call was told', async () => {
    const first = await ended(await firstCall({ recipient_number: '+18005550199' }));
    const { scheduled_for } = resultsOf(await run('try_again', { queue_id: first, delay: 'tomorrow 16:00' }));
    expect(hourIn('Australia/Sydney', scheduled_for)).toBe(16);
  });

  it('the time zone is none of the metadata that people see', async () => {
    const first = await ended(await firstCall({ metadata: { crm_id: 'C-7' } }));
    const [found] = Object.values(resultsOf(await app.search('find_call', { queue_id: first }, { authData: connectionTo(sandbox) })));
    expect(found).toMatchObject({ metadata: { crm_id: 'C-7' } });
    expect(JSON.stringify(found)).not.toContain('Sydney');
  });

  it.each([
    ['Mars/Olympus', '2 h'],
    ['EST', 'next morning'],
  ])('a time zone in the call that cannot be read (%s) stops the step, with a delay of %s', async (zone, delay) => {
    const schedule = { dateTimeUTC: new Date(startAt).toISOString(), maxDateTimeUTC: new Date(startAt + 3_600_000).toISOString() };
    const body = new FormData();
    body.set('config', JSON.stringify({ campaignId: campaignIds.consultation, number: { type: 0, toNumber: newYork }, schedule, metadata: { iqra_call_zone: zone } }));
    await fetch(`${sandbox.origin}/api/v1/business/184/call/initiate`, { method: 'POST', headers: { authorization: `Token ${sandbox.apiKey}` }, body });
    await sandbox.advanceUntilSettled();
    await sandbox.advance(180_000);
    const queue_id = sandbox.ledger().accepted.at(-1)?.queueId;
    expect(await run('try_again', { queue_id, delay })).toMatchObject({ status: 'halted', message: expect.stringContaining(`"${zone}"`) });
    expect(sandbox.ledger().accepted).toHaveLength(1);
  });
});
