import { passTimeWhenIdle } from '../../hosts/idle-time.ts';
import { calledTwice, dialFaults, type ReplayedStep, runReplayMatrix } from '../../hosts/zapier/replay-matrix.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import type { FaultRule, Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { rowsInDepth } from '../../depth.ts';

/** What happens to the look-ups; the request that places the call works. */
const lookUpFaults: readonly FaultRule[] = [{ kind: 'lying_count' }, { kind: 'db_failure_count' }, { kind: '500' }, { kind: 'html' }];

describe('a step that Zapier replays', () => {
  let zapier: ZapierWithSandbox;
  let backToRealTime: () => void;

  beforeAll(async () => {
    backToRealTime = passTimeWhenIdle();
    const started: { sandbox?: Sandbox } = {};
    zapier = await startZapierWithSandbox({
      sandbox: { clock: { now: () => Date.now() }, outcomeOf: () => 'agent_hung_up' },
      // Leases end by the sandbox's clock, which the replays move on.
      app: { nowMs: () => started.sandbox?.now() ?? Date.now() },
    });
    started.sandbox = zapier.sandbox;
  });

  afterAll(async () => {
    await zapier.close();
    backToRealTime();
  });

  it(
    'calls nobody twice and loses nobody, whatever happens to the request',
    async () => {
      const faults = rowsInDepth(dialFaults, { quick: 14 });
      const steps = await runReplayMatrix(zapier, { faults, rounds: 6, strikes: 1, concurrency: 50, recipients: '+141555520' });
      expect(calledTwice(zapier, steps)).toEqual([]);
      expect(zapier.sandbox.ledger().dialledTwice).toEqual([]);
      expect(steps).toHaveLength(faults.length);
      expect(lastStatuses(steps)).toEqual([]);
      const accepted = new Set(zapier.sandbox.ledger().accepted.map(({ queueId }) => queueId));
      expect(queueIdsOf(steps).filter((queueId) => !accepted.has(queueId))).toEqual([]);
    },
    180_000,
  );

  it('sends nothing while it cannot look, and calls once when it can', async () => {
    await Promise.all(
      lookUpFaults.map(async (fault, at) => {
        const zapierOfThis = await startZapierWithSandbox({ sandbox: { clock: { now: () => Date.now() } } });
        const { app, sandbox } = zapierOfThis;
        const input = { recipient_number: `+1415555${String(2500 + at)}`, campaign_id: campaignIds.consultation, event_key: 'look-up', calling_hours: 'off' };
        sandbox.faults.add({ ...fault, times: null, match: { operation: ['countOutbound', 'listOutbound'] } });
        const blind = await app.create('initiate_call', input);
        expect({ fault: fault.kind, status: blind.status, sent: sandbox.ledger().accepted.length }).toEqual({ fault: fault.kind, status: 'errored', sent: 0 });
        sandbox.faults.clear();
        expect(await app.create('initiate_call', input)).toMatchObject({ status: 'success', results: { placed: true } });
        await zapierOfThis.close();
      }),
    );
  }, 60_000);
});

/** Steps that did not come to a good end, save those where only a person can help. */
function lastStatuses(steps: readonly ReplayedStep[]): readonly string[] {
  return steps.filter(({ results }) => results.at(-1)?.status !== 'success' && results[0]?.status !== 'auth_expired').map(({ name, results }) => `${name}: ${results.map(({ status }) => status).join(', ')}`);
}

function queueIdsOf(steps: readonly ReplayedStep[]): readonly string[] {
  return steps.flatMap(({ results }) => results.flatMap((result) => (result.status === 'success' ? [String((result.results as Values)['queue_id'])] : [])));
}
