import { createCampaignTally } from '../campaigns/campaign-tally.ts';
import { createCampaignCounts } from '../campaigns/daily-count.ts';
import { takeDailySeat } from '../campaigns/keep-daily-limit.ts';
import type { Client } from '../client.ts';
import type { Business, Campaign, DeclaredVariable } from '../domain/business.ts';
import type { CallEntry } from '../domain/call.ts';
import { refusalInAdvance } from '../errors/answer-errors.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import type { RawCallInput } from '../fields/initiate-call.fields.ts';
import { refuseIfCapReached } from '../recipients/check-frequency-cap.ts';
import { checkEventKey } from '../sending/call-key.ts';
import type { PlannedCall } from '../sending/planned-call.ts';
import { findCall } from './find-call.ts';
import type { HostEvent } from './choose-keys.ts';
import { planCall, type CallPlan, type PlanCallDeps } from './plan-call.ts';
import { settleEmptyValues } from './settle-empty-values.ts';

/** What a real run would do now. */
export interface Rehearsal {
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
  const plan = { ...planned, call: await settleEmptyValues({ getBusiness: () => Promise.resolve(read) }, planned.call) };
  const campaign = refuseUnreadyBusiness(business, plan.call);
  const earlier = await findEarlier(deps, plan.call, host.attempt?.text ?? raw.eventKey);
  if (earlier === null) {
    const capReached = plan.cap === null ? null : await refuseIfCapReached(deps.client, plan.cap, plan.call);
    const refusal = plan.hoursRefusal ?? capReached ?? (await findFullDay(deps, plan));
    if (refusal !== null) throw refusal;
  }
  return { plan, earlier, campaign };
}

/** What other runs of this process are sending just now stays open. */
async function findFullDay({ client, clock }: RehearseCallDeps, { dailyLimit }: CallPlan): Promise<IqraError | null> {
  if (dailyLimit === null) return null;
  const seat = await takeDailySeat({ reads: client, clock, tally: createCampaignTally(), counts: createCampaignCounts() }, dailyLimit);
  return isIqraError(seat) ? seat : null;
}

/** Canceled and expired calls never rang and may be placed again. The question also proves that the queue may be read. */
async function findEarlier({ client, connection }: RehearseCallDeps, call: PlannedCall, rawKey: unknown): Promise<CallEntry | null> {
  const { recipientNumber, campaignId } = call;
  const key = checkEventKey(rawKey);
  if (!key.ok) {
    await client.countCalls({ recipientNumbers: [recipientNumber] });
    return null;
  }
  const question = { by: 'event', recipientNumber, campaignId, businessId: connection.businessId, eventKey: key.eventKey } as const;
  const found = await findCall(client, question).catch(noneWithinLimit);
  return found === null || found.value.progress === 'canceled' || found.value.progress === 'expired' ? null : found.value;
}

/** A test places nothing, so a call that is older than the newest few hundred need not be found. */
function noneWithinLimit(error: unknown): null {
  if (isIqraError(error) && error.code === 'TOO_MANY_CALLS_TO_SEARCH') return null;
  throw error;
}

function refuseUnreadyBusiness(business: Business, call: PlannedCall): Campaign | null {
  const switchedOff = business.switchedOff.find(({ right }) => right === 'makeCall');
  if (switchedOff !== undefined) throw refusalInAdvance('CheckModulePermission:MAKECALL_FULL', reasonOf(switchedOff.publicReason));
  if (call.agentId !== null && !business.agents.some(({ id }) => id === call.agentId)) throw refusalInAdvance('INVALID_AGENT');
  if (call.callingNumberId !== null) refuseUnreadyNumber(business, call.callingNumberId);
  if (call.campaignId === null) return null;
  const campaign = business.campaigns.find(({ id }) => id === call.campaignId);
  if (campaign === undefined) throw refusalInAdvance('CAMPAIGN_NOT_FOUND');
  if (campaign.agentId !== null && !business.agents.some(({ id }) => id === campaign.agentId)) throw refusalInAdvance('CAMPAIGN_AGENT_NOT_FOUND');
  refuseMissing('CONFIG_DYNAMIC_VARIABLES_REQUIRED_NOT_FOUND', campaign.dynamicVariables, call.dynamicVariables);
  refuseMissing('CONFIG_METADATA_REQUIRED_NOT_FOUND', campaign.metadata, call.metadata);
  return campaign;
}

function refuseUnreadyNumber(business: Business, callingNumberId: string): void {
  const number = business.callingNumbers.find(({ id }) => id === callingNumberId);
  if (number === undefined) throw refusalInAdvance('INVALID_NUMBER_ID');
  if (!number.voiceEnabled) throw refusalInAdvance('BUSINESS_NUMBER_VOICE_DISABLED');
}

function refuseMissing(match: string, declared: readonly DeclaredVariable[], given: Readonly<Record<string, string>>): void {
  const missing = declared.filter(({ key, required, mayBeEmpty }) => required && !mayBeEmpty && !Object.hasOwn(given, key));
  if (missing.length > 0) throw refusalInAdvance(match, `Missing: ${missing.map(({ key }) => key).join(', ')}.`);
}

function reasonOf(publicReason: string | null): string {
  return publicReason === null ? '' : `The server gives the reason: ${publicReason}.`;
}
