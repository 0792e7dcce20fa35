import type { CallFilter, InboundCallFilter } from '../domain/call-filter.ts';
import type { ListQuery } from '../domain/reads.ts';
import { fromCallProgress } from './call-status.ts';

/** The most that the server puts on one page; higher limits are silently lowered to this. */
export const maxPageSize = 50;

/** Filter fields as the outbound endpoints name them. Absent conditions are left out. */
export function toWireCallFilter(filter: CallFilter): Record<string, unknown> {
  return withoutUndefined({
    startCreatedDate: filter.createdFrom,
    endCreatedDate: filter.createdTo,
    startCompletedAtDate: filter.settledFrom,
    endCompletedAtDate: filter.settledTo,
    queueStatusTypes: filter.progress?.flatMap(fromCallProgress),
    campaignIds: filter.campaignIds,
    callingNumberIds: filter.callingNumberIds,
    recipientNumbers: filter.recipientNumbers,
  });
}

export function toWireInboundFilter(filter: InboundCallFilter): Record<string, unknown> {
  return withoutUndefined({
    startCreatedDate: filter.createdFrom,
    endCreatedDate: filter.createdTo,
    startCompletedAtDate: filter.settledFrom,
    endCompletedAtDate: filter.settledTo,
    callingNumbers: filter.callerNumbers,
    routeIds: filter.routeIds,
  });
}

/** The body of a list request. A cursor goes alone: cursor and filter together are refused, and the cursor carries its filter. */
export function toListBody<F>(query: ListQuery<F>, toWireFilter: (filter: F) => Record<string, unknown>): Record<string, unknown> {
  const limit = Math.min(Math.max(Math.trunc(query.limit), 1), maxPageSize);
  return 'cursor' in query ? { limit, nextCursor: query.cursor } : { limit, filter: toWireFilter(query.filter) };
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
