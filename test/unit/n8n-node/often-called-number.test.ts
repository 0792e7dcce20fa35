import { Agent, request } from 'node:http';
import type { Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { agentIds, campaignIds, numberIds } from '../../../packages/sandbox/src/seed.ts';
import { type Bench, initiate, openBench, phoneOf, runNode } from './bench.ts';

const hotline = [{ phone: phoneOf(1) }];
const mostLookedThrough = 2_000;

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 100, keepRequests: 10_000 });
});
afterAll(() => bench.close());

/** Calls to the hotline of other events, placed past the node within the days before. */
async function callBefore(sandbox: Sandbox, count: number): Promise<void> {
  const fields = { RecipientNumber: phoneOf(1), NumberId: numberIds.us, AgentId: agentIds.reminder, CampaignId: campaignIds.consultation };
  const parts = Object.entries(fields).map(([name, value]) => `--part\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const body = `${parts.join('')}--part--\r\n`;
  const url = `${sandbox.origin}/api/v1/business/${sandbox.businessId}/call/initiate`;
  const headers = { authorization: `Token ${sandbox.apiKey}`, 'content-type': 'multipart/form-data; boundary=part', 'content-length': String(body.length) };
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const before = sandbox.ledger().accepted.length;
  const placeOne = () => new Promise<void>((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (answer) => answer.resume().once('end', resolve));
    sent.once('error', reject).end(body);
  });
  await Promise.all(Array.from({ length: count }, placeOne));
  agent.destroy();
  expect(sandbox.ledger().accepted).toHaveLength(before + count);
}

describe('a number that is called often, such as a hotline or a test line', () => {
  it('after 150 calls within 7 days is called for the next event, and that event once', async () => {
    await callBefore(bench.sandbox, 150);
    await bench.sandbox.advance(6 * 86_400_000);
    const parameters = initiate({ eventKey: 'the 151st' });
    const { items } = await runNode(bench.engine, parameters, hotline);
    expect(items[0]?.json).toMatchObject({ status: 'placed', recovered: false });
    await bench.loadAnew();
    const again = await runNode(bench.engine, parameters, hotline);
    expect(again.items[0]?.json).toMatchObject({ status: 'already_called', queueId: items[0]?.json['queueId'] });
    expect(bench.sandbox.ledger().accepted).toHaveLength(151);
  });

  it('beyond what can be looked through is refused, with what to do, and nothing is sent', async () => {
    await callBefore(bench.sandbox, mostLookedThrough + 1 - bench.sandbox.ledger().accepted.length);
    const { run } = await runNode(bench.engine, initiate({ eventKey: 'one too many' }), hotline);
    expect(run.nodes['Iqra']?.[0]?.error).toMatchObject({
      message: expect.stringMatching(/recent calls, and only 2000 can be looked through/),
      description: expect.stringMatching(/Use a campaign of its own .* test line/),
    });
    expect(bench.sandbox.ledger().accepted).toHaveLength(mostLookedThrough + 1);
  }, 60_000);
});
