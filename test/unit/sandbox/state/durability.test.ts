import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { entry, list, minute, placed, startAt, stillSandbox } from '../api.ts';

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
