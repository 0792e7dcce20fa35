import { isJsonObject } from '../domain/json-value.ts';
import type { ListQuery, Page } from '../domain/reads.ts';
import type { ConsumedFeature, UsageCountQuery, UsageCounts, UsageFilter, UsageRecord } from '../domain/usage.ts';
import { clampLimit, jsonBody, toPage, type ReadOperation } from './operation.ts';
import { objects, property, text, textOrNull, type WireObject } from './wire-value.ts';

/** Needs a key with the user-management flag. */
export const countUsage: ReadOperation<UsageCountQuery, UsageCounts> = {
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

/** Needs a key with the user-management flag. The business stands outside the filter and goes with every page. */
export const listUsage: ReadOperation<ListQuery<UsageFilter>, Page<UsageRecord>> = {
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: '/user/usage/history',
    body: jsonBody({
      limit: clampLimit(query.limit),
      nextCursor: 'cursor' in query ? query.cursor : null,
      businessIds: [Number(connection.businessId)],
    }),
  }),
  fromData: (data) => toPage(data, toUsageRecord),
};

/** Returns `null` when the value holds no counts. */
function toUsageCounts(value: unknown): UsageCounts | null {
  if (!isJsonObject(value)) return null;
  const current = property(value, 'currentCounts');
  if (!isJsonObject(current)) return null;
  const previous = property(value, 'previousCounts');
  return { current: numbersOf(current), previous: isJsonObject(previous) ? numbersOf(previous) : null };
}

/** Returns `null` when the value has no id. */
function toUsageRecord(value: unknown): UsageRecord | null {
  if (!isJsonObject(value) || text(value, 'id') === '') return null;
  return {
    id: text(value, 'id'),
    at: text(value, 'timestamp'),
    businessId: textOrNull(value, 'businessId') ?? '',
    description: text(value, 'description'),
    source: text(value, 'sourceType'),
    sourceId: text(value, 'sourceId'),
    features: objects(value, 'consumedFeatures').map(toConsumedFeature),
  };
}

function toConsumedFeature(feature: WireObject): ConsumedFeature {
  return {
    feature: text(feature, 'featureKey'),
    type: text(feature, 'type'),
    quantity: numberOf(feature, 'quantity'),
    unitPrice: numberOf(feature, 'appliedUnitUsage'),
    total: numberOf(feature, 'totalUsage'),
  };
}

function numberOf(object: WireObject, name: string): number {
  const value = property(object, name);
  return typeof value === 'number' ? value : 0;
}

function numbersOf(object: WireObject): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(object).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}
