import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { credentialFor, initiate, openBench, phoneOf, runNode, type Bench } from '../unit/n8n-node/bench.ts';

const answerAfterMs = 100;
const concurrency = 10;
/** One look-up for ten calls, and a few more where an answer comes late. */
const mostRequestsPerItem = 1.12;

let bench: Bench;
let server: Server;
let requests = 0;

beforeAll(async () => {
  bench = await openBench();
  let pauseMs = answerAfterMs;
  server = createServer((request, response) => {
    requests += 1;
    if (request.url === '/fast') pauseMs = 0;
    const data = request.url?.endsWith('/count') === true ? 0 : [`6742e6b8f0a1c2d3${String(requests).padStart(8, '0')}`];
    request.resume().on('end', () => setTimeout(() => response.end(JSON.stringify({ data, success: true, message: null, code: null })), pauseMs));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await bench.engine.saveCredentials([credentialFor({ ...bench.sandbox, origin })]);
});
afterAll(async () => {
  server.close();
  await bench.close();
});

const leads = (count: number) => Array.from({ length: count }, (_, index) => ({ phone: phoneOf(index) }));
const parameters = initiate({ options: { concurrency, requestsPerMinute: 0 } });

it('1,000 items cost one request each and one look-up for ten, and come back in their order', async () => {
  requests = 0;
  const { items } = await runNode(bench.engine, parameters, leads(1_000));
  expect(requests).toBeLessThanOrEqual(1_000 * mostRequestsPerItem);
  expect(items.map((item) => item.pairedItem)).toEqual(Array.from({ length: 1_000 }, (_, item) => ({ item })));
}, 240_000);

it('10,000 items let the memory grow by less than 100 MB', async () => {
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/fast`);
  await runNode(bench.engine, parameters, leads(500));
  const before = await bench.engine.resources();
  const { items } = await runNode(bench.engine, parameters, leads(10_000));
  expect(items).toHaveLength(10_000);
  const after = await bench.engine.resources();
  const grownMb = (after.heapUsedBytes - before.heapUsedBytes) / 1e6;
  process.stdout.write(`n8n memory: heap grew by ${grownMb.toFixed(1)} MB over 10,000 items (${(after.residentBytes / 1e6).toFixed(0)} MB resident), ${((after.cpuMs - before.cpuMs) / 10_000).toFixed(2)} ms of processor time per item\n`);
  expect(grownMb).toBeLessThan(100);
}, 300_000);
