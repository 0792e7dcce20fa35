import type { Business, CallFilter, CallReads, Conversation, InboundCallFilter, Read } from '@iqra-automation/core';
import type { Random } from '../sending/random.ts';
import type { Faults } from './fault-schedule.ts';
import { failure, FaultyServer } from './faulty-server.ts';
import { ListedCalls } from './listed-calls.ts';
import { campaigns, type ModelledCall } from './modelled-call.ts';
import { entryAt, inboundEntryAt } from './modelled-entry.ts';
import type { ModelledInboundCall } from './modelled-inbound-call.ts';
import { ModelledQueue, type QueueContent, type QueueQuery, type QueueRequests } from './modelled-queue.ts';

export interface RequestCounts extends QueueRequests {
  businesses: number;
  conversations: number;
}

export type AnyModelledCall = ModelledCall | ModelledInboundCall;

const conversationsAtOnce = 4;

/** The reads of core over a modelled server. */
export class ModelledServer extends FaultyServer implements CallReads {
  readonly requests: RequestCounts = { lists: 0, counts: 0, calls: 0, businesses: 0, conversations: 0 };
  readonly listCalls: CallReads['listCalls'];
  readonly countCalls: CallReads['countCalls'];
  readonly getCall: CallReads['getCall'];
  readonly listInboundCalls: CallReads['listInboundCalls'];
  readonly countInboundCalls: CallReads['countInboundCalls'];
  readonly getInboundCall: CallReads['getInboundCall'];

  constructor(calls: readonly AnyModelledCall[], startMs: number, faults: Faults, random: Random) {
    super(startMs, faults, random);
    const outbound = new ModelledQueue(this, this.requests, outboundContent(calls.filter(isOutbound)));
    const inbound = new ModelledQueue(this, this.requests, inboundContent(calls.filter(isInbound)));
    this.listCalls = (query) => outbound.list(query);
    this.countCalls = (filter) => outbound.count(filter);
    this.getCall = (queueId) => outbound.get(queueId);
    this.listInboundCalls = (query) => inbound.list(query);
    this.countInboundCalls = (filter) => inbound.count(filter);
    this.getInboundCall = (queueId) => inbound.get(queueId);
  }

  async getConversation(conversationId: string): Promise<Read<Conversation>> {
    this.requests.conversations += 1;
    this.takeRequest(conversationsAtOnce);
    if (this.failsConversation()) throw failure('server', 'The conversation could not be read.');
    const startedAt = new Date(this.nowMs).toISOString();
    const messages = [{ speaker: 'recipient', text: 'Yes.', at: startedAt }] as const;
    return this.answer({ conversationId, queueId: null, state: 'ended', endReason: 'recipient_hung_up', startedAt, parties: [], messages });
  }

  async getBusiness(): Promise<Read<Business>> {
    this.requests.businesses += 1;
    this.takeRequest();
    const rest = { agentId: null, defaultCallingNumberId: null, dynamicVariables: [], metadata: [] };
    return this.answer({ id: 'b', name: 'Business', switchedOff: [], agents: [], callingNumbers: [], tools: [], campaigns: campaigns.map((campaign) => ({ ...campaign, ...rest })) });
  }
}

export function isInbound(call: AnyModelledCall): call is ModelledInboundCall {
  return 'creation' in call;
}

function isOutbound(call: AnyModelledCall): call is ModelledCall {
  return !isInbound(call);
}

function outboundContent(calls: readonly ModelledCall[]): QueueContent<ModelledCall, ReturnType<typeof entryAt>, CallFilter> {
  return {
    calls,
    exists: (call, nowMs) => call.createdMs <= nowMs,
    entryAt,
    listings: { settled: new ListedCalls(calls, ({ settlements }) => settlements) },
    queryOf: (filter) => {
      const query = queryOf('settled', filter.leftQueueFrom, filter.leftQueueTo, filter.createdTo);
      // No call of this world stays at "processing".
      return filter.progress?.join() === 'processing' ? { ...query, beforeIndex: 0 } : query;
    },
  };
}

/** Bounds on `completedAt` work too, but that time is written anew by the cleanup job. */
function inboundContent(calls: readonly ModelledInboundCall[]): QueueContent<ModelledInboundCall, ReturnType<typeof inboundEntryAt>, InboundCallFilter> {
  return {
    calls,
    exists: (call, nowMs) => call.creation.visibleMs <= nowMs,
    entryAt: inboundEntryAt,
    listings: {
      created: new ListedCalls(calls, ({ creation }) => [creation]),
      settled: new ListedCalls(calls, ({ settlements }) => settlements),
    },
    queryOf: (filter) =>
      filter.leftQueueFrom === undefined && filter.leftQueueTo === undefined
        ? queryOf('created', filter.createdFrom, filter.createdTo, filter.createdTo)
        : queryOf('settled', filter.leftQueueFrom, filter.leftQueueTo, filter.createdTo),
  };
}

function queryOf(listing: string, from: string | undefined, to: string | undefined, createdTo: string | undefined): QueueQuery {
  const time = (iso: string | undefined, otherwise: number) => (iso === undefined ? otherwise : Date.parse(iso));
  return {
    listing,
    fromMs: time(from, 0),
    toMs: time(to, Number.MAX_SAFE_INTEGER),
    createdToMs: time(createdTo, Number.MAX_SAFE_INTEGER),
    beforeIndex: Number.MAX_SAFE_INTEGER,
  };
}
