import { transports, type Transport } from '@iqra-automation/core';
import { sendPlainly } from '../../hosts/plain-http.ts';

/** Core's seam to the network over real HTTP, for tests of what is beyond it. The transport that core offers has tests of its own. */
export function createPlainTransport({ apiKey }: { readonly apiKey: string }): Transport {
  return {
    send: async (request) => {
      const signal = AbortSignal.timeout(request.timeoutMs);
      const authorised = { ...request, headers: { ...request.headers, authorization: `Token ${apiKey}` }, signal };
      try {
        const { status, headers, bytes } = await sendPlainly(authorised);
        const texts = Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
        return { kind: 'answer', response: { status, headers: texts, body: bytes.toString() } };
      } catch (error) {
        return signal.aborted ? transports.timedOut(request) : { kind: 'failure', failure: transports.classifyFailure(error) };
      }
    },
  };
}
