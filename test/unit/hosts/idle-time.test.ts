import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { passTimeWhenIdle } from '../../hosts/idle-time.ts';

const dayMs = 86_400_000;
let backToRealTime: () => void;

beforeEach(() => {
  backToRealTime = passTimeWhenIdle();
});
afterEach(() => backToRealTime());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('a day of waiting takes no time, and the clock tells it', async () => {
  const realMs = performance.now();
  const startMs = Date.now();
  await pause(dayMs);
  expect([Date.now() - startMs, new Date().getTime() - startMs]).toEqual([dayMs, dayMs]);
  expect(performance.now() - realMs).toBeLessThan(dayMs / 1000);
});

test('timers come in the order of their moments, whenever they were set, and one that was cleared never', async () => {
  const came: string[] = [];
  setTimeout(() => came.push('late'), 3_000);
  setTimeout(() => came.push('first of two'), 2_000);
  setTimeout(() => came.push('second of two'), 2_000);
  clearTimeout(setTimeout(() => came.push('cleared'), 1_000));
  setTimeout(() => setTimeout(() => came.push('set later'), 500), 1_000);
  await pause(4_000);
  expect(came).toEqual(['set later', 'first of two', 'second of two', 'late']);
});

test('the clock stands still while a file is read and while something is computed', async () => {
  const startMs = Date.now();
  let fired = false;
  setTimeout(() => {
    fired = true;
  }, 1);
  for (let at = 0; at < 20; at += 1) await readFile(__filename);
  for (let sum = 0, at = 0; at < 5_000_000; at += 1) sum += at;
  expect([fired, Date.now() - startMs]).toEqual([false, 0]);
  await pause(1);
  expect([fired, Date.now() - startMs]).toEqual([true, 1]);
});

test('the clock stands still while work goes on from turn to turn', async () => {
  const startMs = Date.now();
  setTimeout(() => undefined, 1);
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(Date.now() - startMs).toBe(0);
});

describe('a server in this process', () => {
  let server: Server;
  let port: number;
  beforeEach(async () => {
    server = createServer((incoming, response) => {
      incoming.resume().on('end', () => incoming.url === '/hangs' || response.end('x'.repeat(1_000_000)));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Gives up after a millisecond of the clock. */
  const ask = (path: string): Promise<number | 'gave up'> =>
    new Promise((resolve) => {
      setTimeout(() => resolve('gave up'), 1);
      request({ port, host: '127.0.0.1', path, method: 'POST' }, (response) => {
        let length = 0;
        response.on('data', (chunk: Buffer) => (length += chunk.length)).on('end', () => resolve(length));
      })
        .on('error', () => undefined)
        .end('y'.repeat(1_000_000));
    });

  test('has answered before the shortest limit is over, however busy the machine is', async () => {
    expect(await Promise.all(Array.from({ length: 30 }, () => ask('/')))).toEqual(Array.from({ length: 30 }, () => 1_000_000));
  });

  test('that never answers lets the limit pass', async () => {
    expect(await ask('/hangs')).toBe('gave up');
  });
});
