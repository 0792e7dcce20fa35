import { queueAt, sessionAt } from '../calls/call-state.ts';
import type { SessionPlan } from '../calls/call-plan.ts';
import { inboundAt } from '../calls/inbound-state.ts';
import { turnsAt } from '../calls/write-turns.ts';
import type { ConversationEntry, InboundEntry, OutboundEntry, WebSessionEntry } from './entries.ts';
import type { InboundCall, OutboundCall, WebSession } from './world.ts';

const clientTypes = { telephony: 1, web: 2 } as const;
const aiAgent = 1;
const webInitiation = 1;
/** Until a call server has a web session, and until it handed it over. */
const webProcessingMs = 25;
const webProcessedMs = 55;

/** A call that this sandbox plays, as readers find it in the queue. */
export function outboundEntry(call: OutboundCall): OutboundEntry {
  const { accepted } = call;
  return {
    id: call.queueId,
    businessId: accepted.businessId,
    createdAt: accepted.at,
    campaignId: accepted.campaignId,
    numberId: accepted.numberId,
    provider: accepted.provider,
    recipientNumber: accepted.recipientNumber,
    scheduledFor: accepted.scheduledFor,
    dynamicVariables: accepted.dynamicVariables,
    metadata: accepted.metadata,
    // The plan of a call can be replaced, so it is read when asked.
    stateAt: (now) => queueAt(call.plan, now),
  };
}

export function inboundEntry(call: InboundCall): InboundEntry {
  const { accepted } = call;
  return {
    id: call.queueId,
    businessId: accepted.businessId,
    createdAt: accepted.at,
    numberId: accepted.numberId,
    provider: accepted.provider,
    routeId: accepted.routeId,
    callerNumber: accepted.callerNumber,
    stateAt: (now, cleanupJob) => inboundAt(call.plan, now, cleanupJob),
  };
}

export function webSessionEntry(web: WebSession): WebSessionEntry {
  const { accepted } = web;
  const statusAt = (now: number): number => (now - accepted.at < webProcessingMs ? 0 : now - accepted.at < webProcessedMs ? 2 : 3);
  return {
    id: web.queueId,
    businessId: accepted.businessId,
    createdAt: accepted.at,
    webCampaignId: accepted.webCampaignId,
    clientIdentifier: accepted.clientIdentifier,
    dynamicVariables: accepted.dynamicVariables,
    metadata: accepted.metadata,
    statusAt,
    sessionIdAt: (now) => (statusAt(now) === 3 ? web.session.id : null),
  };
}

/** What belongs to a conversation beside its own course. */
export interface Belonging {
  readonly businessId: number;
  readonly queueId: string | null;
  readonly webSessionId?: string;
  readonly initiation: 0 | 1;
  readonly clientId: string;
  readonly configuredAgentId: string;
  readonly dynamicVariables: Readonly<Record<string, string>>;
}

export function conversationEntry(session: SessionPlan, belonging: Belonging): ConversationEntry {
  const { businessId, queueId, initiation, clientId, configuredAgentId, dynamicVariables } = belonging;
  const past = (at: number | null, now: number): number | null => (at !== null && at <= now ? at : null);
  return {
    id: session.id,
    businessId,
    queueId,
    webSessionId: belonging.webSessionId ?? null,
    initiation,
    startedAt: session.startedAt,
    stateAt: (now, cleanupJob) => sessionAt(session, now, cleanupJob),
    clientsAt: (now) => {
      const joinedAt = past(session.clientJoinedAt, now);
      if (joinedAt === null) return [];
      const leftAt = past(session.clientLeftAt, now);
      const type = initiation === webInitiation ? clientTypes.web : clientTypes.telephony;
      return [{ id: clientId, type, joinedAt, leftAt, leaveReason: leftAt === null ? null : session.leaveReason }];
    },
    agentsAt: (now) => {
      const joinedAt = past(session.agentJoinedAt, now);
      return joinedAt === null ? [] : [{ id: session.agentId, type: aiAgent, joinedAt, leftAt: null, leaveReason: null }];
    },
    turnsAt: (now) => turnsAt({ session, configuredAgentId, dynamicVariables }, now),
  };
}
