import type { Row } from './figures.ts';

/** A Markdown table, so that it can be pasted into docs/benchmarks.md as it is. */
export function toTable(rows: readonly Row[]): string {
  const head = ['Measured', 'Value', 'Compared with', 'Its value', 'Ratio', 'Claim'];
  const body = rows.map((row) => [
    row.measure,
    `${number(row.value)} ${row.unit}`,
    row.comparedWith,
    row.other === null ? '-' : number(row.other),
    row.ratio === null ? '-' : number(row.ratio),
    row.limit === undefined ? '-' : `${row.limit.text}: ${verdictOf(row.limit.kept)}`,
  ]);
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function verdictOf(kept: boolean | null): string {
  if (kept === null) return 'not judged, the machine was busy';
  return kept ? 'kept' : 'MISSED';
}

function number(value: number): string {
  if (value === 0) return '0';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 ? 2 : 4;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
