import { readPages, type CallEntry, type CallFilter, type Client, type PagesQuestion } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { openClient } from '../open-sandbox-client.ts';
import { place } from './place-in-turn.ts';

const filter: CallFilter = { campaignIds: [campaignIds.reminders] };

describe('reading a list of the sandbox page by page', () => {
  let sandbox: Sandbox;
  let client: Client;
  let placed: string[];

  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
    client = openClient(sandbox);
    placed = [];
    for (let n = 0; n < 120; n += 1) placed.push(await place(sandbox, client));
  });
  afterAll(() => sandbox.close());
  beforeEach(() => sandbox.faults.clear());

  const question = (change: Partial<PagesQuestion<CallEntry, CallFilter>> = {}): PagesQuestion<CallEntry, CallFilter> => ({
    list: (query) => client.listCalls(query),
    count: (wanted) => client.countCalls(wanted),
    filter,
    idOf: ({ queueId }) => queueId,
    belongs: ({ campaignId }) => campaignId === campaignIds.reminders,
    limit: null,
    ...change,
  });

  const idsOf = async (change: Partial<PagesQuestion<CallEntry, CallFilter>> = {}) => (await readPages(question(change))).value.map(({ queueId }) => queueId);

  test('gives all, newest first, each once', async () => {
    expect(await idsOf()).toEqual(placed.toReversed());
  });

  test('gives as many as asked for, and asks for no more', async () => {
    const asked = sandbox.requests().length;
    expect(await idsOf({ limit: 70 })).toEqual(placed.toReversed().slice(0, 70));
    expect(await idsOf({ limit: 3 })).toEqual(placed.toReversed().slice(0, 3));
    expect(sandbox.requests().slice(asked)).toHaveLength(3);
  });

  test('an empty list is believed only when the count agrees, where there is a count', async () => {
    const nobody: CallFilter = { campaignIds: [campaignIds.survey] };
    expect(await idsOf({ filter: nobody })).toEqual([]);
    sandbox.faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound' } });
    await expect(idsOf()).rejects.toMatchObject({ kind: 'server', code: 'LIST_EMPTY_BUT_COUNTED' });
    sandbox.faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound' } });
    const { list, idOf, limit } = question();
    expect((await readPages({ list, idOf, limit, filter })).value).toEqual([]);
  });

  test('a list that ends in the middle is refused', async () => {
    sandbox.faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound', nth: 2 } });
    await expect(idsOf()).rejects.toMatchObject({ code: 'LIST_BROKE_OFF' });
  });

  test('a list that loses its place and shows entries again, or entries of others, is refused', async () => {
    const first = await client.listCalls({ filter, limit: 50 });
    const again = { ...question(), list: () => Promise.resolve(first) };
    await expect(readPages(again)).rejects.toMatchObject({ code: 'LIST_REPEATS' });
    await place(sandbox, client, { campaignId: campaignIds.consultation });
    const unfiltered = { ...question(), list: async () => await client.listCalls({ filter: {}, limit: 50 }) };
    await expect(readPages(unfiltered)).rejects.toMatchObject({ code: 'LIST_LEFT_FILTER' });
    expect((await readPages({ ...question(), filter: {}, belongs: () => true })).value).toHaveLength(121);
  });
});
