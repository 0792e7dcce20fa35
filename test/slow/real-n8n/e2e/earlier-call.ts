import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';

/** How far behind real time the sandbox starts, so that a call can be over before anything else begins. */
export const sandboxHeadStartMs = 10 * 60_000;

/** Places a call as another program would, and lets it end; the sandbox then shows real time. */
export async function placeBeforeWatching(sandbox: Sandbox, phone: string): Promise<void> {
  const start = sandbox.now();
  const config = {
    campaignId: campaignIds.reminders,
    number: { type: 0, toNumber: phone },
    schedule: { dateTimeUTC: new Date(start).toISOString(), maxDateTimeUTC: new Date(start + sandboxHeadStartMs).toISOString() },
    dynamicVariables: { customer_name: 'Earlier Person' },
    metadata: { sandbox_event: 'earlier' },
  };
  const form = new FormData();
  form.append('config', JSON.stringify(config));
  const response = await fetch(`${sandbox.origin}/api/v1/business/${sandbox.businessId}/call/initiate`, {
    method: 'POST',
    headers: { authorization: `Token ${sandbox.apiKey}` },
    body: form,
  });
  const answer = (await response.json()) as { success: boolean; message: string | null };
  if (!answer.success) throw new Error(`The sandbox refused the earlier call: ${answer.message ?? 'no reason'}`);
  await sandbox.advance(sandboxHeadStartMs);
}
