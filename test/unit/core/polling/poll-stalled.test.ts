import { CallTable } from './call-table.ts';
import { iso, noonMs } from './entries.ts';
import { change, hourMs, minuteMs, placedAt, TableHost } from './table-host.ts';

describe('a call that stays at "processing"', () => {
  let table: CallTable;
  let host: TableHost;

  beforeEach(async () => {
    table = new CallTable();
    host = new TableHost(table);
    await host.poll();
  });

  const processing = { progress: 'processing', leftQueueAt: null, conversationId: null, sessionState: null, endReason: null } as const;
  const start = (queueId: string, metadata: Readonly<Record<string, string>> = {}) => table.outbound.push(placedAt(queueId, table.nowMs, { ...processing, metadata }));
  const minutesUntil = (told: readonly string[]) => Number(told[0]?.split(' ').at(-1));

  test('and is ours is told once, as unknown, 15 minutes after its latest start', async () => {
    start('own', { iqra_call_until: iso(noonMs + 30 * minuteMs), crm_id: 'C-1' });
    expect(minutesUntil(await host.pollFor(240))).toBeGreaterThanOrEqual(45);
    expect(host.events).toMatchObject([
      { id: 'own', outcome: 'unknown', placedAt: null, metadata: { crm_id: 'C-1' }, warnings: [expect.stringContaining('do not call again')] },
    ]);
  });

  test('and is of somebody else is told after three hours, and within four', async () => {
    start('other');
    const minutes = minutesUntil(await host.pollFor(300));
    expect([minutes >= 180, minutes <= 240]).toEqual([true, true]);
  });

  test('is waited for anew after the server put it back into its queue', async () => {
    start('busy');
    await host.pollFor(170);
    change(table, 'busy', { progress: 'queued' });
    await host.pollFor(10);
    change(table, 'busy', { progress: 'processing' });
    expect(minutesUntil(await host.pollFor(300))).toBeGreaterThanOrEqual(179);
  });

  test.each([
    ['shows nothing although calls are counted', false],
    ['breaks off behind its first page', true],
  ])('is not waited for anew while a list %s', async (_what, laterPages) => {
    start('other');
    const younger = { ...processing, metadata: {} };
    for (let at = 0; at < 60; at += 1) table.outbound.push(placedAt(`young-${at}`, table.nowMs + minuteMs, younger));
    await host.pollFor(100);
    table.hiding = (asked) => asked.kind === 'list' && asked.filter.progress?.join() === 'processing' && asked.byCursor === laterPages;
    await host.pollFor(30);
    table.hiding = () => false;
    const told = (await host.pollFor(70)).filter((text) => text.startsWith('other'));
    expect(told).toEqual([expect.stringContaining('other: unknown after ')]);
    expect(minutesUntil(told)).toBeGreaterThanOrEqual(50);
  });

  test('is not told again when it ends after all', async () => {
    start('late', { iqra_call_until: iso(noonMs + minuteMs) });
    expect(await host.pollFor(30)).toHaveLength(1);
    change(table, 'late', { progress: 'placed', leftQueueAt: iso(table.nowMs), conversationId: 's-late', sessionState: 'ended', endReason: 'agent_hung_up' });
    expect(await host.pollFor(60)).toEqual([]);
  });

  test('from long before the trigger was switched on is the past', async () => {
    const old = new CallTable();
    old.outbound.push(placedAt('old', noonMs - 5 * hourMs, { ...processing, queuedAt: iso(noonMs - 5 * hourMs), metadata: {} }));
    const fresh = new TableHost(old);
    await fresh.poll();
    expect(await fresh.pollFor(300)).toEqual([]);
  });
});
