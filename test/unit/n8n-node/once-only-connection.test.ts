import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { agentIds, numberIds } from '../../../packages/sandbox/src/seed.ts';
import type { Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { type Bench, credentialFor, initiate, node, openBench, phoneOf, runNode, triggerType } from './bench.ts';

const ofDial = { operation: 'initiateCall' } as const;
const continuing = { settings: { onError: 'continueRegularOutput' } } as const;
const lead = [{ phone: phoneOf(1) }];
let events = 0;
const freshKey = (): string => `connection ${(events += 1)}`;
const dialsOf = ({ sandbox }: Bench): number => sandbox.requests().filter(({ operation }) => operation === 'initiateCall').length;

describe('Initiate, when the connection fails after the request has left', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ hurry: 100 });
  });
  afterAll(() => bench.close());
  beforeEach(() => bench.sandbox.reset());

  const errors = [['read', 'EHOSTUNREACH'], ['read', 'ENETUNREACH'], ['write', 'EPROTO'], ['read', 'ECONNREFUSED']] as const;

  it.each(errors)('%s %s and the server took the call: a look-up finds it, and nothing is sent again', async (syscall, code) => {
    await bench.engine.breakNextAnswer({ pathEnd: '/call/initiate', syscall, code });
    const { items } = await runNode(bench.engine, initiate({ eventKey: freshKey() }), lead, continuing);
    expect(items[0]?.json).toMatchObject({ status: 'placed', recovered: true });
    expect([dialsOf(bench), bench.sandbox.ledger().accepted.length]).toEqual([1, 1]);
  });

  it.each(errors)('%s %s and no look-up shows the call: it is unknown, not sent again', async (syscall, code) => {
    bench.sandbox.faults.add({ kind: '504', when: 'delayed_accept', delayMs: 60_000, match: ofDial });
    await bench.engine.breakNextAnswer({ pathEnd: '/call/initiate', syscall, code });
    const { items } = await runNode(bench.engine, initiate({ eventKey: freshKey() }), lead, continuing);
    expect(items[0]?.json).toMatchObject({ details: { code: 'PLACEMENT_UNKNOWN', placement: 'unknown' } });
    expect(dialsOf(bench)).toBe(1);
  });

  it('an answer that drips for ever ends at the limit of the request, and the call is found', async () => {
    bench.sandbox.faults.add({ kind: 'drip', when: 'after_accept', delayMs: 20, match: ofDial });
    const running = runNode(bench.engine, initiate({ eventKey: freshKey() }), lead);
    while (bench.sandbox.ledger().accepted.length === 0) await pause(20);
    await bench.engine.moveClock(Date.now() + 31_000);
    const { items } = await running;
    await bench.engine.moveClock(Date.now());
    expect(items[0]?.json).toMatchObject({ status: 'placed', recovered: true });
    expect(dialsOf(bench)).toBe(1);
  });
});

it('a trigger whose poll never comes back polls again once its lock has expired, and the lost poll emits nothing', async () => {
  const bench = await openBench({ hurry: 100, timeScale: 0, outcomeOf: () => 'declined' });
  const poll = (staticData?: Awaited<ReturnType<Bench['engine']['poll']>>['staticData']) =>
    bench.engine.poll({
      workflow: { nodes: [node('Watch', { event: 'callEnded' }, { type: triggerType })], connections: {} },
      ...(staticData === undefined ? {} : { staticData }),
    });
  const { staticData } = await poll();
  await runNode(bench.engine, initiate(), lead);
  await bench.sandbox.advanceUntilSettled();
  await bench.sandbox.advance(60_000);
  bench.sandbox.faults.add({ kind: 'hang', match: { path: '/queues' } });
  const asked = bench.sandbox.requests().length;
  const lost = poll(staticData);
  while (bench.sandbox.requests().length === asked) await pause(20);
  expect((await poll(staticData)).log.join(' ')).toContain('the last poll still runs');
  await bench.engine.moveClock(Date.now() + 10 * 60_000);
  const next = await poll(staticData);
  expect(next.items?.map(({ json }) => json['recipientNumber'])).toEqual([phoneOf(1)]);
  expect((await lost).items).toBeNull();
  await bench.close();
}, 30_000);

it('a server that answers as `config` servers do but reads the documented fields alone has no fence: nothing is sent again', async () => {
  const bench = await openBench({ hurry: 100, timeScale: 0 });
  const proxy = await withoutConfig(bench.sandbox);
  await bench.engine.saveCredentials([credentialFor(bench.sandbox, { baseUrl: proxy.origin, requestFormat: 'auto' })]);
  const options = { agentId: agentIds.reminder, numberId: numberIds.us, waitToSettle: true };
  const earlier = await runNode(bench.engine, initiate({ eventKey: freshKey(), options }), lead);
  expect(earlier.items[0]?.json).toMatchObject({ status: 'placed' });
  bench.sandbox.faults.add({ kind: '504', when: 'delayed_accept', delayMs: 150_000, match: ofDial });
  const { items } = await runNode(bench.engine, initiate({ eventKey: freshKey(), options }), [{ phone: phoneOf(2) }], continuing);
  expect(items[0]?.json).toMatchObject({ details: { code: 'PLACEMENT_UNKNOWN', safeAfter: null } });
  await bench.sandbox.advance(151_000);
  await bench.sandbox.advanceUntilSettled();
  expect(bench.sandbox.ledger().dials.map(({ recipient }) => recipient)).toEqual([phoneOf(1), phoneOf(2)]);
  await proxy.close();
  await bench.close();
});

/** The sandbox behind an address on which the field `config` of a call does not arrive. */
async function withoutConfig(sandbox: Sandbox): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const passOn = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await readWithoutConfig(incoming);
    const headers = { ...incoming.headers, 'content-length': String(body.length) };
    const onward = forward(`${sandbox.origin}${incoming.url ?? ''}`, { method: incoming.method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    // The node sees a connection that breaks, as behind any proxy, and never one that hangs.
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  };
  const server = createServer((incoming, outgoing) => void passOn(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

async function readWithoutConfig(incoming: IncomingMessage): Promise<Buffer> {
  const body = (await buffer(incoming)).toString('latin1');
  const boundary = /boundary="?([^";]+)/.exec(incoming.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return Buffer.from(body, 'latin1');
  const parts = body.split(`--${boundary}`).filter((part) => !/^\r\n[^\r]*name="?config"?/i.test(part));
  return Buffer.from(parts.join(`--${boundary}`), 'latin1');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
