import type { Page } from '@iqra-automation/core';
import { discreditsPage, faultOfPage, goesOn, nothingSeen, seenWith, type EntryMarks, type SeenSoFar } from '../../../../packages/core/src/reading/distrust.ts';

interface Item {
  readonly id: string;
  readonly campaign: string;
}

const item = (id: string, campaign = 'c1'): Item => ({ id, campaign });
const pageOf = (items: readonly Item[], totalCount: number, nextCursor: string | null = 'next'): Page<Item> => ({ items, totalCount, nextCursor });
const marks: EntryMarks<Item> = { idOf: ({ id }) => id, belongs: ({ campaign }) => campaign === 'c1' };
const after = (page: Page<Item>, before: SeenSoFar = nothingSeen): SeenSoFar => seenWith(before, page, marks);

describe('distrust of a page', () => {
  const first = pageOf([item('a'), item('b')], 4);

  test('a page that continues the one before is believed', () => {
    expect(faultOfPage(first, nothingSeen, marks)).toBeNull();
    expect(faultOfPage(pageOf([item('c'), item('d')], 4, null), after(first), marks)).toBeNull();
  });

  test('an empty first page is no fault by itself, unless it tells a total', () => {
    expect(faultOfPage(pageOf([], 0, null), nothingSeen, marks)).toBeNull();
    expect(faultOfPage(pageOf([], 3, null), nothingSeen, marks)).toBe('LIST_EMPTY_BUT_COUNTED');
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
    expect(faultOfPage(pageOf([item('x', 'c2')], 4), nothingSeen, marks)).toBe('LIST_LEFT_FILTER');
  });

  test('entries younger than those before do not go on with a list; a second of difference is none', () => {
    expect(goesOn(81_000, 80_000)).toBe(true);
    expect(goesOn(81_001, 80_000)).toBe(false);
  });

  test('what is not asked about is not checked', () => {
    const idOnly = { idOf: marks.idOf };
    expect(faultOfPage(pageOf([item('x', 'c2')], 4), seenWith(nothingSeen, first, idOnly), idOnly)).toBeNull();
  });

  test('a lost place discredits what the page shows; a list that broke off does not discredit what it showed before', () => {
    const faults = ['LIST_EMPTY_BUT_COUNTED', 'LIST_BROKE_OFF', 'LIST_REPEATS', 'LIST_LEFT_FILTER'] as const;
    expect(faults.filter(discreditsPage)).toEqual(['LIST_REPEATS', 'LIST_LEFT_FILTER']);
  });
});
