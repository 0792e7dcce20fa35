import type { FailureAnswer } from '../wire/answer.ts';
import type { AcceptedCall } from '../state/records.ts';

/** A checked request for one call: everything the queue entry will hold, except when it was accepted. */
export type CallRequest = Omit<AcceptedCall, 'kind' | 'outcome' | 'at' | 'businessId'>;

export type CallRead = { readonly ok: true; readonly call: CallRequest } | { readonly ok: false; readonly answer: FailureAnswer };
