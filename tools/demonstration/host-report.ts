import type { Lead } from './leads.ts';

/** A lead that was not called, with the reason that the host shows. */
export interface RefusedLead {
  readonly row: number;
  readonly code: string;
  readonly message: string;
}

export interface PlacedLead {
  readonly row: number;
  readonly queueId: string;
}

/** A call that the host's trigger has reported as ended. */
export interface EndedCall {
  readonly queueId: string;
  /** Masked. */
  readonly recipient: string;
  readonly outcome: string;
  readonly campaign: string;
  readonly durationSeconds: number | null;
  /** First thing said, or ''. */
  readonly firstLine: string;
}

export interface HostReport {
  readonly leads: number;
  readonly placed: readonly PlacedLead[];
  /** Leads without a call of their own; a lead whose event already had a call stands here with the code `DEDUPLICATED`. */
  readonly refused: readonly RefusedLead[];
  readonly ended: readonly EndedCall[];
}

/** What is missing until every lead is accounted for; empty when nothing is. */
export function findGaps(name: string, report: HostReport, leads: readonly Lead[]): readonly string[] {
  const gaps: string[] = [];
  const seenRows = new Set([...report.placed, ...report.refused].map((one) => one.row));
  const lostRows = leads.filter((lead) => !seenRows.has(lead.row)).map((lead) => lead.row);
  if (lostRows.length > 0) gaps.push(`${name}: no result for the rows ${lostRows.join(', ')}.`);
  if (seenRows.size !== report.placed.length + report.refused.length) gaps.push(`${name}: a row has more than one result.`);
  const endedIds = new Set(report.ended.map((call) => call.queueId));
  if (endedIds.size !== report.ended.length) gaps.push(`${name}: an ended call was reported more than once.`);
  const open = report.placed.filter((call) => !endedIds.has(call.queueId));
  if (open.length > 0) gaps.push(`${name}: ${open.length} placed calls were not reported as ended.`);
  return gaps;
}
