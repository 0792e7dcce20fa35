import type { Overlap } from './overlap.ts';
import type { ListRow, PortionRow } from './portions.ts';
import type { Tally } from './tally.ts';

const perEvents = 100_000;

/** One row per policy and mix; events per 100,000, requests per event. */
export function tallyTable(tallies: readonly Tally[]): string {
  const head = ['policy', 'faults', 'dialled twice', 'unknown', 'lost silently', 'refused', 'expired', 'POSTs', 'look-ups'];
  const rows = tallies.map((tally) => [
    tally.policy.name,
    tally.mix.name,
    rate(tally.dialledTwice, tally.events),
    rate(tally.unknown, tally.events),
    rate(tally.lostSilently, tally.events),
    rate(tally.refused, tally.events),
    rate(tally.expired, tally.events),
    (tally.dials / tally.events).toFixed(3),
    (tally.lookUps / tally.events).toFixed(3),
  ]);
  return `\nPer 100,000 events (POSTs and look-ups per event):\n${markdown(head, rows)}`;
}

export function overlapTable(overlaps: readonly Overlap[]): string {
  const head = ['two workers start apart by', ...overlaps.map(({ gapMs }) => `${gapMs / 1_000} s`)];
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return `\nEvents with two calls when two processes work on the same event:\n${markdown(head, [
    ['with lease', ...overlaps.map(({ withLease }) => percent(withLease))],
    ['without lease', ...overlaps.map(({ withoutLease }) => percent(withoutLease))],
  ])}\n`;
}

export function listsTable(rows: readonly ListRow[]): string {
  const head = ['faults', 'concurrency', 'looked up', 'requests per call', 'minutes'];
  const cells = rows.map(({ mix, concurrency, lookUps, requestsPerCall, minutes }) => [
    mix,
    String(concurrency),
    lookUps === 'single' ? 'alone' : 'in portions',
    requestsPerCall.toFixed(2),
    minutes.toFixed(1),
  ]);
  return `\n500 leads at 60 requests a minute, one process:\n${markdown(head, cells)}`;
}

/** People of a list that two workers took up, and requests per lead and worker. */
export function portionsTable(rows: readonly PortionRow[]): string {
  const head = ['faults', 'lease', 'requests a minute', 'people', 'rung twice, looked up alone', 'in portions', 'unknown, looked up alone', 'in portions', 'requests, looked up alone', 'in portions'];
  return `\nOne list, taken up by two processes 0 to 60 s apart (requests per lead and process):\n${markdown(
    head,
    rows.map(({ mix, lease, requestsPerMinute, people, single, portions }) => [
      mix,
      lease ? 'yes' : 'no',
      requestsPerMinute === 0 ? 'no limit' : String(requestsPerMinute),
      String(people),
      ...[single, portions].map(({ rungTwice }) => String(rungTwice)),
      ...[single, portions].map(({ unknown }) => String(unknown)),
      ...[single, portions].map(({ requestsPerCall }) => requestsPerCall.toFixed(2)),
    ]),
  )}\n`;
}

/** Exact while small, so that one case in a million does not read as none. */
function rate(count: number, events: number): string {
  const value = (count * perEvents) / events;
  return value === 0 ? '0' : value < 10 ? value.toFixed(1) : String(Math.round(value));
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
