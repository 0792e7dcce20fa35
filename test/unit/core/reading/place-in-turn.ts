import type { Client } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';

export const recipientNumber = '+14155552671';

/** Places one call and returns its queue id. Calls are a second apart on the server, so that newest first is certain. */
export async function place(sandbox: Sandbox, client: Client, change: { readonly metadata?: Readonly<Record<string, string>>; readonly campaignId?: string } = {}): Promise<string> {
  await sandbox.advance(1_000);
  const startMs = sandbox.now();
  const answer = await client.dial({
    recipientNumber,
    campaignId: campaignIds.reminders,
    agentId: null,
    callingNumberId: null,
    dynamicVariables: { customer_name: 'Amina' },
    metadata: {},
    startMs,
    latestStartMs: startMs + 120_000,
    scheduled: false,
    ...change,
  });
  if (answer.kind !== 'queued') throw new Error(answer.kind);
  return answer.queueId;
}
