import { queueAt, sessionAt } from '../calls/call-state.ts';
import type { CallPlan, EndType } from '../calls/call-plan.ts';
import { scriptOf } from '../calls/conversation-script.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { InboundCall, OutboundCall } from '../state/world.ts';
import { maskedNumber } from './masked-number.ts';

/** How far a call is, in the words of the page. */
export type RowState = 'waiting' | 'processing' | 'ringing' | 'talking' | 'ending' | 'ended' | 'failed' | 'canceled' | 'expired' | 'unclear';

/** One line of the page's table. Numbers are masked before they leave the server. */
export interface CallRow {
  readonly queueId: string;
  readonly direction: 'out' | 'in';
  readonly at: number;
  readonly recipient: string;
  readonly campaign: string;
  readonly state: RowState;
  readonly outcome: string | null;
  readonly dialledAt: number | null;
  /** Talk time in ms, once somebody answered. */
  readonly talkMs: number | null;
  readonly firstLine: string | null;
}

const outcomeWords: Readonly<Record<EndType, string | null>> = {
  0: 'No end reported',
  1: 'Set-up failed',
  2: null,
  3: 'Declined or busy',
  4: 'No answer',
  5: 'Recipient hung up',
  6: 'Agent hung up',
  7: 'Agent fault',
  8: 'Silence limit',
  9: 'Time limit',
  10: 'Voicemail',
};

export function outboundRow(state: SandboxState, call: OutboundCall, now: number): CallRow {
  const campaign = state.options.tenancy.businesses.get(call.accepted.businessId)?.campaigns.get(call.accepted.campaignId ?? '')?.name ?? 'No campaign';
  const head = { queueId: call.queueId, direction: 'out', at: call.accepted.at, recipient: maskedNumber(call.accepted.recipientNumber), campaign } as const;
  return { ...head, ...progressOf(state, call.plan, call.accepted.dynamicVariables, now) };
}

export function inboundRow(state: SandboxState, call: InboundCall, now: number): CallRow {
  const head = { queueId: call.queueId, direction: 'in', at: call.accepted.at, recipient: maskedNumber(call.accepted.callerNumber), campaign: 'Inbound' } as const;
  return { ...head, ...progressOf(state, call.plan, {}, now) };
}

function progressOf(
  state: SandboxState,
  plan: CallPlan,
  variables: Readonly<Record<string, string>>,
  now: number,
): Pick<CallRow, 'state' | 'outcome' | 'dialledAt' | 'talkMs' | 'firstLine'> {
  const queue = queueAt(plan, now);
  const session = plan.session === null ? null : sessionAt(plan.session, now, state.options.cleanupJob);
  const rowState = rowStateOf(plan, now, queue.status, session?.state ?? null, session?.endType ?? 0);
  const answeredAt = plan.session?.answeredAt ?? null;
  const leftAt = plan.session?.clientLeftAt ?? null;
  const [opening] = plan.session === null ? [] : scriptOf(plan.session.transcript, variables['customer_name']?.trim() || 'there');
  return {
    state: rowState,
    outcome: outcomeText(rowState, session?.endType ?? null),
    dialledAt: plan.dialledAt !== null && plan.dialledAt <= now ? plan.dialledAt : null,
    talkMs: answeredAt === null || answeredAt > now ? null : Math.min(leftAt ?? now, now) - answeredAt,
    firstLine: opening?.agent.kind === 'says' && answeredAt !== null && answeredAt <= now ? opening.agent.texts.join(' ') : null,
  };
}

function outcomeText(rowState: RowState, endType: EndType | null): string | null {
  if (rowState !== 'ended' && rowState !== 'unclear') return null;
  return endType === null ? 'Conversation record missing' : outcomeWords[endType];
}

function rowStateOf(plan: CallPlan, now: number, status: number, session: number | null, endType: EndType): RowState {
  if (status === 5) return 'failed';
  if (status === 6) return 'canceled';
  if (status === 7) return 'expired';
  if (plan.session !== null && session !== null) {
    const answered = plan.session.answeredAt !== null && plan.session.answeredAt <= now;
    const left = plan.session.clientLeftAt !== null && plan.session.clientLeftAt <= now;
    if (session === 6 && endType !== 0) return 'ended';
    if (session === 5 || left) return 'ending';
    if (answered) return 'talking';
    if (session === 6) return 'unclear';
    if (plan.dialledAt !== null && plan.dialledAt <= now) return 'ringing';
  }
  if (status === 4) return 'unclear';
  return status === 0 ? 'waiting' : 'processing';
}
