import { searching, type Client } from '@iqra-automation/core';
import { withExactEntries } from '@iqra-automation/core/testing';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { openClient } from '../open-sandbox-client.ts';
import { placeCalls, Script, TestHost } from './sandbox-host.ts';

const minuteMs = 60_000;

/** The server handed one entry out twice: lists show the first conversation for ever, a read by id the one that counts. */
describe('a call with two conversations', () => {
  let sandbox: Sandbox;
  let client: Client;
  let script: Script;

  beforeEach(async () => {
    script = new Script();
    sandbox = await startSandbox(script.options);
    client = openClient(sandbox);
  });
  afterEach(() => sandbox.close());

  test.each(['second_conversation', 'set_up_error_then_placed'] as const)('%s: the trigger tells how the second one ended, once, and not before', async (outcome) => {
    const host = new TestHost(() => client);
    await host.poll();
    const [id = ''] = await placeCalls(client, sandbox, script, [outcome]);
    const early: unknown[] = [];
    for (let polls = 0; polls < 40; polls += 1) {
      await sandbox.advance(15_000);
      const { value } = await client.getCall(id);
      const { events } = await host.poll();
      if (value.sessionState !== 'ended') early.push(...events);
    }
    expect(early).toEqual([]);
    await sandbox.advance(30 * minuteMs);
    await host.poll();
    expect(host.events).toMatchObject([{ id, outcome: 'completed', transcript: expect.stringContaining('Recipient: ') }]);
  });

  test('a first conversation that ended without words is not believed where calls are found or listed', async () => {
    const [id = ''] = await placeCalls(client, sandbox, script, ['set_up_error_then_placed']);
    await sandbox.advanceUntilSettled();
    const { value } = await client.listCalls({ filter: {}, limit: 10 });
    expect(value.items).toMatchObject([{ queueId: id, endReason: 'setup_failed' }]);
    expect(await withExactEntries(client, value.items)).toMatchObject([{ queueId: id, endReason: 'recipient_hung_up' }]);
    const recipientNumber = value.items[0]?.recipientNumber ?? '';
    expect(await searching.findCall(client, { by: 'recipient', recipientNumber, campaignId: null })).toMatchObject({ value: { endReason: 'recipient_hung_up' } });
    const listed = await searching.findCalls(client, { filter: { recipientNumbers: [recipientNumber] }, outcomes: [], limit: 5 });
    expect(listed).toMatchObject([{ entry: { queueId: id }, judgement: { ended: true, outcome: 'completed' } }]);
  });

  test('a call that stands in one list twice is read by id, and stands in the answer once', async () => {
    const [id = ''] = await placeCalls(client, sandbox, script, ['second_conversation']);
    await sandbox.advanceUntilSettled();
    const [first] = (await client.listCalls({ filter: {}, limit: 10 })).value.items;
    const second = (await client.getCall(id)).value;
    if (first === undefined) throw new Error('The list is empty.');
    expect(first.conversationId).not.toBe(second.conversationId);
    expect(await withExactEntries(client, [first, { ...second, sessionState: 'active', endReason: null }])).toEqual([second]);
  });
});
