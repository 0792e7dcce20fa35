import { CallTable } from './call-table.ts';
import { noonMs } from './entries.ts';
import { change, hourMs, minuteMs, placedAt, running, TableHost } from './table-host.ts';

const minutes = [-24 * 60, -90, -20, 12, 20, 40, 65, 24 * 60] as const;

/** Two hours of polls, a call every five minutes that lasts three; `offMs` says how far the server's `Date` is off at each poll. */
async function watch(offMs: (poll: number) => number, hostMovesMs = 0): Promise<{ readonly placed: readonly string[]; readonly heard: readonly string[] }> {
  const table = new CallTable();
  const host = new TableHost(table);
  const placed: string[] = [];
  for (let poll = 0; poll < 150; poll += 1) {
    table.nowMs += minuteMs;
    table.dateOffMs = offMs(poll);
    if (poll === 60) table.hostAheadMs += hostMovesMs;
    if (poll > 0 && poll < 120 && poll % 5 === 0) {
      placed.push(`call-${String(poll).padStart(3, '0')}`);
      table.outbound.push(placedAt(`call-${String(poll).padStart(3, '0')}`, table.nowMs - 10_000, running));
    }
    if (poll % 5 === 3) for (const id of placed.slice(-1)) change(table, id, { sessionState: 'ended', endReason: 'agent_hung_up' });
    await host.poll();
  }
  return { placed, heard: host.ids.toSorted() };
}

describe('every call comes once', () => {
  test.each(minutes)('with one poll whose Date is %i minutes off', async (off) => {
    const { placed, heard } = await watch((poll) => (poll === 61 ? off * minuteMs : 0));
    expect(heard).toEqual(placed);
  });

  test.each(minutes)('with a first poll whose Date is %i minutes off', async (off) => {
    const { placed, heard } = await watch((poll) => (poll === 0 ? off * minuteMs : 0));
    expect(heard).toEqual(placed);
  });

  test.each(minutes)('where the host’s clock is set right by %i minutes, and stays so', async (off) => {
    const { placed, heard } = await watch(() => 0, off * minuteMs);
    expect(heard).toEqual(placed);
  });

  test('where the Date is off at one poll in seven', async () => {
    const { placed, heard } = await watch((poll) => (poll % 7 === 6 ? (minutes[poll % minutes.length] ?? 0) * minuteMs : 0));
    expect(heard).toEqual(placed);
  });
});

test('a call that is followed by id is not left alone for a day after one wrong Date', async () => {
  const table = new CallTable();
  const host = new TableHost(table);
  await host.poll();
  table.outbound.push(placedAt('a', noonMs + 30_000, running));
  await host.pollFor(25);
  table.dateOffMs = 20 * hourMs;
  await host.poll();
  table.dateOffMs = 0;
  await host.pollFor(1);
  change(table, 'a', { sessionState: 'ended', endReason: 'agent_hung_up' });
  expect(await host.pollFor(40)).toEqual([expect.stringMatching(/^a: completed after \d+$/)]);
});

test('a provisional end is not told as unknown because of one Date that is ahead', async () => {
  const table = new CallTable();
  const host = new TableHost(table);
  await host.poll();
  table.outbound.push(placedAt('a', table.nowMs, running));
  await host.pollFor(5);
  change(table, 'a', { sessionState: 'ended', endReason: 'not_set' });
  await host.pollFor(2);
  for (const off of [20 * hourMs, 0, 30 * hourMs]) {
    table.dateOffMs = off;
    expect(await host.pollFor(1)).toEqual([]);
  }
  table.dateOffMs = 0;
  change(table, 'a', { endReason: 'agent_hung_up' });
  expect(await host.pollFor(20)).toEqual([expect.stringMatching(/^a: completed after \d+$/)]);
});
