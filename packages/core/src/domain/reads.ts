/** Which of the two known server kinds answered: the one that reads `config`, or the one that reads the documented fields. */
export type ServerKind = 'config' | 'documented';

/** The value of one answer, with the server's own time of that answer (HTTP `Date`; this machine's clock where it is missing). */
export interface Read<T> {
  readonly value: T;
  readonly serverTimeMs: number;
  readonly serverKind: ServerKind;
  /** True where the answer had no `Date`, so that `serverTimeMs` is only this machine's guess. */
  readonly serverTimeGuessed?: boolean;
}

/** First page: a filter. Later pages: the cursor alone, which carries the filter. */
export type ListQuery<F> =
  | { readonly filter: F; readonly limit: number }
  | { readonly cursor: string; readonly limit: number };

/** One page of a list, newest first. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; carries its own filter. `null` on the last page. */
  readonly nextCursor: string | null;
  readonly totalCount: number;
}
