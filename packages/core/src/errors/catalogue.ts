import type { Effect } from '../api/operation.ts';
import { accessRows, modulePermissionRow, moduleRefusal } from './access-codes.ts';
import { callRows, exceptionCauseRow, exceptionRows } from './call-codes.ts';
import type { CatalogueRow } from './define-errors.ts';
import { readRows } from './read-codes.ts';

export type { CatalogueRow } from './define-errors.ts';

/** A dial is not explained by a row of the reading operations: such a row says that nothing was placed, which only a read is sure of. */
const dialRows: readonly CatalogueRow[] = [...accessRows, moduleRefusal, ...callRows];
const refusals: readonly CatalogueRow[] = [...dialRows, ...readRows];

/** Every refusal that a request of this product can meet, as the page of errors shows them. */
export const catalogue: readonly CatalogueRow[] = [...refusals, ...exceptionRows];

const segmentsOf = (path: string): readonly string[] => path.toUpperCase().split(':');

const byEffect: Readonly<Record<Effect, readonly { readonly row: CatalogueRow; readonly segments: readonly string[] }[]>> = {
  dial: withSegments(dialRows),
  read: withSegments(refusals),
};

function withSegments(rows: readonly CatalogueRow[]) {
  return rows.map((row) => ({ row, segments: segmentsOf(row.match) }));
}

/** Billing is a closed module of the hosted server: its codes are unknown but for these words. */
const balanceWords = /BALANCE|CREDIT|MINUTES|PACKAGE|PLAN/;

/** True for a code whose last word seems to be about money. A guess: it explains an answer, and proves nothing about a call. */
export function speaksOfBalance(serverCode: string): boolean {
  return balanceWords.test(serverCode.toUpperCase().slice(serverCode.lastIndexOf(':') + 1));
}

/** The step of the server that writes the call into the queue: what it answers may come after the call is there. */
const writingStep = 'FORWARDSINGLECALLTOREGIONPROXY';

const balanceRow = callRows.find((row) => row.code === 'BALANCE_TOO_LOW');

/**
 * The row for a code of the server in answer to a request of this effect, or `null` for a code nobody knows. Codes are open paths, so
 * the longest known end of the path wins; a known message behind the server's catch-all exception comes first. For a dial, only codes
 * that are known to come before the queue may say that nothing was placed (docs/decisions/0098-errors-unknown-codes-of-a-dial.md).
 */
export function findRow(serverCode: string, serverMessage: string | null, effect: Effect): CatalogueRow | null {
  const segments = segmentsOf(serverCode);
  if (segments.length === 2 && segments.join(':') === 'INITIATECALL:EXCEPTION') {
    const cause = exceptionCauseRow(serverMessage);
    if (cause !== null) return cause;
  }
  const mayBeQueued = effect === 'dial' && segments.includes(writingStep);
  const byModule = mayBeQueued ? null : modulePermissionRow(serverCode);
  if (byModule !== null) return byModule;
  const matches = byEffect[effect].filter(({ row, segments: end }) => endsWith(segments, end) && !(mayBeQueued && row.placement === 'not_placed'));
  const longest = matches.sort((a, b) => b.segments.length - a.segments.length)[0];
  if (longest !== undefined) return longest.row;
  return effect === 'read' && speaksOfBalance(serverCode) ? (balanceRow ?? null) : null;
}

function endsWith(segments: readonly string[], end: readonly string[]): boolean {
  return end.length <= segments.length && end.every((segment, at) => segment === segments[segments.length - end.length + at]);
}
