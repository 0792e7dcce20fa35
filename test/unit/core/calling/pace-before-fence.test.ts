import { createCallingMemory, placeCall } from '@iqra-automation/core';
import { startSandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { openCaller } from '../open-sandbox-client.ts';

test('a call that waits for its turn gets its full time to be dialled', async () => {
  let waitedMs = 0;
  // The server's clock and the host's are one.
  const sandbox = await startSandbox({ clock: { now: () => Date.now() + waitedMs } });
  const turns: string[] = [];
  const clock = { now: () => Date.now() + waitedMs, sleep: () => Promise.resolve(), random: () => 0.5 };
  const pace = () => {
    waitedMs += 90_000;
    turns.push(`after ${sandbox.requests().length} requests`);
    return Promise.resolve();
  };
  const raw = { recipientNumber: '+14155552671', callingHours: 'off', campaignId: campaignIds.reminders, dynamicVariables: { customer_name: 'Amina' } };
  const beforeMs = Date.now();
  const placed = await placeCall({ ...openCaller(sandbox, { deps: { clock, pace } }), memory: createCallingMemory() }, raw, { source: 'test', itemId: '1', stepId: '' });
  await sandbox.close();
  expect(turns).toEqual(['after 0 requests', 'after 1 requests']);
  // The server's clock is learnt after the first turn, so only the second counts; its answers are cut to seconds.
  expect(Date.parse(placed.scheduledFor) - beforeMs).toBeGreaterThan(85_000);
  expect(Date.parse(placed.latestStart) - Date.parse(placed.scheduledFor)).toBe(120_000);
});
