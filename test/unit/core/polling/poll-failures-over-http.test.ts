import { isIqraError, type Client } from '@iqra-automation/core';
import { keys } from '../../../../packages/sandbox/src/seed.ts';
import { startSandbox, type OutcomeName, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { depth } from '../../../depth.ts';
import { openClient } from '../open-sandbox-client.ts';
import { freshFolder, placeCalls, Script, TestHost } from './sandbox-host.ts';

const minuteMs = 60_000;
const usual: readonly OutcomeName[] = ['recipient_hung_up', 'agent_hung_up', 'declined', 'no_answer', 'voicemail', 'agent_fault', 'canceled', 'provider_refused'];

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isIqraError(error)) return `${error.kind}: ${error.nextStep}`;
    throw error;
  }
  throw new Error('expected a failure');
}

describe('the tracker over real HTTP, when reads fail', () => {
  let sandbox: Sandbox;
  let client: Client;
  let script: Script;

  beforeEach(async () => {
    script = new Script();
    sandbox = await startSandbox(script.options);
    client = openClient(sandbox);
  });
  afterEach(() => sandbox.close());

  const place = (outcomes: readonly OutcomeName[]) => placeCalls(client, sandbox, script, outcomes);

  test('lists that hide a failure, and cursors that are not accepted, lose nothing', async () => {
    const host = new TestHost(() => client);
    await host.poll();
    const ids = await place(Array.from({ length: depth({ whole: 180, quick: 120 }) }, () => 'agent_hung_up' as const));
    await sandbox.advance(15 * minuteMs);
    sandbox.faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound' }, times: null });
    expect(await host.poll()).toMatchObject({ events: [], notices: [{ code: 'doubtful_list' }] });
    sandbox.faults.clear();
    sandbox.faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound', nth: 3 } });
    expect(await host.poll()).toMatchObject({ notices: [{ code: 'doubtful_list' }] });
    sandbox.faults.clear();
    sandbox.faults.add({ kind: 'bad_cursor', match: { path: '/queues/outbound' }, times: 2 });
    await host.poll();
    sandbox.faults.clear();
    await host.poll();
    expect(host.ids).toEqual(ids.toSorted());
  });

  test('a revoked key and a read-only business fail loudly with the next step; the mark stays', async () => {
    let current = client;
    const host = new TestHost(() => current);
    await host.poll();
    const before = host.state;
    const ids = await place(['agent_hung_up']);
    await sandbox.advance(10 * minuteMs);
    current = openClient(sandbox, { apiKey: keys.revoked.text });
    expect(await codeOf(host.poll())).toMatch(/^authentication: .+/);
    current = openClient(sandbox, { apiKey: keys.editingDisabled.text });
    expect(await codeOf(host.poll())).toMatch(/^(disabled|permission): .+/);
    expect(host.state).toBe(before);
    current = client;
    await host.poll();
    expect(host.ids).toEqual(ids);
  });

  test('a conversation that cannot be read holds its call back for three hours, then the call comes with a warning', async () => {
    const host = new TestHost(() => client);
    await host.poll();
    const [id = ''] = await place(['agent_hung_up']);
    await sandbox.advance(10 * minuteMs);
    sandbox.faults.add({ kind: '500', match: { path: '/conversations/' }, times: null });
    expect((await host.poll()).notices).toMatchObject([{ code: 'events_held' }]);
    expect((await host.poll()).events).toEqual([]);
    await sandbox.advance(3 * 60 * minuteMs);
    expect((await host.poll()).events).toMatchObject([{ id, transcript: '', reached: null, warnings: [expect.stringContaining('what was said is missing')] }]);
    expect((await host.poll()).events).toEqual([]);
  });

  test('a conversation that can be read again in time comes whole', async () => {
    const host = new TestHost(() => client);
    await host.poll();
    const [id = ''] = await place(['agent_hung_up']);
    await sandbox.advance(10 * minuteMs);
    sandbox.faults.add({ kind: '500', match: { path: '/conversations/' }, times: null });
    await host.poll();
    sandbox.faults.clear();
    expect((await host.poll()).events).toMatchObject([{ id, transcript: expect.stringContaining('Agent: '), warnings: [] }]);
  });
});

test('a server that is down for an hour, and started again from its store, loses nothing', async () => {
  const script = new Script();
  const options = { ...script.options, dataDir: freshFolder() };
  let sandbox = await startSandbox(options);
  const { port } = sandbox;
  let client = openClient(sandbox);
  const host = new TestHost(() => client);
  await host.poll();
  const ids = await placeCalls(client, sandbox, script, [...usual, ...usual]);
  await sandbox.advance(30_000);
  await host.poll();
  await sandbox.close();
  expect(await codeOf(host.poll())).toMatch(/^(connection|server): .+/);
  sandbox = await startSandbox({ ...options, port });
  client = openClient(sandbox);
  await sandbox.advance(60 * minuteMs);
  await host.poll();
  await host.poll();
  expect(host.ids).toEqual(ids.toSorted());
  await sandbox.close();
});
