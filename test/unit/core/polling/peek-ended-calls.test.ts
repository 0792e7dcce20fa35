import { polling, type Client, type PeekInput } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { openClient, realClock } from '../open-sandbox-client.ts';
import { placeCalls, Script } from './sandbox-host.ts';

describe('the newest ended calls, for a test by hand', () => {
  let sandbox: Sandbox;
  let client: Client;
  let script: Script;

  beforeEach(async () => {
    script = new Script();
    sandbox = await startSandbox(script.options);
    client = openClient(sandbox);
  });
  afterEach(() => sandbox.close());

  const peek = (change: Partial<PeekInput> = {}) => polling.peekEndedCalls({ reads: client, clock: realClock, ...change });
  const reads = (path: string): number => sandbox.requests().filter((request) => request.path.includes(path)).length;

  test('are three, and none when none has ended', async () => {
    expect(await peek()).toEqual([]);
    await placeCalls(client, sandbox, script, Array.from({ length: 5 }, () => 'recipient_hung_up' as const));
    expect(await peek()).toEqual([]);
    await sandbox.advanceUntilSettled();
    expect(await peek()).toHaveLength(3);
  });

  test('are not believed to be none while calls are counted', async () => {
    await placeCalls(client, sandbox, script, ['recipient_hung_up']);
    await sandbox.advanceUntilSettled();
    sandbox.faults.add({ kind: 'lying_list', match: { operation: 'listOutbound' } });
    await expect(peek()).rejects.toMatchObject({ code: 'LIST_EMPTY_BUT_COUNTED' });
    expect(await peek()).toHaveLength(1);
  });

  test('are looked for among the 50 newest', async () => {
    const [wanted] = await placeCalls(client, sandbox, script, ['voicemail']);
    await sandbox.advance(1_000);
    await placeCalls(client, sandbox, script, Array.from({ length: 40 }, () => 'no_answer' as const));
    await sandbox.advanceUntilSettled();
    const options = { outcomes: ['voicemail'] } as const;
    expect((await peek({ options })).map(({ id }) => id)).toEqual([wanted]);
  });

  test('are those of the chosen campaigns', async () => {
    const [reminder] = await placeCalls(client, sandbox, script, ['recipient_hung_up']);
    await placeCalls(client, sandbox, script, ['recipient_hung_up'], campaignIds.consultation);
    await sandbox.advanceUntilSettled();
    expect((await peek({ options: { campaignIds: [campaignIds.reminders] } })).map(({ id }) => id)).toEqual([reminder]);
  });

  test('come with what was said, unless nobody wants it', async () => {
    await placeCalls(client, sandbox, script, ['recipient_hung_up']);
    await sandbox.advanceUntilSettled();
    expect((await peek())[0]?.transcript).toMatch(/^Agent: /);
    expect(reads('/conversations/')).toBe(1);
    expect((await peek({ options: { includeTranscript: false } }))[0]?.transcript).toBe('');
  });

  test('inbound calls are shown alike', async () => {
    const peekInbound = () => polling.peekEndedInboundCalls({ reads: client, clock: realClock });
    expect(await peekInbound()).toEqual([]);
    const queueId = sandbox.addInboundCall();
    await sandbox.advance(30 * 60_000);
    const [shown] = await peekInbound();
    expect(shown).toMatchObject({ id: queueId, callerNumber: '+14155550123', placedAt: expect.any(String) });
  });
});
