import { CallTable } from './call-table.ts';
import { noonMs, iso } from './entries.ts';
import { change, failed, minuteMs, placedAt, running, TableHost } from './table-host.ts';

describe('the first poll of all', () => {
  let table: CallTable;
  let host: TableHost;

  beforeEach(() => {
    table = new CallTable();
    host = new TableHost(table);
  });

  test('reports nothing that has ended; what fails or ends afterwards is reported', async () => {
    table.outbound.push(placedAt('ended', noonMs - 20 * minuteMs), placedAt('running', noonMs - 30 * minuteMs, running), placedAt('young', noonMs - minuteMs, running));
    expect(await host.poll()).toMatchObject({ kind: 'first_activation', events: [], notices: [] });
    change(table, 'running', { ...failed, leftQueueAt: iso(noonMs + 30_000) });
    change(table, 'young', { sessionState: 'ended', endReason: 'agent_hung_up' });
    expect(await host.pollFor(20)).toEqual(['young: completed after 1', expect.stringMatching(/^running: failed after \d+$/)]);
  });

  test('a call that had failed just before it is of the past, unless it turns out to be placed', async () => {
    table.outbound.push(placedAt('past', noonMs - 60_000, failed), placedAt('flips', noonMs - 60_000, failed));
    await host.poll();
    change(table, 'flips', { progress: 'placed', leftQueueAt: iso(noonMs + 30_000), conversationId: 's-flips', ...running });
    expect(await host.pollFor(5)).toEqual([]);
    change(table, 'flips', { sessionState: 'ended', endReason: 'agent_hung_up' });
    expect(await host.pollFor(30)).toEqual([expect.stringMatching(/^flips: completed after \d+$/)]);
  });

  test('that cannot read everything leaves the rest of the past unreported, too', async () => {
    const past = Array.from({ length: 200 }, (_, i) => placedAt(`past-${i}`, noonMs - (20 + i / 10) * minuteMs));
    table.outbound.push(...past, placedAt('late', noonMs + 1_000, { queuedAt: iso(noonMs - 50 * minuteMs), ...running }));
    table.asked.length = 0;
    await host.poll({ maxPages: 1 });
    expect(table.of('list').filter(({ filter }) => filter.leftQueueFrom !== undefined)).toHaveLength(3);
    expect(host.remembered).toBe(150);
    table.outbound.push(placedAt('new', noonMs + 30_000));
    change(table, 'late', { sessionState: 'ended', endReason: 'agent_hung_up' });
    expect(await host.pollFor(5)).toEqual(['late: completed after 1', 'new: completed after 2']);
    expect(host.state?.quietUntil).toBeNull();
  });
});
