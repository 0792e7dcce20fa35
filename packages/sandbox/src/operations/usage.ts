import { objectId } from '../calls/object-id.ts';
import type { SessionPlan } from '../calls/call-plan.ts';
import type { UsageEntry } from '../state/entries.ts';
import { failure, success } from '../wire/answer.ts';
import { wireDate } from '../wire/dates.ts';
import { integerOf, listOf } from '../wire/json-model.ts';
import type { JsonObject, JsonValue } from '../wire/json-value.ts';
import { cursorText, defaultLimit, findPage, newestFirst } from '../wire/page.ts';
import type { Placed } from '../wire/page.ts';
import { injectedFailure } from './injected-failure.ts';
import { hidesRecords } from './injected-read-faults.ts';
import type { Operation, OperationContext } from './operation.ts';

const access = { method: 'POST', permissions: [], needsEditing: false } as const;
const writtenAfterEndMs = 1_400;
const pricePerMinute = 0.05;
/** Sent as text, unlike every other enum. */
const sourceTypes = ['Unknown', 'Conversation', 'Frontend', 'API'];
const usageTypes = ['Unknown', 'PayAsYouGo', 'Included', 'Overage'];
const conversationSource = 1;
const payAsYouGo = 1;
const yearOne = Date.parse('0001-01-01T00:00:00Z');

export const countUsage: Operation = {
  ...access,
  name: 'countUsage',
  path: '/user/usage/count',
  codePrefix: 'GetUsageCount',
  body: { startDate: 'requiredDate', endDate: 'requiredDate', comparePrevious: 'boolean', businessIds: 'integers' },
  run: (context) => {
    const { body, fault } = context;
    if (fault?.kind === 'exception' || fault?.kind === 'failure') return injectedFailure(context, 'GetUsageCount');
    if (fault?.kind === 'db_failure' || fault?.kind === 'db_failure_count') return failure('GetUsageCount:GET_USAGE_COUNT_FAILED', 'Failed to get usage count.');
    const start = integerOf(body, 'startDate') ?? yearOne;
    const end = integerOf(body, 'endDate') ?? yearOne;
    const entries = usageOf(context, listOf(body, 'businessIds'));
    const previousCounts = body['comparePrevious'] === true ? countsBySource(entries, start - (end - start), start) : null;
    return success({ currentCounts: countsBySource(entries, start, end), previousCounts });
  },
};

/** How many records each source wrote from `from` to before `to`. */
function countsBySource(entries: readonly UsageEntry[], from: number, to: number): JsonObject {
  const within = entries.filter(({ createdAt }) => createdAt >= from && createdAt < to);
  const counts = sourceTypes.map((name, type): [string, number] => [name, within.filter(({ sourceType }) => sourceType === type).length]);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

export const listUsage: Operation = {
  ...access,
  name: 'listUsage',
  path: '/user/usage/history',
  codePrefix: 'GetUsageHistory',
  body: { limit: 'integer', nextCursor: 'text', previousCursor: 'text', businessIds: 'integers' },
  run: (context) => {
    const { body, fault } = context;
    if (fault?.kind === 'exception' || fault?.kind === 'failure') return injectedFailure(context, 'GetUsageHistory');
    if (hidesRecords(context)) return failure('GetUsageHistory:USAGE_HISTORY_FAILED', 'Failed to get usage history.');
    const limit = integerOf(body, 'limit') ?? defaultLimit;
    const asked = { next: cursorText(body, 'nextCursor'), previous: cursorText(body, 'previousCursor'), limit, filter: {} };
    const page = findPage<UsageEntry>(asked, {
      cursorSecret: context.state.options.cursorSecret,
      // The filter of a cursor means nothing here; the one of the request always counts.
      select: () => placedUsage(context, listOf(body, 'businessIds')),
    });
    const isFirst = asked.next === null || !page.hasPreviousPage;
    return success({
      items: page.items.map(usageAnswer),
      nextCursor: page.nextCursor,
      previousCursor: isFirst && asked.previous === null ? null : page.previousCursor,
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      // An empty page reports its own size, and the total is never counted.
      pageSize: page.items.length === 0 ? 0 : limit,
      totalCount: 0,
    });
  },
};

function placedUsage(context: OperationContext, businesses: readonly JsonValue[] | null): readonly Placed<UsageEntry>[] {
  return usageOf(context, businesses)
    .map((entry) => ({ item: entry, at: entry.createdAt, id: entry.id }))
    .sort(newestFirst);
}

/** The records of the key's user; which businesses the key is limited to does not matter here. */
function usageOf(context: OperationContext, businesses: readonly JsonValue[] | null): readonly UsageEntry[] {
  const { options } = context.state;
  const own = options.usageRecords ? ownUsage(context) : [];
  return [...options.loaded.usage, ...own].filter(
    ({ businessId, userEmail }) => userEmail === context.key.user.email && businesses?.includes(businessId) !== false,
  );
}

/** What the hosted service bills for this sandbox's own conversations. */
function ownUsage({ key, now, state }: OperationContext): readonly UsageEntry[] {
  const { calls, inbound, webSessions } = state.world;
  const played = [...calls, ...inbound].map(({ accepted, plan }) => ({ businessId: accepted.businessId, session: plan.session }));
  const web = webSessions.map(({ accepted, session }) => ({ businessId: accepted.businessId, session }));
  return [...played, ...web].flatMap(({ businessId, session }) => {
    const entry = session === null ? null : billed(session, businessId, state.options.seed);
    return entry === null || entry.createdAt > now ? [] : [{ ...entry, userEmail: key.user.email }];
  });
}

function billed(session: SessionPlan, businessId: number, seed: string): Omit<UsageEntry, 'userEmail'> | null {
  const { answeredAt, clientLeftAt, endTypeAt, id } = session;
  if (answeredAt === null || clientLeftAt === null || endTypeAt === null) return null;
  const createdAt = endTypeAt + writtenAfterEndMs;
  const minutes = Math.round((clientLeftAt - answeredAt) / 600) / 100;
  const totalUsage = Math.round(minutes * pricePerMinute * 10_000) / 10_000;
  return {
    id: objectId(seed, 'usage', createdAt, Number.parseInt(id.slice(-6), 16)),
    businessId,
    createdAt,
    planId: 'payg',
    description: 'Conversation Session Usage',
    sourceType: conversationSource,
    sourceId: id,
    consumedFeatures: [{ featureKey: 'Call_Minutes', type: payAsYouGo, quantity: minutes, appliedUnitUsage: pricePerMinute, totalUsage }],
  };
}

function usageAnswer(entry: UsageEntry): JsonObject {
  return {
    id: entry.id,
    timestamp: wireDate(entry.createdAt),
    businessId: entry.businessId,
    planId: entry.planId,
    description: entry.description,
    sourceType: sourceTypes[entry.sourceType] ?? String(entry.sourceType),
    sourceId: entry.sourceId,
    consumedFeatures: entry.consumedFeatures.map((feature) => ({ ...feature, type: usageTypes[feature.type] ?? String(feature.type) })),
  };
}
