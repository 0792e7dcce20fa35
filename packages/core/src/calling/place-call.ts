import type { Client } from '../client.ts';
import type { Clock } from '../domain/clock.ts';
import type { Connection } from '../domain/connection.ts';
import type { KeyStore, PlacedCall } from '../sending/planned-call.ts';
import { refuseIfCapReached } from '../recipients/check-frequency-cap.ts';
import type { RawCallInput } from '../fields/initiate-call.fields.ts';
import { placeOnce } from '../sending/place-once.ts';
import { placeWithLedger, type LedgerPlace } from '../sending/place-with-ledger.ts';
import type { SendingDeps, SendingProgress } from '../sending/sending-run.ts';
import type { HostEvent } from './host-event.ts';
import type { CallingMemory } from './calling-memory.ts';
import { planCall, type CallPlan } from './plan-call.ts';
import { settleEmptyValues } from './settle-empty-values.ts';

/** What placing a call needs from its host. */
export interface PlaceCallDeps {
  readonly client: Client;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly memory: CallingMemory;
  /** A lease shared by all workers of the host, where it has one. */
  readonly keyStore?: KeyStore;
  /** The execution's memory, where the host runs items again. */
  readonly ledger?: LedgerPlace;
  readonly onProgress?: (progress: SendingProgress) => void;
  /** The host's own time limit, in ms since 1970 UTC of the host's clock. */
  readonly deadlineMs?: number;
}

/**
 * Places one call from a form's raw values: reads and checks every field, applies the rules the user chose, and sends at most once
 * for one event. Returns the placed (or already existing) call.
 * @throws IqraError whose `placement` says what is known about the call; nothing was sent for kinds `input` and `refused_by_rule`.
 */
export async function placeCall(deps: PlaceCallDeps, raw: RawCallInput, host: HostEvent): Promise<PlacedCall> {
  const planned = planCall({ ...deps, doNotCallLists: deps.memory.doNotCallLists }, raw, host);
  const plan = { ...planned, call: await settleEmptyValues(deps.client, planned.call) };
  const place = (): Promise<PlacedCall> => send(deps, plan);
  // Two items with one number would both be counted before either is placed.
  return plan.cap === null ? await place() : await deps.memory.turns.take(plan.call.recipientNumber, place);
}

async function send(deps: PlaceCallDeps, { call, cap, hoursRefusal, options }: CallPlan): Promise<PlacedCall> {
  const sending: SendingDeps = {
    reads: deps.client,
    dial: deps.client.dial,
    pace: deps.client.waitForTurn,
    clock: deps.clock,
    inFlight: deps.memory.inFlight,
    keyStore: deps.keyStore,
    onProgress: deps.onProgress,
    objection: async () => hoursRefusal ?? (cap === null ? null : await refuseIfCapReached(deps.client, cap, call.recipientNumber)),
  };
  const allowed = { ...options, ...(deps.deadlineMs === undefined ? {} : { deadlineMs: deps.deadlineMs }) };
  return deps.ledger === undefined ? await placeOnce(sending, call, allowed) : await placeWithLedger(deps.ledger, sending, call, allowed);
}
