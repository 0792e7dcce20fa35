import { objectId } from '../calls/object-id.ts';
import type { Conversation } from '../state/world.ts';
import { failure, success } from '../wire/answer.ts';
import { wireDate } from '../wire/dates.ts';
import { integerOf, listOf } from '../wire/json-model.ts';
import type { JsonObject, JsonValue } from '../wire/json-value.ts';
import { answerPage } from '../wire/page.ts';
import type { Placed } from '../wire/page.ts';
import { injectedFailure } from './injected-failure.ts';
import { hidesRecords } from './injected-read-faults.ts';
import type { Operation, OperationContext } from './operation.ts';

/** One billed conversation. Only the hosted service writes these. */
interface UsageRecord {
  readonly id: string;
  readonly at: number;
  readonly conversation: Conversation;
  readonly minutes: number;
}

const access = { method: 'POST', permissions: [], needsEditing: false } as const;
const writtenAfterEndMs = 1_400;
const pricePerMinute = 0.05;

export const countUsage: Operation = {
  ...access,
  name: 'countUsage',
  path: '/user/usage/count',
  codePrefix: 'GetUsageCount',
  body: { startDate: 'date', endDate: 'date', comparePrevious: 'boolean', businessIds: 'integers' },
  run: (context) => {
    const { body, fault } = context;
    if (fault?.kind === 'exception' || fault?.kind === 'failure') return injectedFailure(context, 'GetUsageCount');
    if (fault?.kind === 'db_failure' || fault?.kind === 'db_failure_count') return failure('GetUsageCount:GET_USAGE_COUNT_FAILED', 'Failed to get usage count.');
    const start = integerOf(body, 'startDate') ?? 0;
    const end = integerOf(body, 'endDate') ?? 0;
    const records = recordsOf(context, listOf(body, 'businessIds'));
    const counts = (from: number, to: number): JsonObject => {
      const count = records.filter((record) => record.at >= from && record.at <= to).length;
      return count === 0 ? {} : { Conversation: count };
    };
    const previousCounts = body['comparePrevious'] === true ? counts(start - (end - start), start) : null;
    return success({ currentCounts: counts(start, end), previousCounts });
  },
};

export const listUsage: Operation = {
  ...access,
  name: 'listUsage',
  path: '/user/usage/history',
  codePrefix: 'GetUsageHistory',
  body: { limit: 'integer', nextCursor: 'text', previousCursor: 'text', businessIds: 'integers' },
  run: (context) => {
    const { body, fault } = context;
    if (fault?.kind === 'exception' || fault?.kind === 'failure') return injectedFailure(context, 'GetUsageHistory');
    const code = 'GetUsageHistory:USAGE_HISTORY_FAILED';
    if (hidesRecords(context)) return failure(code, 'Failed to get usage history.');
    const { businessIds, ...paging } = body;
    const hasCursor = body['nextCursor'] !== undefined || body['previousCursor'] !== undefined;
    const answer = answerPage<UsageRecord>(hasCursor || businessIds === undefined ? paging : { ...paging, filter: { businessIds } }, {
      list: 'usage',
      cursorSecret: context.state.options.cursorSecret,
      clampTo: null,
      invalidCursorCode: code,
      invalidRequestCode: code,
      select: (filter) => placedRecords(context, listOf(filter, 'businessIds')),
      render: usageAnswer,
      databaseFails: false,
    });
    // An empty page reports its own size here.
    if (answer.kind !== 'success' || !isEmptyPage(answer.data)) return answer;
    return success({ ...answer.data, pageSize: 0 });
  },
};

function isEmptyPage(data: JsonValue): data is JsonObject {
  return typeof data === 'object' && data !== null && 'items' in data && Array.isArray(data['items']) && data['items'].length === 0;
}

function placedRecords(context: OperationContext, businesses: readonly JsonValue[] | null): readonly Placed<UsageRecord>[] {
  return recordsOf(context, businesses)
    .map((record) => ({ item: record, at: record.at, id: record.id }))
    .sort((left, right) => right.at - left.at || (right.id < left.id ? -1 : 1));
}

function recordsOf(context: OperationContext, businesses: readonly JsonValue[] | null): readonly UsageRecord[] {
  const { state, now } = context;
  if (!state.options.usageRecords) return [];
  return state.world.conversations.flatMap((conversation, index) => {
    const { answeredAt, clientLeftAt, endTypeAt } = conversation.session;
    if (answeredAt === null || clientLeftAt === null || endTypeAt === null) return [];
    const at = endTypeAt + writtenAfterEndMs;
    if (at > now || businesses?.includes(conversation.businessId) === false) return [];
    return [{ id: objectId(state.options.seed, 'usage', at, index), at, conversation, minutes: Math.round((clientLeftAt - answeredAt) / 600) / 100 }];
  });
}

function usageAnswer(record: UsageRecord): JsonObject {
  return {
    id: record.id,
    timestamp: wireDate(record.at),
    businessId: record.conversation.businessId,
    planId: 'payg',
    description: 'Conversation Session Usage',
    sourceType: 'Conversation',
    sourceId: record.conversation.session.id,
    consumedFeatures: [
      {
        featureKey: 'Call_Minutes',
        type: 'PayAsYouGo',
        quantity: record.minutes,
        appliedUnitUsage: pricePerMinute,
        totalUsage: Math.round(record.minutes * pricePerMinute * 10_000) / 10_000,
      },
    ],
  };
}
