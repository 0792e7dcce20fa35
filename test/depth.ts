/** Set by jest.slow.config.cjs, which runs every file that imports this one again. */
const isWhole = process.env['IQRA_TEST_DEPTH'] === 'whole';

/**
 * How often or how much: `whole` among the slow tests, which CI runs too, and `quick` in `pnpm test`, so that every change meets each
 * behaviour within seconds. Never for what is checked; only for how many cases are drawn or how large a burst is.
 */
export function depth({ whole, quick }: { readonly whole: number; readonly quick: number }): number {
  return isWhole ? whole : quick;
}

/** Rows of one kind: all of them among the slow tests, and in `pnpm test` so many, spread over the table, the first one included. */
export function rowsInDepth<Row>(rows: readonly Row[], { quick }: { readonly quick: number }): readonly Row[] {
  const every = Math.ceil(rows.length / quick);
  return isWhole ? rows : rows.filter((_row, at) => at % every === 0);
}
