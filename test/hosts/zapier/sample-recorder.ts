import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import type { StepResult } from './step-result.ts';
import type { Values } from './zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from './zapier-with-sandbox.ts';

/** The samples that Zapier shows before a step has been tested, by the names under which the app imports them. */
export interface Samples {
  readonly initiateCallSample: Values;
  readonly tryAgainSample: Values;
  readonly callCompletedSample: Values;
  readonly inboundCallEndedSample: Values;
  readonly findCallSample: Values;
  readonly findConversationSample: Values;
}

/** A person who tests a trigger in the editor is shown such samples. */
const inEditor = { meta: { isLoadingSample: true } };

const recordedAt = Date.parse('2026-11-24T09:15:00.000Z');

/** Plays one outbound and one inbound call on the sandbox, at a fixed time, and keeps what the app makes of them. */
export async function recordSamples(): Promise<Samples> {
  const realNow = Date.now;
  Date.now = () => recordedAt;
  const zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0, startAt: recordedAt, clock: { now: () => recordedAt } } });
  try {
    return await record(zapier);
  } finally {
    Date.now = realNow;
    await zapier.close();
  }
}

async function record({ app, sandbox }: ZapierWithSandbox): Promise<Samples> {
  // As in the editor, where the list of campaigns is opened before the step runs.
  await app.pollTrigger('campaign_list', {});
  const placed = one(await app.create('initiate_call', { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'lead-1007-welcome', calling_hours: 'off', dynamic_variables: { customer_name: 'Amina' }, metadata: { crm_id: 'C-1007' } }));
  sandbox.addInboundCall({ callerNumber: '+14155550123', outcome: 'agent_hung_up' });
  await sandbox.advanceUntilSettled();
  Date.now = () => sandbox.now();
  const queueId = placed['queue_id'];
  return {
    initiateCallSample: placed,
    callCompletedSample: presentable(one(await app.pollTrigger('call_completed', {}, inEditor))),
    inboundCallEndedSample: presentable(one(await app.pollTrigger('inbound_call_ended', {}, inEditor))),
    findCallSample: presentable(one(await app.search('find_call', { queue_id: queueId }))),
    findConversationSample: presentable(one(await app.search('find_conversation', { queue_id: queueId }))),
    // Last: its call is the newest of all.
    tryAgainSample: await recordTryAgain({ app, sandbox }),
  };
}

/** A call that nobody answered, and the attempt that follows it. */
async function recordTryAgain({ app, sandbox }: Pick<ZapierWithSandbox, 'app' | 'sandbox'>): Promise<Values> {
  const first = one(await app.create('initiate_call', { recipient_number: '+14155550104', campaign_id: campaignIds.consultation, event_key: 'lead-1008-welcome', calling_hours: 'off' }));
  await sandbox.advance(60_000);
  return one(await app.create('try_again', { queue_id: first['queue_id'], delay: '2 h', calling_hours: 'off' }));
}

function one(result: StepResult): Values {
  if (result.status !== 'success') throw new Error(`A sample could not be recorded: ${result.message}`);
  const value = Array.isArray(result.results) ? (result.results as readonly unknown[])[0] : result.results;
  if (typeof value !== 'object' || value === null) throw new Error('A sample could not be recorded: there is no result.');
  return value as Values;
}

/** Takes out what no other user has: links that belong to the sandbox. */
function presentable(sample: Values): Values {
  const replaced = Object.entries(sample).map(([key, value]) => {
    if ((key === 'recording' || key === 'recording_url') && typeof value === 'string') return [key, 'https://app.iqra.bot/recordings/sample.wav'];
    return [key, value];
  });
  return Object.fromEntries(replaced) as Values;
}
