import type { ApiReads } from '../api/registry.ts';
import { holdingSeat, type CampaignCounts } from '../campaigns/keep-daily-limit.ts';
import type { Client } from '../client.ts';
import type { Campaign, DeclaredVariable } from '../domain/business.ts';
import type { Clock, Connection } from '../domain/from-host.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import { namedRefusal } from '../errors/answer-errors.ts';
import type { RawCallInput } from '../fields/initiate-call.fields.ts';
import { refuseIfCapReached } from '../recipients/check-frequency-cap.ts';
import type { BatchLead, CallBatch } from '../sending/call-batch.ts';
import { judgeFailedCall, type FailedCall } from '../sending/fence.ts';
import { createInFlightKeys, type InFlightKeys } from '../sending/held-keys.ts';
import { placeOnce } from '../sending/place-once.ts';
import { placeWithLedger, type LedgerPlace } from '../sending/place-with-ledger.ts';
import type { KeyStore, PlacedCall, PlannedCall } from '../sending/planned-call.ts';
import type { SendingDeps, SendingProgress } from '../sending/sending-run.ts';
import type { CallingMemory } from './calling-memory.ts';
import type { HostEvent } from './choose-keys.ts';
import { planCall, type CallPlan } from './plan-call.ts';

/** What placing a call needs from its host. */
export interface PlaceCallDeps {
  readonly client: Client;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly memory: CallingMemory;
  /** Where the host places many calls in one run: they are looked up in portions. */
  readonly batch?: CallBatch | undefined;
  /** A lease shared by all workers of the host, where it has one. */
  readonly keyStore?: KeyStore;
  /** The execution's memory, where the host runs items again. */
  readonly ledger?: LedgerPlace;
  readonly onProgress?: (progress: SendingProgress) => void;
  /** Where the run that waits for this call is told of its end. Asked for only when a call is about to be sent. */
  readonly resumeAddress?: SendingDeps['resumeAddress'];
  /** False for a host that runs a throttled step again by itself. Default true. */
  readonly waitWhenThrottled?: boolean;
  /** The host's own time limit, in ms since 1970 UTC of the host's clock. */
  readonly deadlineMs?: number;
  /** Where a host reads the business once for many items; else it is read whenever empty values make it matter. */
  readonly getBusiness?: ApiReads['getBusiness'];
  /** One for all items of a run: the campaign's calls of the day are then counted once. Else each call counts for itself. */
  readonly campaignCounts?: CampaignCounts;
}

/**
 * Places one call from a form's raw values: reads and checks every field, applies the rules the user chose, and sends at most once
 * for one event. Returns the placed (or already existing) call.
 * @throws IqraError whose `placement` says what is known about the call; nothing was sent for kinds `input` and `refused_by_rule`.
 */
export async function placeCall(deps: PlaceCallDeps, raw: RawCallInput, host: HostEvent): Promise<PlacedCall> {
  return await asLead(deps, async (own) => await placePlanned(own, planOf(deps, raw, host)));
}

/**
 * Says what stands against the call, and sends nothing: every field, the do-not-call list, and hours that are closed. Those count only
 * for an event that has no call yet, which takes a look-up. Placing the call judges it all again; nothing is kept for it, and no other
 * run of the event, whose form may have other hours, is told of the refusal.
 * @throws IqraError with placement `not_placed`.
 */
export async function refuseBeforeSending(deps: PlaceCallDeps, raw: RawCallInput, host: HostEvent): Promise<void> {
  await asLead(deps, async ({ ledger: place, ...own }) => {
    const plan = planOf(deps, raw, host);
    if (plan.hoursRefusal === null || place?.ledger.recallKey(plan.call.callKey) !== undefined) return;
    try {
      // With the hours against it, this ends in the event's earlier call or before the send.
      await placePlanned({ ...own, inFlight: createInFlightKeys() }, plan);
    } catch (error) {
      if (isIqraError(error) && error.placement === 'not_placed') throw error;
    }
  });
}

async function asLead<T>(deps: PlaceCallDeps, work: (own: OwnDeps) => Promise<T>): Promise<T> {
  const lead = deps.batch?.enter();
  try {
    return await work({ ...deps, client: deps.client.forOneItem(lead?.pace), lead });
  } finally {
    lead?.end();
  }
}

function planOf(deps: PlaceCallDeps, raw: RawCallInput, host: HostEvent): CallPlan {
  return planCall({ ...deps, doNotCallLists: deps.memory.doNotCallLists }, raw, host);
}

async function placePlanned(deps: OwnDeps, plan: CallPlan): Promise<PlacedCall> {
  const place = (): Promise<PlacedCall> => sendWithEmptyValues(deps, plan);
  // Two items with one number would both be counted before either is placed.
  return plan.cap === null ? await place() : await deps.memory.turns.take(plan.call.recipientNumber, place);
}

interface OwnDeps extends PlaceCallDeps {
  readonly lead: BatchLead | undefined;
  /** Instead of those that all runs of the process share. */
  readonly inFlight?: InFlightKeys;
}

/**
 * Empty values follow what the campaign declares. It is read only where that can matter: before sending when a value is empty, and
 * after a refusal for a missing value, which proves that nothing was queued: then what may be empty is sent as an empty text.
 */
async function sendWithEmptyValues(deps: OwnDeps, plan: CallPlan): Promise<PlacedCall> {
  const reads = { getBusiness: deps.getBusiness ?? deps.client.getBusiness };
  const call = await prepareEmptyValues(reads, plan.call);
  try {
    return await send(deps, { ...plan, call });
  } catch (error) {
    const completed = lacksValue(error) ? await addEmptyValues(reads, call) : call;
    if (completed === call) throw error;
    return await send(deps, { ...plan, call: completed });
  }
}

function lacksValue(error: unknown): boolean {
  return isIqraError(error) && error.placement === 'not_placed' && (error.code === 'VARIABLE_REQUIRED' || error.code === 'METADATA_REQUIRED');
}

async function send(deps: OwnDeps, plan: CallPlan): Promise<PlacedCall> {
  const memory = deps.memory.of(deps.connection);
  let leftOpenMs = 0;
  const onLeftOpen = (forMs: number): void => {
    leftOpenMs = forMs;
  };
  const judge = (error: unknown): FailedCall => judgeFailedCall(error, deps.clock.now(), leftOpenMs);
  const place = (takeSeat: TakeSeat): Promise<PlacedCall> => sendSeated({ ...deps, onLeftOpen }, plan, takeSeat);
  try {
    const { callKey, campaignId } = plan.call;
    return await holdingSeat({ ...deps, memory }, { callKey, campaignId, isLookedUp: plan.options.checkBeforeSending }, plan.dailyLimit, place, judge);
  } catch (error) {
    const failed = judge(error);
    if (failed.kind === 'open') memory.doubtful.note(plan.call, deps.clock.now(), failed.untilMs);
    throw error;
  }
}

type TakeSeat = () => Promise<IqraError | null>;

/** `takeSeat` comes last, when nothing else speaks against the call. */
async function sendSeated(deps: OwnDeps & Pick<SendingDeps, 'onLeftOpen'>, plan: CallPlan, takeSeat: TakeSeat): Promise<PlacedCall> {
  const { call, cap, hoursRefusal, options } = plan;
  const memory = deps.memory.of(deps.connection);
  const sending: SendingDeps = {
    reads: deps.client,
    dial: deps.client.dial,
    pace: deps.client.waitForTurn,
    lead: deps.lead,
    clock: deps.clock,
    ...memory,
    inFlight: deps.inFlight ?? memory.inFlight,
    keyStore: deps.keyStore,
    onProgress: deps.onProgress,
    onLeftOpen: deps.onLeftOpen,
    resumeAddress: deps.resumeAddress,
    objection: async () =>
      (await refuseWithoutCampaign(deps, call)) ??
      hoursRefusal ??
      (cap === null ? null : await refuseIfCapReached(deps.client, cap, call, memory.doubtful.countOf(call, deps.clock.now(), !options.checkBeforeSending))) ??
      (await takeSeat()),
  };
  const allowed = {
    ...options,
    waitWhenThrottled: deps.waitWhenThrottled ?? true,
    ...(deps.deadlineMs === undefined ? {} : { deadlineMs: deps.deadlineMs }),
  };
  return deps.ledger === undefined ? await placeOnce(sending, call, allowed) : await placeWithLedger(deps.ledger, sending, call, allowed);
}

/** A server that takes calls by campaign would refuse this one; whoever chose agent and number is told what to choose. */
async function refuseWithoutCampaign({ client, connection }: PlaceCallDeps, call: PlannedCall): Promise<IqraError | null> {
  const carriesCampaign = call.campaignId !== null && connection.requestFormat !== 'documented';
  if (carriesCampaign || (await client.checkConnection()) === 'documented') return null;
  return namedRefusal('CAMPAIGN_MISSING', { field: call.campaignId === null ? 'campaignId' : 'requestFormat' });
}

type Values = Readonly<Record<string, string>>;

/**
 * The call as its server wants empty values: what must be there and may be empty goes out as `""`; what may not be empty, and what the
 * campaign does not declare, is left out. Blanks are a value. Costs a request only where a value is empty.
 * @throws whatever reading the business throws; nothing was sent.
 */
export async function prepareEmptyValues(reads: Pick<ApiReads, 'getBusiness'>, call: PlannedCall): Promise<PlannedCall> {
  if (!hasEmpty(call.dynamicVariables) && !hasEmpty(call.metadata)) return call;
  const campaign = await campaignOf(reads, call);
  return {
    ...call,
    dynamicVariables: withoutRefused(call.dynamicVariables, campaign?.dynamicVariables ?? []),
    metadata: withoutRefused(call.metadata, campaign?.metadata ?? []),
  };
}

/**
 * The call with an empty text for every value that its campaign requires, that may be empty, and that is missing; the same call where
 * there is none. A host drops a field that was left empty, so only the server's refusal tells that it is missing.
 */
export async function addEmptyValues(reads: Pick<ApiReads, 'getBusiness'>, call: PlannedCall): Promise<PlannedCall> {
  const campaign = await campaignOf(reads, call);
  const variables = missingEmpties(call.dynamicVariables, campaign?.dynamicVariables ?? []);
  const metadata = missingEmpties(call.metadata, campaign?.metadata ?? []);
  if (variables.length + metadata.length === 0) return call;
  return {
    ...call,
    dynamicVariables: Object.fromEntries([...Object.entries(call.dynamicVariables), ...variables]),
    metadata: Object.fromEntries([...Object.entries(call.metadata), ...metadata]),
  };
}

async function campaignOf(reads: Pick<ApiReads, 'getBusiness'>, call: PlannedCall): Promise<Campaign | undefined> {
  if (call.campaignId === null) return undefined;
  return (await reads.getBusiness()).value.campaigns.find(({ id }) => id === call.campaignId);
}

function missingEmpties(values: Values, declared: readonly DeclaredVariable[]): readonly (readonly [string, string])[] {
  return declared.filter(({ key, required, mayBeEmpty }) => required && mayBeEmpty && !Object.hasOwn(values, key)).map(({ key }) => [key, '']);
}

function hasEmpty(values: Values): boolean {
  return Object.values(values).includes('');
}

function withoutRefused(values: Values, declared: readonly DeclaredVariable[]): Values {
  const mayBeEmpty = new Set(declared.filter((one) => one.mayBeEmpty).map(({ key }) => key));
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== '' || mayBeEmpty.has(key)));
}
