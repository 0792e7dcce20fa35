import type { CallPlan, SessionPlan } from '../calls/call-plan.ts';
import { agentIds } from '../seed.ts';
import { objectId } from '../calls/object-id.ts';
import { planCall } from '../calls/plan-call.ts';
import { planInboundCall } from '../calls/plan-inbound.ts';
import { planWebSession } from '../calls/plan-web-session.ts';
import { defaultMaxCallTimeS, dispatcherBatch, dispatcherPollMs, dispatcherTickFrom, lookAheadMs } from '../time/server-rhythm.ts';
import type { LoadedRecords } from './entries.ts';
import { conversationEntry, inboundEntry, outboundEntry, webSessionEntry } from './own-entries.ts';
import { RecordIndex } from './record-index.ts';
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

/** Everything the sandbox holds, in the order of creation. Built from stored records only, so that a restart builds the same. */
export class World {
  readonly seed: string;
  calls: OutboundCall[] = [];
  inbound: InboundCall[] = [];
  webSessions: WebSession[] = [];
  readonly records: RecordIndex;
  readonly #loaded: LoadedRecords;
  readonly #pickedUpAtTick = new Map<number, number>();
  /** Times in which the dispatcher waits for a silent call server. */
  #held: { readonly from: number; readonly until: number }[] = [];
  #counter = 0;

  constructor(seed: string, loaded: LoadedRecords = nothingLoaded) {
    this.seed = seed;
    this.#loaded = loaded;
    this.records = new RecordIndex(loaded);
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
    const pickedUpAt = this.#pickUpTick(Math.max(accepted.at, accepted.scheduledFor - lookAheadMs));
    const plan = planCall({
      seed: this.seed,
      counter,
      recipientNumber: accepted.recipientNumber,
      outcome: accepted.outcome,
      provider: accepted.provider,
      maxCallTimeMs: accepted.maxCallTimeS * 1000,
      pickedUpAt,
      expiresAt: accepted.expiresAt,
    });
    const call: OutboundCall = { queueId: objectId(this.seed, 'queue', accepted.at, counter), accepted, plan };
    this.calls.push(call);
    this.records.addOutbound(outboundEntry(call));
    if (plan.holdsRegionUntil !== undefined) this.#held.push({ from: pickedUpAt, until: plan.holdsRegionUntil });
    if (plan.session !== null) {
      const { agentId, businessId, dynamicVariables, numberId } = accepted;
      const belonging = { businessId, queueId: call.queueId, initiation: 0, clientId: numberId, configuredAgentId: agentId, dynamicVariables } as const;
      // In the order of their making, which is how a list finds them.
      if (plan.earlier !== undefined) this.records.addConversation(conversationEntry(plan.earlier.session, belonging));
      this.records.addConversation(conversationEntry(plan.session, belonging));
    }
    return call;
  }

  addInboundCall(accepted: AcceptedInboundCall): InboundCall {
    const counter = this.#nextCounter();
    const plan = planInboundCall({ seed: this.seed, counter, at: accepted.at, callerNumber: accepted.callerNumber, outcome: accepted.outcome, maxCallTimeMs: defaultMaxCallTimeS * 1000 });
    const call: InboundCall = { queueId: objectId(this.seed, 'inbound', accepted.at, counter), accepted, plan };
    this.inbound.push(call);
    this.records.inbound.set(call.queueId, inboundEntry(call));
    if (plan.session !== null) {
      const { businessId, numberId } = accepted;
      const belonging = { businessId, queueId: call.queueId, initiation: 0, clientId: numberId, configuredAgentId: agentIds.reminder, dynamicVariables: {} } as const;
      this.records.addConversation(conversationEntry(plan.session, belonging));
    }
    return call;
  }

  addWebSession(accepted: AcceptedWebSession): WebSession {
    const counter = this.#nextCounter();
    const session = planWebSession({ seed: this.seed, counter, at: accepted.at, clientIdentifier: accepted.clientIdentifier });
    const entry: WebSession = { queueId: objectId(this.seed, 'web', accepted.at, counter), accepted, session };
    this.webSessions.push(entry);
    this.records.webSessions.set(entry.queueId, webSessionEntry(entry));
    const { businessId, clientIdentifier, dynamicVariables } = accepted;
    const belonging = { businessId, queueId: null, webSessionId: entry.queueId, initiation: 1, clientId: clientIdentifier, configuredAgentId: agentIds.reminder, dynamicVariables } as const;
    this.records.addConversation(conversationEntry(session, belonging));
    return entry;
  }

  /** What deleting a business does to its waiting entries: Canceled, with no completion time, never dialled. */
  cancelQueued(at: number): void {
    for (const call of this.calls) {
      const first = call.plan.queue[0];
      if (first !== undefined && first.at <= at) continue;
      if (call.plan.earlier !== undefined) this.records.removeConversation(call.plan.earlier.session.id);
      if (call.plan.session !== null) this.records.removeConversation(call.plan.session.id);
      call.plan = { outcome: 'canceled', queue: [{ at, status: 6 }], dialledAt: null, session: null };
    }
  }

  /** The dispatcher takes at most a batch per tick, and none while it waits for a call server; the rest waits for the next one. */
  #pickUpTick(fromMs: number): number {
    let tick = dispatcherTickFrom(fromMs);
    const isHeld = (at: number): boolean => this.#held.some(({ from, until }) => at > from && at < until);
    while ((this.#pickedUpAtTick.get(tick) ?? 0) >= dispatcherBatch || isHeld(tick)) tick += dispatcherPollMs;
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
    this.#pickedUpAtTick.clear();
    this.#held = [];
    this.records.clear();
    this.records.load(this.#loaded);
  }
}

export const nothingLoaded: LoadedRecords = { outbound: [], inbound: [], conversations: [], webSessions: [], usage: [] };
