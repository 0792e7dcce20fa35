import type { QueueState, SessionState } from '../calls/call-state.ts';
import type { JsonValue } from '../wire/json-value.ts';
import type { StoredTurn } from './stored-turn.ts';

/** String map of a call; `null` where the stored entry has none. */
export type TextMap = Readonly<Record<string, string>>;

/** What lists and single reads see of an outbound call, whether this sandbox plays it or a world file brought it. Times in ms. */
export interface OutboundEntry {
  readonly id: string;
  readonly businessId: number;
  readonly createdAt: number;
  readonly campaignId: string | null;
  readonly numberId: string;
  readonly provider: number;
  readonly recipientNumber: string;
  readonly scheduledFor: number;
  readonly dynamicVariables: TextMap | null;
  readonly metadata: TextMap | null;
  stateAt(now: number): QueueState;
}

export interface InboundEntry {
  readonly id: string;
  readonly businessId: number;
  readonly createdAt: number;
  readonly numberId: string;
  readonly provider: number;
  readonly routeId: string | null;
  readonly callerNumber: string;
  stateAt(now: number, cleanupJob: boolean): QueueState;
}

export interface WebSessionEntry {
  readonly id: string;
  readonly businessId: number;
  readonly createdAt: number;
  readonly webCampaignId: string;
  readonly clientIdentifier: string;
  readonly dynamicVariables: TextMap;
  readonly metadata: TextMap;
  statusAt(now: number): number;
  sessionIdAt(now: number): string | null;
}

/** Somebody who took part in a conversation. */
export interface Party {
  readonly id: string;
  readonly type: number;
  readonly joinedAt: number | null;
  readonly leftAt: number | null;
  readonly leaveReason: string | null;
}

export interface ConversationEntry {
  readonly id: string;
  readonly businessId: number;
  readonly queueId: string | null;
  readonly webSessionId: string | null;
  /** 0 telephony, 1 web. */
  readonly initiation: number;
  readonly startedAt: number;
  /** `null` = the record is not there (yet, or any more). */
  stateAt(now: number, cleanupJob: boolean): SessionState | null;
  clientsAt(now: number): readonly Party[];
  agentsAt(now: number): readonly Party[];
  turnsAt(now: number): readonly StoredTurn[];
}

/** One use of the platform that is billed to a user. */
export interface UsageEntry {
  readonly id: string;
  readonly userEmail: string;
  readonly businessId: number;
  readonly createdAt: number;
  readonly planId: string;
  readonly description: string;
  readonly sourceType: number;
  readonly sourceId: string;
  readonly consumedFeatures: readonly UsedFeature[];
}

export interface UsedFeature {
  readonly featureKey: JsonValue;
  readonly type: number;
  readonly quantity: JsonValue;
  readonly appliedUnitUsage: JsonValue;
  readonly totalUsage: JsonValue;
}

/** Everything that was there before the sandbox started. No dispatcher and no clean-up touches it. */
export interface LoadedRecords {
  readonly outbound: readonly OutboundEntry[];
  readonly inbound: readonly InboundEntry[];
  readonly conversations: readonly ConversationEntry[];
  readonly webSessions: readonly WebSessionEntry[];
  readonly usage: readonly UsageEntry[];
}
