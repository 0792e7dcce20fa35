import type { ListQuery, Page, Read } from '@iqra-automation/core';
import {
  faultOfPage,
  gatherPages,
  goesOn,
  isReallyEmpty,
  nothingSeen,
  seenWith,
  walkPages,
  type EntryIdentity,
  type SeenSoFar,
  type WalkedPage,
} from '../../../../packages/core/src/reading/walk-pages.ts';

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

  test('keeps what is shown until there is enough of it, the end, a fault, or so many pages', async () => {
    const gather = async (server: ReturnType<typeof serverWith>, more: object = {}) => {
      const { items, fault, complete } = await gatherPages({ list: server.list, filter, idOf: String, ...more });
      return [items.length, fault, complete];
    };
    const brokenOff = (page: Page<number>, asked: number) => (asked === 2 ? { ...page, totalCount: 0 } : page);
    expect(await gather(serverWith(120))).toEqual([120, null, true]);
    expect(await gather(serverWith(120), { isEnough: (item: number) => item === 70 })).toEqual([100, null, true]);
    expect(await gather(serverWith(120), { mostPages: 1 })).toEqual([50, null, false]);
    expect(await gather(serverWith(50), { mostPages: 1 })).toEqual([50, null, true]);
    expect(await gather(serverWith(120, brokenOff), { isEnough: (item: number) => item === 70 })).toEqual([100, 'LIST_BROKE_OFF', false]);
    expect(await gather(serverWith(0), { counted: 2 })).toEqual([0, 'LIST_EMPTY_BUT_COUNTED', false]);
    expect(await gather(serverWith(0))).toEqual([0, null, true]);
  });

  test('an empty list is empty when the count says so', async () => {
    expect(await isReallyEmpty(() => Promise.resolve(readOf(0)), filter)).toBe(true);
    expect(await isReallyEmpty(() => Promise.resolve(readOf(3)), filter)).toBe(false);
  });
});

interface Item {
  readonly id: string;
  readonly campaign: string;
}

const item = (id: string, campaign = 'c1'): Item => ({ id, campaign });
const pageOf = (items: readonly Item[], totalCount: number, nextCursor: string | null = 'next'): Page<Item> => ({ items, totalCount, nextCursor });
const marks: EntryIdentity<Item> = { idOf: ({ id }) => id, belongs: ({ campaign }) => campaign === 'c1' };
const after = (page: Page<Item>, before: SeenSoFar = nothingSeen()): SeenSoFar => seenWith(before, page, marks);

describe('distrust of a page', () => {
  const first = pageOf([item('a'), item('b')], 4);

  test('a page that continues the one before is believed', () => {
    expect(faultOfPage(first, nothingSeen(), marks)).toBeNull();
    expect(faultOfPage(pageOf([item('c'), item('d')], 4, null), after(first), marks)).toBeNull();
  });

  test('an empty first page is no fault by itself, unless it tells a total', () => {
    expect(faultOfPage(pageOf([], 0, null), nothingSeen(), marks)).toBeNull();
    expect(faultOfPage(pageOf([], 3, null), nothingSeen(), marks)).toBe('LIST_EMPTY_BUT_COUNTED');
  });

  test('an empty first page contradicts a count that said more', () => {
    expect(faultOfPage(pageOf([], 0, null), nothingSeen(1), marks)).toBe('LIST_EMPTY_BUT_COUNTED');
    expect(faultOfPage(pageOf([], 0, null), nothingSeen(0), marks)).toBeNull();
  });

  test('a later empty page that keeps its total is a genuine end; one that says 0 is a failed query', () => {
    expect(faultOfPage(pageOf([], 4, null), after(first), marks)).toBeNull();
    expect(faultOfPage(pageOf([], 0, null), after(first), marks)).toBe('LIST_BROKE_OFF');
    expect(faultOfPage(pageOf([item('c')], 0, null), after(first), marks)).toBe('LIST_BROKE_OFF');
  });

  test('a list that never tells its total is believed while it shows something', () => {
    const untold = after(pageOf([item('a')], 0));
    expect(faultOfPage(pageOf([item('b')], 0), untold, marks)).toBeNull();
    expect(faultOfPage(pageOf([], 0, null), untold, marks)).toBe('LIST_BROKE_OFF');
  });

  test('the total of a list may change while it is read', () => {
    expect(faultOfPage(pageOf([item('c')], 9, null), after(first), marks)).toBeNull();
    expect(faultOfPage(pageOf([item('c')], 1, null), after(first), marks)).toBeNull();
  });

  test('entries that come again, on this page or from another, are a lost place', () => {
    expect(faultOfPage(pageOf([item('b')], 4), after(first), marks)).toBe('LIST_REPEATS');
    expect(faultOfPage(pageOf([item('c'), item('c')], 4), after(first), marks)).toBe('LIST_REPEATS');
  });

  test('entries of another question are a lost filter, also on the first page', () => {
    expect(faultOfPage(pageOf([item('x', 'c2')], 4), nothingSeen(), marks)).toBe('LIST_LEFT_FILTER');
  });

  test('entries younger than those before do not go on with a list; a second of difference is none', () => {
    expect(goesOn(81_000, 80_000)).toBe(true);
    expect(goesOn(81_001, 80_000)).toBe(false);
  });

  test('what is not asked about is not checked', () => {
    const idOnly = { idOf: marks.idOf };
    expect(faultOfPage(pageOf([item('x', 'c2')], 4), seenWith(nothingSeen(), first, idOnly), idOnly)).toBeNull();
  });
});
