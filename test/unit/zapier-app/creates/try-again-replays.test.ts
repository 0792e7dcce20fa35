import { passTimeWhenIdle } from '../../../hosts/idle-time.ts';
import { type CallingStep, dialFaults, type ReplayedStep, runReplayMatrix } from '../../../hosts/zapier/replay-matrix.ts';
import type { Values } from '../../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { rowsInDepth } from '../../../depth.ts';

const prefix = '+141555521';
const untilEndedMs = 10 * 60_000;

describe('Try Call Again, replayed by Zapier', () => {
  let zapier: ZapierWithSandbox;
  let backToRealTime: () => void;

  beforeAll(async () => {
    backToRealTime = passTimeWhenIdle();
    const started: { sandbox?: Sandbox } = {};
    zapier = await startZapierWithSandbox({
      // Behind by what the test lets pass before the first run: while clocks differ no fence is built.
      sandbox: { clock: { now: () => Date.now() }, startAt: Date.now() - untilEndedMs, outcomeOf: () => 'no_answer' },
      app: { nowMs: () => started.sandbox?.now() ?? Date.now() },
    });
    started.sandbox = zapier.sandbox;
  });
  afterAll(async () => {
    await zapier.close();
    backToRealTime();
  });

  it('rings nobody twice for one attempt and leaves nobody out, whatever happens to the request', async () => {
    const { app, sandbox } = zapier;
    const queueIds = new Map<string, unknown>();
    const faults = rowsInDepth(dialFaults, { quick: 7 });
    for (const at of faults.keys()) {
      const recipient_number = `${prefix}${String(at).padStart(2, '0')}`;
      const first = await app.create('initiate_call', { recipient_number, campaign_id: campaignIds.consultation, event_key: 'first', calling_hours: 'off' });
      if (first.status !== 'success') throw new Error(first.message);
      queueIds.set(recipient_number, (first.results as Values)['queue_id']);
    }
    await sandbox.advance(untilEndedMs);
    const stepFor = (recipient: string): CallingStep => ({ action: 'try_again', input: { queue_id: queueIds.get(recipient), delay: '1 min', calling_hours: 'off' } });
    const steps = await runReplayMatrix(zapier, { faults, rounds: 6, strikes: 1, concurrency: 50, recipients: prefix, stepFor });
    const rung = ({ recipient }: ReplayedStep, attempt: string): number =>
      sandbox.ledger().dials.filter((dial) => dial.recipient === recipient && dial.metadata['iqra_call_attempt'] === attempt).length;
    expect(steps.map((one) => [rung(one, '1'), rung(one, '3')]).filter(([first, third]) => first !== 1 || third !== 0)).toEqual([]);
    expect(steps.filter((one) => rung(one, '2') > 1).map(({ name }) => name)).toEqual([]);
    // A key that is wrong is for a person to mend; everybody else was called in the end.
    const waiting = steps.filter(({ results }) => results[0]?.status !== 'auth_expired');
    expect(waiting.filter((one) => one.results.at(-1)?.status !== 'success' || rung(one, '2') !== 1).map(({ name, results }) => `${name}: ${results.map(({ status }) => status).join(', ')}`)).toEqual([]);
  }, 180_000);
});
