import { maxPageSize } from '../api/call-filter.ts';
import { toPage } from '../api/page.ts';
import { toUsageCounts, toUsageRecord } from '../api/usage.ts';
import type { Page } from '../domain/page.ts';
import type { UsageCountQuery, UsageCounts, UsageRecord } from '../domain/usage.ts';
import { jsonBody, type Operation } from './operation.ts';

/** Needs a key with the user-management flag. */
export const countUsage: Operation<UsageCountQuery, UsageCounts> = {
  name: 'countUsage',
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: '/user/usage/count',
    body: jsonBody({
      startDate: query.from,
      endDate: query.to,
      comparePrevious: query.comparePrevious,
      businessIds: [Number(connection.businessId)],
    }),
  }),
  fromData: toUsageCounts,
};

/** First page: no cursor. The server offers no date filter here. */
export interface UsageListQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/** Needs a key with the user-management flag. The business stands outside the filter and goes with every page. */
export const listUsage: Operation<UsageListQuery, Page<UsageRecord>> = {
  name: 'listUsage',
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: '/user/usage/history',
    body: jsonBody({
      limit: Math.min(Math.max(Math.trunc(query.limit), 1), maxPageSize),
      nextCursor: query.cursor ?? null,
      businessIds: [Number(connection.businessId)],
    }),
  }),
  fromData: (data) => toPage(data, toUsageRecord),
};
