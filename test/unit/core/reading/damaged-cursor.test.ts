import { readPages, type Client } from '@iqra-automation/core';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { openClient } from '../open-sandbox-client.ts';

/** More than a page holds. */
const calls = 60;

describe('a cursor that the server has lost', () => {
  let sandbox: Sandbox;
  let client: Client;

  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
    client = openClient(sandbox);
    for (let n = 0; n < calls; n += 1) sandbox.addInboundCall();
    await sandbox.advance(3_600_000);
  });
  afterAll(() => sandbox.close());

  const lists: Readonly<Record<string, () => Promise<unknown>>> = {
    'inbound calls': () => readPages({ list: (query) => client.listInboundCalls(query), filter: {}, idOf: (call) => call.queueId, limit: null }),
    conversations: () => readPages({ list: (query) => client.listConversations(query), filter: {}, idOf: (one) => one.conversationId, limit: null }),
  };

  test.each(Object.entries(lists))('is noticed in the list of %s by the entries that come again', async (_name, read) => {
    expect(await read()).toMatchObject({ value: { length: calls } });
    sandbox.faults.add({ kind: 'bad_cursor', times: null });
    await expect(read()).rejects.toMatchObject({ kind: 'server', code: 'LIST_REPEATS' });
    sandbox.faults.clear();
  });
});
