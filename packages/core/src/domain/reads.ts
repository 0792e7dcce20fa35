/** Which of the two known server kinds answered: the one that reads `config`, or the one that reads the documented fields. */
export type ServerKind = 'config' | 'documented';

/** What an answer shows beside its value: the server's own time of it (HTTP `Date`; this machine's clock where it is missing). */
export interface AnswerFacts {
  readonly serverTimeMs: number;
  readonly serverKind: ServerKind;
  /** True where the answer had no `Date`, so that `serverTimeMs` is only this machine's guess. */
  readonly serverTimeGuessed?: boolean;
}

/** The value of one answer, and what the answer shows beside it. */
export interface Read<T> extends AnswerFacts {
  readonly value: T;
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
