import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { calledTwice, runReplayMatrix } from '../replay-matrix.ts';
import type { StepResult } from '../step-result.ts';
import { startZapierWithSandbox } from '../zapier-with-sandbox.ts';

export interface SlowServerRun {
  readonly step: string;
  readonly status: StepResult['status'];
  readonly seconds: number;
}

/** Steps against a server that takes requests and never answers, in real time. */
export async function runAgainstHangingServer(): Promise<readonly SlowServerRun[]> {
  const zapier = await startZapierWithSandbox({ app: { process: 'own' } });
  try {
    const input = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'only the call hangs', calling_hours: 'off' };
    const time = async (step: string, run: () => Promise<StepResult>): Promise<SlowServerRun> => {
      const startedMs = Date.now();
      const { status } = await run();
      return { step, status, seconds: (Date.now() - startedMs) / 1000 };
    };
    zapier.sandbox.faults.add({ kind: 'hang', times: null, match: { operation: 'initiateCall' } });
    const dial = await time('creates.initiate_call (only the call hangs)', () => zapier.app.create('initiate_call', input));
    zapier.sandbox.faults.add({ kind: 'hang', times: null });
    return [
      dial,
      ...(await Promise.all([
        time('authentication.test', () => zapier.app.authTest()),
        time('creates.initiate_call', () => zapier.app.create('initiate_call', { ...input, event_key: 'all hangs' })),
        time('creates.try_again', () => zapier.app.create('try_again', { queue_id: '6742e6b8f0a1c2d3e4f50617', calling_hours: 'off' })),
        time('triggers.call_completed', () => zapier.app.pollTrigger('call_completed', {})),
        time('triggers.inbound_call_ended', () => zapier.app.pollTrigger('inbound_call_ended', {})),
        time('triggers.campaign_list', () => zapier.app.pollTrigger('campaign_list', {})),
        time('searches.find_call', () => zapier.app.search('find_call', { queue_id: '6742e6b8f0a1c2d3e4f50617' })),
        time('searches.find_conversation', () => zapier.app.search('find_conversation', { queue_id: '6742e6b8f0a1c2d3e4f50617' })),
      ])),
    ];
  } finally {
    await zapier.close();
  }
}

export interface ReplayReport {
  readonly steps: number;
  readonly runs: number;
  readonly dialledTwice: readonly string[];
}

/** Every failure of the request that places a call, striking each of six runs of the step, in real time and in a process of its own. */
export async function runReplaysInRealTime(): Promise<ReplayReport> {
  let now = Date.now;
  const zapier = await startZapierWithSandbox({ sandbox: { outcomeOf: () => 'agent_hung_up' }, app: { process: 'own', nowMs: () => now() } });
  now = () => zapier.sandbox.now();
  try {
    const steps = await runReplayMatrix(zapier, { rounds: 6, strikes: 6, concurrency: 50, recipients: '+141555520' });
    const twice = [...calledTwice(zapier, steps).map(({ name }) => name), ...zapier.sandbox.ledger().dialledTwice.map(({ event }) => event)];
    return { steps: steps.length, runs: steps.reduce((sum, { results }) => sum + results.length, 0), dialledTwice: twice };
  } finally {
    await zapier.close();
  }
}
