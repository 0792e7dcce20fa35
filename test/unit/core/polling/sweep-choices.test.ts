import { polling, type Client, type SweepInput } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { openClient } from '../open-sandbox-client.ts';
import { placeCalls, Script } from './sandbox-host.ts';
import { threeHours } from './table-host.ts';

const minuteMs = 60_000;

describe('a sweep of what was chosen', () => {
  let sandbox: Sandbox;
  let client: Client;
  let script: Script;

  beforeEach(async () => {
    script = new Script();
    sandbox = await startSandbox(script.options);
    client = openClient(sandbox);
  });
  afterEach(() => sandbox.close());

  const clock = { now: () => sandbox.now(), sleep: () => Promise.resolve(), random: () => 0 };
  const sweep = (change: Partial<SweepInput> = {}) => polling.sweepEndedCalls({ reads: client, clock, ...threeHours, ...change });

  test('a sweep gives the calls of the chosen campaigns, and reads only as many conversations as it may', async () => {
    const [chosen] = await placeCalls(client, sandbox, script, ['recipient_hung_up']);
    await placeCalls(client, sandbox, script, ['recipient_hung_up', 'recipient_hung_up'], campaignIds.consultation);
    await sandbox.advance(30 * minuteMs);
    const { items } = await sweep({ options: { campaignIds: [campaignIds.reminders] } });
    expect(items.map(({ event }) => event.id)).toEqual([chosen]);
    const loaded = async (change: Partial<SweepInput>) => (await sweep(change)).items.filter(({ conversation }) => conversation === 'loaded').length;
    expect(await loaded({})).toBe(3);
    expect(await loaded({ maxConversations: 2 })).toBe(2);
    expect(await loaded({ options: { includeTranscript: false } })).toBe(0);
  });

  test('a sweep of inbound calls', async () => {
    const queueId = sandbox.addInboundCall();
    await sandbox.advance(40 * minuteMs);
    const all = await polling.sweepEndedInboundCalls({ reads: client, clock, ...threeHours });
    expect(all.items.map(({ event }) => event.id)).toEqual([queueId]);
  });
});
