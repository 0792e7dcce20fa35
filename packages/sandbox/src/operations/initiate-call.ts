import { failure, success } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import { fieldOf } from '../wire/form.ts';
import type { OutboundCall } from '../state/world.ts';
import { injectedFailure } from './injected-failure.ts';
import { readConfigCall } from './initiate-config.ts';
import { readDocumentedCall } from './initiate-documented.ts';
import { permissionSets } from './operation.ts';
import type { Operation, OperationContext } from './operation.ts';
import type { CallRequest } from './call-request.ts';

/** Which of the two request forms this server reads. */
export type RequestFormat = 'documented' | 'config' | 'either';

const forward = 'InitiateCall:ForwardCallInitiationRequestAsync';

/** `POST call/initiate`: every refusal precedes every write. */
export function initiateCall(format: RequestFormat): Operation {
  return {
    name: 'initiateCall',
    method: 'POST',
    path: '/business/{businessId}/call/initiate',
    codePrefix: 'InitiateCall',
    permissions: permissionSets.makeCall,
    needsEditing: true,
    body: 'form',
    run: (context) => answer(context, format),
  };
}

function answer(context: OperationContext, format: RequestFormat): Answer {
  const { fault } = context;
  if (fault?.kind === 'insufficient_balance') return failure('InitiateCall:INSUFFICIENT_BALANCE', 'Insufficient balance to make this call.');
  const read = readsDocumentedForm(context, format) ? readDocumentedCall(context) : readConfigCall(context);
  if (!read.ok) return read.answer;
  switch (fault?.kind) {
    case 'group_add_error':
      return failure(`${forward}:OUTBOUND_CALL_QUEUE_GROUP_ADD_ERROR`, 'Failed to add outbound call queue group.');
    case 'enqueue_error':
      if (fault.accepted) accept(context, read.call);
      return failure(`${forward}:ForwardSingleCallToRegionProxy:OUTBOUND_CALL_QUEUE_ENQUEUE_ERROR`, 'Failed to enqueue outbound call.');
    case 'queued_without_id':
      if (fault.accepted) accept(context, read.call);
      return failure(`${forward}:ForwardSingleCallToRegionProxy:2`, 'Failed to add outbound call queue to campaign.');
    case 'exception':
    case 'failure':
      if (fault.accepted) accept(context, read.call);
      return injectedFailure(context, 'InitiateCall');
    default:
      return success([accept(context, read.call).queueId]);
  }
}

function accept(context: OperationContext, call: CallRequest): OutboundCall {
  const { business } = context;
  if (business === null) throw new Error('A call needs a business.');
  return context.state.acceptCall({ at: context.now, businessId: business.id, ...call });
}

function readsDocumentedForm(context: OperationContext, format: RequestFormat): boolean {
  if (format !== 'either') return format === 'documented';
  const { form } = context;
  return form !== null && fieldOf(form, 'config') === null && fieldOf(form, 'RecipientNumber') !== null;
}
