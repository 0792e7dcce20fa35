import type { ErrorKind, Placement } from './iqra-error.ts';

/** What one code of the server means for a person. */
export interface CatalogueRow {
  /** The end of the server's path of words, whole segments joined by `:`; matched without regard to case, longest first. */
  readonly match: string;
  /** Our short name for it, stable for users who branch on it. */
  readonly code: string;
  readonly kind: ErrorKind;
  /** What happened, one sentence. */
  readonly sentence: string;
  readonly nextStep: string;
  /** What the code proves about the call, when a call was being placed. */
  readonly placement: Placement;
  /** The field of the form to look at, where one is to blame. */
  readonly field?: string;
}
