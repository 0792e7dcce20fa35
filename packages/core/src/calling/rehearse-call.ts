import { createCampaignTally } from '../campaigns/daily-limit.ts';
import { createCampaignCounts, takeDailySeat } from '../campaigns/keep-daily-limit.ts';
import type { Client } from '../client.ts';
import type { Business, Campaign, DeclaredVariable } from '../domain/business.ts';
import type { CallEntry } from '../domain/call.ts';
import { mayRing } from '../domain/server-facts.ts';
import { namedRefusal } from '../errors/answer-errors.ts';
import { isIqraError, type ErrorKind, type IqraError } from '../errors/iqra-error.ts';
import type { RawCallInput } from '../fields/initiate-call.fields.ts';
import { refuseIfCapReached } from '../recipients/check-frequency-cap.ts';
import { checkEventKey } from '../sending/call-key.ts';
import { planSend } from '../sending/fence.ts';
import { deduplicatedCall, timesOfWindow } from '../sending/placed-call.ts';
import type { CallTimes, PlannedCall } from '../sending/planned-call.ts';
import { refuseWithoutFence } from '../sending/prepare-send.ts';
import { windowClosed } from '../sending/sending-errors.ts';
import { latestStartReading } from '../sending/sending-run.ts';
import { createServerKnowledge, createServerTime } from '../sending/server-knowledge.ts';
import type { HostEvent } from './choose-keys.ts';
import { findCall } from './find-call.ts';
import { prepareEmptyValues } from './place-call.ts';
import { planCall, type CallPlan, type PlanCallDeps } from './plan-call.ts';

/** What a real run would do now, with the times of the call that it would place or return. */
export interface Rehearsal extends CallTimes {
  readonly plan: CallPlan;
  /** The call that this event has already; a real run would return it and call nobody. */
  readonly earlier: CallEntry | null;
  readonly campaign: Campaign | null;
}

export interface RehearseCallDeps extends PlanCallDeps {
  readonly client: Pick<Client, 'getBusiness' | 'countCalls' | 'listCalls' | 'getCall'>;
}

/**
 * Judges a call as placing it would, and calls nobody: every field, key and business, what is switched off there, campaign, agent and
 * number, what the campaign requires, an earlier call of the event, the cap and the hours. Three requests, one more for a cap and for a daily limit.
 * @throws IqraError as placing the call would; what only the server can tell at the dial (the balance, a full line) stays open.
 */
export async function rehearseCall(deps: RehearseCallDeps, raw: RawCallInput, host: HostEvent): Promise<Rehearsal> {
  const planned = planCall(deps, raw, host);
  const read = await deps.client.getBusiness();
  const business = read.value;
  const plan = { ...planned, call: await prepareEmptyValues({ getBusiness: () => Promise.resolve(read) }, planned.call) };
  const campaign = refuseUnreadyBusiness(business, plan.call);
  const earlier = await findEarlier(deps, plan.call, host.attempt?.text ?? raw.eventKey);
  if (earlier !== null) return { plan, earlier, campaign, ...timesOfEarlier(plan.call, earlier, deps.clock.now()) };
  const reading = latestStartReading({ ...plan, knowledge: createServerKnowledge(), seen: read });
  refuseWithoutFence(plan.call, reading);
  const capReached = plan.cap === null ? null : await refuseIfCapReached(deps.client, plan.cap, plan.call);
  const refusal = plan.hoursRefusal ?? capReached ?? (await findFullDay(deps, plan));
  if (refusal !== null) throw refusal;
  const window = planSend(plan.call, createServerTime(deps.clock).present());
  if (window === null) throw windowClosed(plan.call, deps.clock.now());
  return { plan, earlier, campaign, ...timesOfWindow(plan.call, window, reading) };
}

function timesOfEarlier(call: PlannedCall, earlier: CallEntry, nowMs: number): CallTimes {
  const { scheduledFor, scheduledForLocal, latestStart } = deduplicatedCall(call, earlier, nowMs);
  return { scheduledFor, scheduledForLocal, latestStart };
}

/** What other runs of this process are sending just now stays open. */
async function findFullDay({ client, clock }: RehearseCallDeps, { dailyLimit, call }: CallPlan): Promise<IqraError | null> {
  if (dailyLimit === null) return null;
  const own = { tally: createCampaignTally(), counts: createCampaignCounts(), callKey: call.callKey };
  const seat = await takeDailySeat({ reads: client, clock, ...own }, dailyLimit);
  return isIqraError(seat) ? seat : null;
}

/** The event may call again after a call that never rang. The question also proves that the queue may be read. */
async function findEarlier({ client, connection }: RehearseCallDeps, call: PlannedCall, rawKey: unknown): Promise<CallEntry | null> {
  const { recipientNumber, campaignId } = call;
  const key = checkEventKey(rawKey);
  if (!key.ok) {
    await client.countCalls({ recipientNumbers: [recipientNumber] });
    return null;
  }
  const question = { by: 'event', recipientNumber, campaignId, businessId: connection.businessId, eventKey: key.eventKey } as const;
  const found = await findCall(client, question).catch(noneWithinLimit);
  return found !== null && mayRing(found.value) ? found.value : null;
}

/** A test places nothing, so a call that is older than the newest few hundred need not be found. */
function noneWithinLimit(error: unknown): null {
  if (isIqraError(error) && error.code === 'TOO_MANY_CALLS_TO_SEARCH') return null;
  throw error;
}

function refuseUnreadyBusiness(business: Business, call: PlannedCall): Campaign | null {
  const switchedOff = business.switchedOff.find(({ right }) => right === 'makeCall');
  if (switchedOff !== undefined) throw namedRefusal('PERMISSION_MISSING', { addition: reasonOf(switchedOff.publicReason) });
  if (call.agentId !== null && !business.agents.some(({ id }) => id === call.agentId)) throw namedRefusal('AGENT_NOT_FOUND');
  if (call.callingNumberId !== null) refuseUnreadyNumber(business, call.callingNumberId);
  if (call.campaignId === null) return null;
  const campaign = business.campaigns.find(({ id }) => id === call.campaignId);
  if (campaign === undefined) throw namedRefusal('CAMPAIGN_NOT_FOUND');
  if (campaign.agentId !== null && !business.agents.some(({ id }) => id === campaign.agentId)) throw namedRefusal('CAMPAIGN_AGENT_NOT_FOUND');
  refuseMissing('VARIABLE_REQUIRED', campaign.dynamicVariables, call.dynamicVariables);
  refuseMissing('METADATA_REQUIRED', campaign.metadata, call.metadata);
  return campaign;
}

function refuseUnreadyNumber(business: Business, callingNumberId: string): void {
  const number = business.callingNumbers.find(({ id }) => id === callingNumberId);
  if (number === undefined) throw namedRefusal('CALLING_NUMBER_NOT_FOUND');
  if (!number.voiceEnabled) throw namedRefusal('CALLING_NUMBER_NO_VOICE');
}

function refuseMissing(code: 'VARIABLE_REQUIRED' | 'METADATA_REQUIRED', declared: readonly DeclaredVariable[], given: Readonly<Record<string, string>>): void {
  const missing = declared.filter(({ key, required, mayBeEmpty }) => required && !mayBeEmpty && !Object.hasOwn(given, key));
  if (missing.length > 0) throw namedRefusal(code, { addition: `Missing: ${missing.map(({ key }) => key).join(', ')}.` });
}

function reasonOf(publicReason: string | null): string {
  return publicReason === null ? '' : `The server gives the reason: ${publicReason}.`;
}

/** What placing a call would do now, told without placing it. Times are ISO 8601. */
export interface CallCheck {
  readonly callable: boolean;
  /** Why not; `null` where the call would be placed. */
  readonly reason: string | null;
  readonly code: string | null;
  /** When the call would be made, in UTC; for a refusal, from when it would be allowed, where that is known. */
  readonly wouldCallAt: string | null;
  /** The same in the recipient's time zone, where that is one zone. */
  readonly localTime: string | null;
  readonly recipientNumber: string | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  /** The call that the event has already. */
  readonly queueId: string | null;
  readonly warnings: readonly string[];
}

/**
 * Judges a call as placing it would, with one look-up, and calls nobody. A refusal is the answer, not an error; so is what `readRaw`
 * refuses.
 * @throws IqraError for whatever keeps the question itself from being answered (access, connection, server).
 */
export async function checkCall(deps: RehearseCallDeps, readRaw: () => RawCallInput | Promise<RawCallInput>, host: HostEvent): Promise<CallCheck> {
  try {
    return describe(await rehearseCall(deps, await readRaw(), host));
  } catch (error) {
    if (isIqraError(error) && isAboutTheCall(error.kind)) return refused(error);
    throw error;
  }
}

function describe({ plan, earlier, campaign, scheduledFor, scheduledForLocal }: Rehearsal): CallCheck {
  const { call } = plan;
  return {
    callable: earlier === null,
    reason: earlier === null ? null : 'This event already has a call, which would be returned; nobody would be called again.',
    code: null,
    wouldCallAt: earlier === null ? scheduledFor : null,
    localTime: earlier === null && scheduledForLocal !== '' ? scheduledForLocal : null,
    recipientNumber: call.recipientNumber,
    campaignId: call.campaignId,
    campaignName: campaign?.name ?? null,
    queueId: earlier?.queueId ?? null,
    warnings: call.warnings,
  };
}

function refused({ kind, message, nextStep, code, details }: IqraError): CallCheck {
  const { nextAllowed, recipientNumber } = details;
  return {
    callable: false,
    // Of several problems the message says already what to do about each.
    reason: kind === 'input' && code !== 'INPUT_INVALID' ? `${message} ${nextStep}` : message,
    code,
    wouldCallAt: typeof nextAllowed === 'string' ? nextAllowed : null,
    localTime: null,
    recipientNumber: typeof recipientNumber === 'string' ? recipientNumber : null,
    campaignId: null,
    campaignName: null,
    queueId: null,
    warnings: [],
  };
}

function isAboutTheCall(kind: ErrorKind): boolean {
  switch (kind) {
    case 'input':
    case 'refused_by_rule':
    case 'not_found':
    case 'disabled':
    case 'balance':
      return true;
    case 'authentication':
    case 'permission':
    case 'rate_limit':
    case 'connection':
    case 'server':
    case 'placement_unknown':
      return false;
    default:
      return kind satisfies never;
  }
}
