/** One page of a list, newest first. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; carries its own filter. `null` on the last page. */
  readonly nextCursor: string | null;
  readonly totalCount: number;
}
