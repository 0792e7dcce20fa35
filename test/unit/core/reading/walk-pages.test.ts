import type { ListQuery, Page, Read } from '@iqra-automation/core';
import { isReallyEmpty, walkPages, type WalkedPage } from '../../../../packages/core/src/reading/walk-pages.ts';

type Filter = { readonly all: true };
const filter: Filter = { all: true };
const readOf = <T>(value: T): Read<T> => ({ value, serverTimeMs: 1, serverKind: 'config' });

/** A server with `count` entries, newest first, that remembers what it was asked. */
function serverWith(count: number, change: (page: Page<number>, asked: number) => Page<number> = (page) => page) {
  const asked: ListQuery<Filter>[] = [];
  const list = async (query: ListQuery<Filter>): Promise<Read<Page<number>>> => {
    asked.push(query);
    const from = 'cursor' in query ? Number(query.cursor) : 0;
    const to = Math.min(from + query.limit, count);
    const items = Array.from({ length: to - from }, (_, at) => from + at);
    return readOf(change({ items, nextCursor: to < count ? String(to) : null, totalCount: count }, asked.length));
  };
  return { asked, list };
}

async function walk(server: ReturnType<typeof serverWith>, mostItems?: number): Promise<readonly WalkedPage<number>[]> {
  const pages: WalkedPage<number>[] = [];
  const { list } = server;
  for await (const page of walkPages({ list, filter, idOf: String, ...(mostItems === undefined ? {} : { mostItems }) })) pages.push(page);
  return pages;
}

describe('walking a list', () => {
  test('asks for the largest page, the filter first and the cursor alone after it', async () => {
    const server = serverWith(120);
    const pages = await walk(server);
    expect(pages.map(({ read, complete }) => [read.value.items.length, complete])).toEqual([[50, false], [50, false], [20, true]]);
    expect(server.asked).toEqual([{ filter, limit: 50 }, { cursor: '50', limit: 50 }, { cursor: '100', limit: 50 }]);
  });

  test('asks for no more than is wanted, and says that the end was not reached', async () => {
    const server = serverWith(120);
    const pages = await walk(server, 70);
    expect(server.asked.map(({ limit }) => limit)).toEqual([50, 20]);
    expect(pages.at(-1)?.complete).toBe(false);
  });

  test('ends with the page that has a fault', async () => {
    const server = serverWith(120, (page, asked) => (asked === 2 ? { items: [], nextCursor: null, totalCount: 0 } : page));
    const pages = await walk(server);
    expect(pages.map(({ fault, complete }) => [fault, complete])).toEqual([[null, false], ['LIST_BROKE_OFF', false]]);
  });

  test('an empty page that keeps its total ends the list, whatever its cursor says', async () => {
    const server = serverWith(120, (page, asked) => (asked === 2 ? { items: [], nextCursor: 'more', totalCount: 50 } : page));
    const pages = await walk(server);
    expect(pages.map(({ fault, complete }) => [fault, complete])).toEqual([[null, false], [null, true]]);
  });

  test('a reader that has seen enough asks for no further page', async () => {
    const server = serverWith(120);
    for await (const page of walkPages({ list: server.list, filter, idOf: String })) if (page.read.value.items.length > 0) break;
    expect(server.asked).toHaveLength(1);
  });

  test('what the list throws reaches the reader', async () => {
    const broken = { asked: [], list: () => Promise.reject(new Error('no answer')) };
    await expect(walk(broken)).rejects.toThrow('no answer');
  });

  test('an empty list is empty when the count says so', async () => {
    expect(await isReallyEmpty(() => Promise.resolve(readOf(0)), filter)).toBe(true);
    expect(await isReallyEmpty(() => Promise.resolve(readOf(3)), filter)).toBe(false);
  });
});
