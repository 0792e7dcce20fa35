import { queueAt, sessionAt } from '../calls/call-state.ts';
import type { EndType, QueueStatus } from '../calls/call-plan.ts';
import type { OutboundCall } from '../state/world.ts';
import type { CampaignAction } from './campaign-actions.ts';

/** A value that a campaign hands to a tool. */
export type ActionValue = string | number | null | Date | Readonly<Record<string, string>>;

export type ActionVariables = Readonly<Record<string, ActionValue>>;

const statusNames: Readonly<Record<QueueStatus, string>> = {
  0: 'Queued',
  1: 'ProcessingProxy',
  2: 'ProcessedProxy',
  3: 'ProcessingBackend',
  4: 'ProcessedBackend',
  5: 'Failed',
  6: 'Canceled',
  7: 'Expired',
};

const endNames: Readonly<Record<EndType, string>> = {
  0: 'NotSet',
  1: 'InitalizeError',
  2: 'ExpiredWaitingForInitalize',
  3: 'UserDeclinedOrBusy',
  4: 'UserNoAnswer',
  5: 'UserEndedCall',
  6: 'AgentEndedCall',
  7: 'MidSessionFailure',
  8: 'UserSilenceTimeoutReached',
  9: 'MaxConversationDurationReached',
  10: 'VoicemailDetected',
};

const providerNames: Readonly<Record<number, string>> = { 1: 'ModemTel', 2: 'Twilio', 3: 'Vonage', 4: 'Telnyx', 10: 'SIP' };

/** What a campaign's templates can name, as the server fills it for this action. What was said is not among it here. */
export function variablesOf(call: OutboundCall, action: CampaignAction): ActionVariables {
  const { accepted, plan } = call;
  const state = queueAt(plan, action.at);
  const queue: ActionVariables = {
    call_queue_id: call.queueId,
    call_queue_created_at: new Date(accepted.at),
    call_queue_enqueued_at: new Date(accepted.at),
    call_queue_processing_started_at: momentOrNull(state.processingStartedAt),
    call_queue_completed_at: momentOrNull(state.completedAt),
    call_queue_status: statusNames[state.status],
    call_queue_campaign_id: accepted.campaignId,
    call_queue_calling_number_id: accepted.numberId,
    call_queue_calling_number_provider: providerNames[accepted.provider] ?? 'Unknown',
    call_queue_provider_call_id: null,
    call_queue_recipient_number: accepted.recipientNumber,
    call_queue_scheduled_for_date_time: new Date(accepted.scheduledFor),
    call_queue_dynamic_variables: accepted.dynamicVariables,
    call_queue_metadata: accepted.metadata,
  };
  switch (action.slot) {
    case 'callInitiationFailureTool':
      return { ...queue, call_queue_session_id: state.sessionId, call_queue_initiation_error: `The call ended as ${statusNames[state.status]}.` };
    case 'callInitiatedTool':
    case 'callDeclinedTool':
    case 'callMissedTool':
      return { ...queue, conversation_id: state.sessionId };
    case 'callEndedTool':
      return { ...queue, conversation_id: state.sessionId, ...endOf(call, action.at) };
    default:
      return action.slot satisfies never;
  }
}

function endOf({ plan: { session } }: OutboundCall, at: number): ActionVariables {
  if (session === null) return {};
  return {
    conversation_start_time: new Date(session.startedAt),
    conversation_end_type: endNames[session.endType],
    conversation_end_time: momentOrNull(sessionAt(session, at, false)?.endTime ?? null),
  };
}

function momentOrNull(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
