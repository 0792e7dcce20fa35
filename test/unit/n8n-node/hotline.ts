import { Agent, request } from 'node:http';
import type { Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { agentIds, campaignIds, numberIds } from '../../../packages/sandbox/src/seed.ts';
import { phoneOf } from './bench.ts';

export const hotline = [{ phone: phoneOf(1) }];

/** Calls to the hotline of other events, placed past the node within the days before. */
export async function callHotline(sandbox: Sandbox, count: number): Promise<void> {
  const fields = { RecipientNumber: phoneOf(1), NumberId: numberIds.us, AgentId: agentIds.reminder, CampaignId: campaignIds.consultation };
  const parts = Object.entries(fields).map(([name, value]) => `--part\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const body = `${parts.join('')}--part--\r\n`;
  const url = `${sandbox.origin}/api/v1/business/${sandbox.businessId}/call/initiate`;
  const headers = { authorization: `Token ${sandbox.apiKey}`, 'content-type': 'multipart/form-data; boundary=part', 'content-length': String(body.length) };
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const placeOne = () => new Promise<void>((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (answer) => answer.resume().once('end', resolve));
    sent.once('error', reject).end(body);
  });
  await Promise.all(Array.from({ length: count }, placeOne));
  agent.destroy();
}
