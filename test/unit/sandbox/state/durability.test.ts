import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { keys } from '../../../../packages/sandbox/src/seed.ts';
import { depth } from '../../../depth.ts';
import { entry, initiate, list, minute, placed, queueIdOf, startAt, stillSandbox } from '../api.ts';
import { nodeBinary, sandboxMain } from '../child.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iqra-sandbox-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'calls.jsonl');

test('a restart finds every call where it was, under the same ids, and its life goes on', async () => {
  let real = startAt;
  const options = { dataDir: folder, timeScale: 1, startAt, clock: { now: () => real } };
  const before = await startSandbox(options);
  const ids = [await placed(before, '+14155550101'), await placed(before, '+14155550103'), await placed(before, '+14155550108')];
  await before.advance(10 * minute);
  before.addInboundCall();
  const seen = await Promise.all(ids.map((id) => entry(before, id)));
  const ledger = before.ledger();
  await before.close();

  real += 5_000;
  const after = await startSandbox({ dataDir: folder, clock: { now: () => real } });
  expect(after.now()).toBe(startAt + 10 * minute + 5_000);
  expect(await Promise.all(ids.map((id) => entry(after, id)))).toEqual(seen);
  expect(after.ledger()).toEqual(ledger);
  const next = await placed(after, '+14155550101');
  expect(ids).not.toContain(next);
  await after.close();
});

test('canceled and forgotten calls stay so after a restart', async () => {
  const first = await stillSandbox({ dataDir: folder });
  await placed(first, '+14155550101');
  first.reset();
  const waiting = await placed(first, '+14155550101', { schedule: { dateTimeUTC: '2026-11-25T09:00:00Z', maxDateTimeUTC: '2026-11-25T10:00:00Z' } });
  first.cancelQueued();
  await first.close();
  const second = await stillSandbox({ dataDir: folder });
  expect((await list(second)).items).toMatchObject([{ queueId: waiting, status: 6, completedAt: null }]);
  await second.close();
});

test('a torn last line is dropped with a notice; the calls before it stay, and new ones are readable', async () => {
  const first = await stillSandbox({ dataDir: folder });
  const id = await placed(first, '+14155550101');
  await first.close();
  appendFileSync(file(), '{"kind":"call","at":17955108');
  const notices: string[] = [];
  const second = await stillSandbox({ dataDir: folder, notice: (text) => notices.push(text) });
  expect(notices).toEqual([expect.stringMatching(/^Dropped a half-written last line \(28 bytes\) of .*calls\.jsonl; it was never acknowledged\.$/)]);
  await placed(second, '+14155550102');
  await second.close();
  const third = await stillSandbox({ dataDir: folder, notice: (text) => notices.push(text) });
  expect(notices).toHaveLength(1);
  expect((await list(third)).items.map((item) => item.queueId)).toContain(id);
  expect(third.ledger().accepted).toHaveLength(2);
  await third.close();
});

test('a damaged line in the middle stops the start with a sentence', async () => {
  const first = await stillSandbox({ dataDir: folder });
  await placed(first, '+14155550101');
  await first.close();
  writeFileSync(file(), readFileSync(file(), 'utf8').replace('{"kind":"clock"', '{"kind":clock'));
  await expect(stillSandbox({ dataDir: folder })).rejects.toThrow(/^Line 2 of .*calls\.jsonl is damaged/);
});

test('a kill at any moment loses no acknowledged call', async () => {
  // A second kill hits a server that began from the store.
  const rounds = depth({ whole: 3, quick: 1 });
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { child, origin } = await startChild(folder);
    const client = { origin, apiKey: keys.full.text, now: () => startAt } as unknown as Sandbox;
    const senders = Array.from({ length: 4 }, async (_, sender) => {
      for (let index = 0; index < 500; index += 1) {
        const answer = await initiate(client, { number: { type: 0, toNumber: `+1415555${1_000 + round * 400 + sender * 100 + (index % 100)}` } }).catch(() => null);
        if (answer === null) return;
        acknowledged.push(queueIdOf(answer));
      }
    });
    const enough = round * 40 + 40;
    while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    await Promise.all(senders);
  }
  const after = await startSandbox({ dataDir: folder });
  const kept = after.ledger().accepted.map((row) => row.queueId);
  expect(acknowledged.length).toBeGreaterThanOrEqual(rounds * 40);
  expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
  await after.close();
});

async function startChild(dataDir: string): Promise<{ readonly child: ChildProcess; readonly origin: string }> {
  const child = spawn(nodeBinary, [sandboxMain, '--data', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const origin = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const match = /address\s+(http:\S+)/.exec(text);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
    child.once('exit', () => reject(new Error(`The sandbox ended early: ${text}`)));
  });
  return { child, origin };
}
