import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../../packages/sandbox/src/sandbox.ts';
import type { OutcomeName } from '../../../../packages/sandbox/src/calls/outcomes.ts';
import { entry, placed, startAt } from '../api.ts';
import { startListener, type Listener } from './listener.ts';

const recipient = '+14155552671';

describe("a campaign's actions", () => {
  let listener: Listener;
  let sandbox: Sandbox;

  beforeEach(async () => {
    listener = await startListener();
  });
  afterEach(async () => {
    await sandbox.close();
    await listener.close();
  });

  async function openSandbox(outcome: OutcomeName, options: SandboxOptions = {}): Promise<void> {
    sandbox = await startSandbox({ timeScale: 0, startAt, outcomeOf: () => outcome, ...options });
  }

  const place = (metadata: Record<string, string>, campaignId: string = campaignIds.reminders): Promise<string> => placed(sandbox, recipient, { campaignId, metadata });

  const settle = async (): Promise<void> => {
    await sandbox.advanceUntilSettled();
    await sandbox.actionsSettled();
  };

  test.each([
    ['recipient_hung_up', 'callEndedTool'],
    ['agent_hung_up', 'callEndedTool'],
    ['voicemail', 'callEndedTool'],
    ['declined', 'callDeclinedTool'],
    ['no_answer', 'callMissedTool'],
    ['canceled', 'callInitiationFailureTool'],
    ['setup_failed', 'callInitiationFailureTool'],
  ] as const)('%s: %s posts to the address that the call carries, once', async (outcome, slot) => {
    await openSandbox(outcome);
    const queueId = await place({ iqra_resume_url: `${listener.origin}/webhook-waiting/7?signature=a%2Bb`, crm_id: 'C-1' });
    expect(listener.heard).toEqual([]);
    await settle();
    await settle();
    expect(listener.heard).toEqual([{ method: 'POST', path: '/webhook-waiting/7?signature=a%2Bb', contentType: 'application/json; charset=utf-8', body: '{}' }]);
    expect(sandbox.actions()).toEqual([{ slot, queueId, at: expect.any(Number), url: expect.stringContaining('/webhook-waiting/7'), result: 200 }]);
  });

  test('whoever is told of the end reads the end', async () => {
    await openSandbox('recipient_hung_up');
    const queueId = await place({ iqra_resume_url: `${listener.origin}/a` });
    for (let step = 0; step < 4_000 && listener.heard.length === 0; step += 1) {
      await sandbox.advance(100);
      await sandbox.actionsSettled();
    }
    expect(await entry(sandbox, queueId)).toMatchObject({ status: 4, sessionStatus: 6, sessionEndType: 5 });
  });

  test.each(['provider_failed', 'completed_before_media', 'session_lost'] as const)('a call without an end of its own starts nothing: %s', async (outcome) => {
    await openSandbox(outcome);
    await place({ iqra_resume_url: `${listener.origin}/a` });
    await settle();
    expect(listener.heard).toEqual([]);
  });

  test('the deletion of a business starts nothing', async () => {
    await openSandbox('recipient_hung_up');
    const schedule = { dateTimeUTC: '2026-11-25T09:00:00Z', maxDateTimeUTC: '2026-11-25T10:00:00Z' };
    await placed(sandbox, recipient, { metadata: { iqra_resume_url: `${listener.origin}/a` }, schedule });
    sandbox.cancelQueued();
    await settle();
    expect(listener.heard).toEqual([]);
  });

  test('without an address the request fails, with no effect on the call', async () => {
    await openSandbox('recipient_hung_up');
    const queueId = await place({});
    await settle();
    expect(sandbox.actions()).toEqual([expect.objectContaining({ queueId, url: '', result: expect.stringMatching(/URL/i) })]);
    expect(await entry(sandbox, queueId)).toMatchObject({ status: 4, sessionStatus: 6 });
  });

  test('a campaign without actions starts none', async () => {
    await openSandbox('recipient_hung_up');
    await place({ iqra_resume_url: `${listener.origin}/a` }, campaignIds.consultation);
    await settle();
    expect([listener.heard, sandbox.actions()]).toEqual([[], []]);
  });

  test('any status counts as done: nothing is repeated', async () => {
    await listener.close();
    listener = await startListener(500);
    await openSandbox('recipient_hung_up');
    await place({ iqra_resume_url: `${listener.origin}/a` });
    await settle();
    expect(listener.heard).toHaveLength(1);
    expect(sandbox.actions()).toEqual([expect.objectContaining({ result: 500 })]);
  });

  test('a request can be lost, or come twice', async () => {
    const fates = new Map<string, 'lost' | 'doubled'>();
    await openSandbox('recipient_hung_up', { actionFate: ({ queueId }) => fates.get(queueId) ?? 'sent' });
    fates.set(await place({ iqra_resume_url: `${listener.origin}/lost` }), 'lost');
    fates.set(await place({ iqra_resume_url: `${listener.origin}/doubled` }), 'doubled');
    await settle();
    expect(listener.heard.map(({ path }) => path)).toEqual(['/doubled', '/doubled']);
  });

  test('what was due before a restart is not sent after it', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'iqra-sandbox-actions-'));
    try {
      await openSandbox('recipient_hung_up', { dataDir });
      await place({ iqra_resume_url: `${listener.origin}/a` });
      await settle();
      await sandbox.close();
      await openSandbox('recipient_hung_up', { dataDir });
      await settle();
      expect(listener.heard).toHaveLength(1);
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
});
