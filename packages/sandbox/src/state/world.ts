import type { CallPlan, SessionPlan } from '../calls/call-plan.ts';
import { agentIds } from '../seed.ts';
import { objectId } from '../calls/object-id.ts';
import { planCall } from '../calls/plan-call.ts';
import { planInboundCall } from '../calls/plan-inbound.ts';
import { planWebSession } from '../calls/plan-web-session.ts';
import { defaultMaxCallTimeS, dispatcherBatch, dispatcherPollMs, dispatcherTickFrom, lookAheadMs } from '../time/server-rhythm.ts';
import type { AcceptedCall, AcceptedInboundCall, AcceptedWebSession, StoredRecord } from './records.ts';

export interface OutboundCall {
  readonly queueId: string;
  readonly accepted: AcceptedCall;
  plan: CallPlan;
}

export interface InboundCall {
  readonly queueId: string;
  readonly accepted: AcceptedInboundCall;
  readonly plan: CallPlan;
}

export interface WebSession {
  readonly queueId: string;
  readonly accepted: AcceptedWebSession;
  readonly session: SessionPlan;
}

/** A conversation with the entry it belongs to. */
export interface Conversation {
  readonly session: SessionPlan;
  readonly businessId: number;
  readonly queueId: string | null;
  readonly initiation: 0 | 1;
  readonly clientId: string;
  /** The configured agent: sender of the agent's messages. */
  readonly configuredAgentId: string;
  readonly dynamicVariables: Readonly<Record<string, string>>;
}

/** Everything the sandbox holds, in the order of creation. Built from stored records only, so that a restart builds the same. */
export class World {
  readonly seed: string;
  calls: OutboundCall[] = [];
  inbound: InboundCall[] = [];
  webSessions: WebSession[] = [];
  conversations: Conversation[] = [];
  readonly callById = new Map<string, OutboundCall>();
  readonly inboundById = new Map<string, InboundCall>();
  readonly webSessionById = new Map<string, WebSession>();
  readonly conversationById = new Map<string, Conversation>();
  readonly callsByRecipient = new Map<string, OutboundCall[]>();
  readonly #pickedUpAtTick = new Map<number, number>();
  #counter = 0;

  constructor(seed: string) {
    this.seed = seed;
  }

  apply(record: StoredRecord): void {
    switch (record.kind) {
      case 'call':
        this.addCall(record);
        return;
      case 'inbound':
        this.addInboundCall(record);
        return;
      case 'web':
        this.addWebSession(record);
        return;
      case 'canceled':
        this.cancelQueued(record.at);
        return;
      case 'reset':
        this.#clear();
        return;
      case 'opened':
      case 'clock':
        return;
      default:
        record satisfies never;
    }
  }

  addCall(accepted: AcceptedCall): OutboundCall {
    const counter = this.#nextCounter();
    const plan = planCall({
      seed: this.seed,
      counter,
      recipientNumber: accepted.recipientNumber,
      outcome: accepted.outcome,
      provider: accepted.provider,
      maxCallTimeMs: accepted.maxCallTimeS * 1000,
      pickedUpAt: this.#pickUpTick(Math.max(accepted.at, accepted.scheduledFor - lookAheadMs)),
      expiresAt: accepted.expiresAt,
    });
    const call: OutboundCall = { queueId: objectId(this.seed, 'queue', accepted.at, counter), accepted, plan };
    this.calls.push(call);
    this.callById.set(call.queueId, call);
    const sameRecipient = this.callsByRecipient.get(accepted.recipientNumber);
    if (sameRecipient === undefined) this.callsByRecipient.set(accepted.recipientNumber, [call]);
    else sameRecipient.push(call);
    if (plan.session !== null) {
      this.#addConversation({
        session: plan.session,
        businessId: accepted.businessId,
        queueId: call.queueId,
        initiation: 0,
        clientId: accepted.numberId,
        configuredAgentId: accepted.agentId,
        dynamicVariables: accepted.dynamicVariables,
      });
    }
    return call;
  }

  addInboundCall(accepted: AcceptedInboundCall): InboundCall {
    const counter = this.#nextCounter();
    const plan = planInboundCall({ seed: this.seed, counter, at: accepted.at, callerNumber: accepted.callerNumber, outcome: accepted.outcome, maxCallTimeMs: defaultMaxCallTimeS * 1000 });
    const call: InboundCall = { queueId: objectId(this.seed, 'inbound', accepted.at, counter), accepted, plan };
    this.inbound.push(call);
    this.inboundById.set(call.queueId, call);
    if (plan.session !== null) {
      const { businessId, numberId } = accepted;
      this.#addConversation({ session: plan.session, businessId, queueId: call.queueId, initiation: 0, clientId: numberId, configuredAgentId: agentIds.reminder, dynamicVariables: {} });
    }
    return call;
  }

  addWebSession(accepted: AcceptedWebSession): WebSession {
    const counter = this.#nextCounter();
    const session = planWebSession({ seed: this.seed, counter, at: accepted.at, clientIdentifier: accepted.clientIdentifier });
    const entry: WebSession = { queueId: objectId(this.seed, 'web', accepted.at, counter), accepted, session };
    this.webSessions.push(entry);
    this.webSessionById.set(entry.queueId, entry);
    const { businessId, clientIdentifier, dynamicVariables } = accepted;
    this.#addConversation({ session, businessId, queueId: null, initiation: 1, clientId: clientIdentifier, configuredAgentId: agentIds.reminder, dynamicVariables });
    return entry;
  }

  /** What deleting a business does to its waiting entries: Canceled, with no completion time, never dialled. */
  cancelQueued(at: number): void {
    for (const call of this.calls) {
      const first = call.plan.queue[0];
      if (first !== undefined && first.at <= at) continue;
      if (call.plan.session !== null) this.#removeConversation(call.plan.session.id);
      call.plan = { ...call.plan, outcome: 'canceled', queue: [{ at, status: 6 }], dialledAt: null, session: null };
    }
  }

  #addConversation(conversation: Conversation): void {
    this.conversations.push(conversation);
    this.conversationById.set(conversation.session.id, conversation);
  }

  #removeConversation(id: string): void {
    this.conversationById.delete(id);
    this.conversations = this.conversations.filter((conversation) => conversation.session.id !== id);
  }

  /** The dispatcher takes at most a batch per tick; the rest waits for the next one. */
  #pickUpTick(fromMs: number): number {
    let tick = dispatcherTickFrom(fromMs);
    while ((this.#pickedUpAtTick.get(tick) ?? 0) >= dispatcherBatch) tick += dispatcherPollMs;
    this.#pickedUpAtTick.set(tick, (this.#pickedUpAtTick.get(tick) ?? 0) + 1);
    return tick;
  }

  #nextCounter(): number {
    this.#counter += 1;
    return this.#counter;
  }

  #clear(): void {
    this.calls = [];
    this.inbound = [];
    this.webSessions = [];
    this.conversations = [];
    for (const index of [this.callById, this.inboundById, this.webSessionById, this.conversationById, this.callsByRecipient, this.#pickedUpAtTick]) index.clear();
  }
}
