import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { startSandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { agentIds, campaignIds, numberIds } from '../../../packages/sandbox/src/seed.ts';
import { rowsInDepth } from '../../depth.ts';
import { type Bench, credentialFor, initiate, openBench, runNode } from '../n8n-node/bench.ts';

/** Nobody else keeps the time of Japan, and its clocks never change: nine hours ahead of UTC. */
const phone = '+819012345678';
const hourMs = 3_600_000;
const tomorrowNoonInJapan = new Date(Math.floor(Date.now() / (24 * hourMs)) * 24 * hourMs + 27 * hourMs).toISOString();

/** What a builder asks for. */
interface Asked {
  readonly callingHours?: string;
  readonly customHours?: string;
  readonly scheduledTime?: string;
  readonly keepTryingForSeconds?: number;
}

const allDay = { callingHours: 'custom', customHours: 'daily 00:00-24:00' };
const untilThree = { callingHours: 'custom', customHours: 'daily 13:00-15:00' };
/** When the call may ring first and last, in ms: after the present, or after the time asked for. The guards at the ends of hours are a minute or more. */
const cases: readonly (readonly [what: string, asked: Asked, first: readonly [number, number], last: readonly [number, number]])[] = [
  ['for now', { callingHours: 'off', keepTryingForSeconds: 90 }, [0, 0], [90_000, 90_000]],
  ['for now, within open hours', { ...allDay, keepTryingForSeconds: 90 }, [0, 0], [90_000, 90_000]],
  ['for a time that was chosen, which may wait an hour for a line', { callingHours: 'off', scheduledTime: tomorrowNoonInJapan, keepTryingForSeconds: 90 }, [0, 0], [hourMs, hourMs]],
  ['for a time that was chosen, until its hours close', { callingHours: 'custom', customHours: 'daily 09:00-18:00', scheduledTime: tomorrowNoonInJapan }, [0, 0], [5 * hourMs, 6 * hourMs]],
  ['that is moved into its hours', { ...untilThree, scheduledTime: tomorrowNoonInJapan }, [hourMs, 1.2 * hourMs], [2 * hourMs, 3 * hourMs]],
];

/** The two clocks, and the time that a run takes. */
const closeMs = 30_000;

/** What each host says of one call before it is placed, and when it has been. */
function judge(time: unknown, local: unknown, fromMs: number, [least, most]: readonly [number, number]): string {
  const said = JSON.stringify([time, local]);
  const atMs = momentOf(time);
  if (!(atMs >= fromMs + least - closeMs && atMs <= fromMs + most + closeMs)) return `${said} is not when it may ring`;
  if (local === undefined) return 'right';
  return said.endsWith('+09:00"]') && Math.abs(momentOf(local) - atMs) < 1000 ? 'right' : `${said} is not that time in Japan`;
}

function momentOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

describe('when a call would ring, told in advance, is when the run lets it ring', () => {
  let bench: Bench;
  let zapier: ZapierWithSandbox;
  beforeAll(async () => {
    [bench, zapier] = await Promise.all([openBench(), startZapierWithSandbox()]);
  });
  afterAll(async () => {
    await Promise.all([bench.close(), zapier.close()]);
  });
  /** Each test is about an event of its own. */
  let event = '';
  beforeEach(async () => {
    event = expect.getState().currentTestName ?? '';
    bench.sandbox.reset();
    zapier.sandbox.reset();
    zapier.app.services.cache.clear();
    await bench.engine.saveCredentials([credentialFor(bench.sandbox)]);
  });

  const inN8n = async (operation: 'initiate' | 'check', { callingHours, customHours, ...options }: Asked, more: object = {}): Promise<Values> => {
    const form = { ...initiate({ callingHours, ...(customHours === undefined ? {} : { customHours }), options: { ...options, ...more } }), operation, eventKey: event };
    return (await runNode(bench.engine, form, [{ phone }], { settings: { onError: 'continueRegularOutput' } })).items[0]?.json ?? {};
  };
  const inZapier = (isLoadingSample: boolean, { callingHours, customHours, scheduledTime, keepTryingForSeconds }: Asked, step: { readonly authData?: Values; readonly more?: Values } = {}) => {
    const form = { recipient_number: phone, campaign_id: campaignIds.consultation, event_key: event, calling_hours: callingHours, custom_hours: customHours, scheduled_time: scheduledTime, keep_trying_for_seconds: keepTryingForSeconds };
    return zapier.app.create('initiate_call', { ...form, ...step.more }, { meta: { isLoadingSample }, ...(step.authData === undefined ? {} : { authData: step.authData }) });
  };
  const resultOf = async (step: ReturnType<typeof inZapier>): Promise<Values> => {
    const result = await step;
    expect(result).toMatchObject({ status: 'success' });
    return (result as { readonly results: Values }).results;
  };

  it.each(rowsInDepth(cases, { quick: 3 }))('a call %s', async (_what, asked, first, last) => {
    const fromMs = Date.parse(asked.scheduledTime ?? new Date().toISOString());
    const checked = await inN8n('check', asked);
    const done = await inN8n('initiate', asked);
    expect(judge(checked['wouldCallAt'], checked['localTime'], fromMs, first)).toBe('right');
    expect(judge(done['scheduledFor'], done['scheduledForLocal'], fromMs, first)).toBe('right');
    for (const isTest of [true, false]) {
      const { scheduled_for, scheduled_for_local, latest_start } = await resultOf(inZapier(isTest, asked));
      expect(judge(scheduled_for, scheduled_for_local, fromMs, first)).toBe('right');
      expect(judge(latest_start, undefined, fromMs, last)).toBe('right');
    }
  });

  it('a call that the event has already keeps its own times', async () => {
    const asked: Asked = { callingHours: 'off', scheduledTime: tomorrowNoonInJapan };
    await inN8n('initiate', asked);
    expect(await inN8n('check', { callingHours: 'off' })).toMatchObject({ callable: false, wouldCallAt: null, localTime: null });
    await inZapier(false, asked);
    const rehearsed = await resultOf(inZapier(true, { callingHours: 'off' }));
    const { scheduled_for, scheduled_for_local, latest_start } = await resultOf(inZapier(false, { callingHours: 'off' }));
    expect(rehearsed).toMatchObject({ deduplicated: true, scheduled_for, scheduled_for_local, latest_start });
    expect(scheduled_for).toBe(tomorrowNoonInJapan);
  });

  it('a server that reads no latest start cannot keep hours: both say so in advance, and tell no latest start without them', async () => {
    const documented = await startSandbox({ format: 'documented', timeScale: 0 });
    try {
      await bench.engine.saveCredentials([credentialFor(documented)]);
      const authData = { ...zapier.authData, api_key: documented.apiKey, business_id: String(documented.businessId), base_url: documented.origin };
      const caller = { agent_id: agentIds.reminder, number_id: numberIds.us };
      expect(await inN8n('check', allDay, { agentId: agentIds.reminder, numberId: numberIds.us })).toMatchObject({ callable: false, code: 'LATEST_START_NOT_ENFORCED' });
      expect(await inZapier(true, allDay, { authData, more: caller })).toMatchObject({ message: expect.stringContaining('LATEST_START_NOT_ENFORCED') });
      expect(await resultOf(inZapier(true, { callingHours: 'off' }, { authData, more: caller }))).toMatchObject({ status: 'rehearsal', latest_start: null });
      expect(documented.ledger().accepted).toEqual([]);
    } finally {
      await documented.close();
    }
  });
});
