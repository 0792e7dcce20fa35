import { toInitiateForm } from '../api/initiate-form.ts';
import { encodeForm } from '../api/multipart.ts';
import type { DialRequest } from '../domain/planned-call.ts';
import { businessPath, type Operation } from './operation.ts';

/** Puts one call into the outbound queue; the answer is the queue id. The only operation that dials. */
export const initiateCall: Operation<DialRequest, string> = {
  name: 'initiateCall',
  effect: 'dial',
  toRequest: (input, connection, random) => {
    const { contentType, bytes } = encodeForm(toInitiateForm(input, connection.requestFormat), random);
    return { method: 'POST', path: businessPath(connection, 'call', 'initiate'), body: { contentType, bytes } };
  },
  fromData: (data) => {
    const first: unknown = Array.isArray(data) ? data[0] : null;
    return typeof first === 'string' && first !== '' ? first : null;
  },
};
