import { createClient, isIqraError } from '@iqra-automation/core';
import { createInFlightKeys, operations, placeOnce } from '@iqra-automation/core/testing';
import type { HttpRequest, HttpResponse, TransportResult } from '@iqra-automation/core';
import { plannedCall } from './scripted-world.ts';

const path = 'InitiateCall:ForwardCallInitiationRequestAsync:';
const failure = (code: string, sent: 'no' | 'maybe'): TransportResult => ({ kind: 'failure', failure: { code, sent, message: code } });
const answer = (status: number, body: string, headers: HttpResponse['headers'] = {}): TransportResult => ({
  kind: 'answer',
  response: { status, headers: { date: new Date().toUTCString(), ...headers }, body },
});
const envelope = (code: string): string => JSON.stringify({ data: null, success: false, message: null, code });
const count = (value: number): TransportResult => answer(200, JSON.stringify({ data: value, success: true, message: null, code: null }));

/** Everything after which the request may have reached the queue, or the server has refused for good. */
const sentOnce: Readonly<Record<string, TransportResult>> = {
  ...Object.fromEntries(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_BAD_RESPONSE', 'ERR_CANCELED', 'UNKNOWN'].map((code) => [code, failure(code, 'maybe')])),
  ...Object.fromEntries([301, 302, 303, 307, 308].map((status) => [status, answer(status, '', { location: 'https://elsewhere.example/' })])),
  ...Object.fromEntries([400, 401, 403, 404, 405, 408, 409, 413, 415, 500, 502, 503, 504].map((status) => [status, answer(status, '')])),
  'an HTML page': answer(200, '<!doctype html><title>Sign in</title>'),
  'an empty body': answer(200, ''),
  'a cut body': answer(200, '{"data":["6742e6b8f0a1c2d3e4f506'),
  'success without an id': answer(200, '{"data":[],"success":true,"message":null,"code":null}'),
  'neither success nor failure': answer(200, '{"data":null}'),
  'queued, id untold': answer(200, envelope(`${path}ForwardSingleCallToRegionProxy:2`)),
  'insert threw': answer(200, envelope(`${path}ForwardSingleCallToRegionProxy:OUTBOUND_CALL_QUEUE_ENQUEUE_ERROR`)),
  'an exception': answer(200, envelope('InitiateCall:EXCEPTION')),
  'a wrong number': answer(200, envelope('InitiateCall:QueueCallInitiationRequestAsync:CONFIG_NUMBER_TO_NUMBER_INVALID')),
  'no balance': answer(200, envelope('InitiateCall:INSUFFICIENT_BALANCE')),
  'a word of money': answer(200, envelope('InitiateCall:PLAN_LIMIT_REACHED')),
  'a word of money after the queue': answer(200, envelope(`${path}ForwardSingleCallToRegionProxy:INSUFFICIENT_BALANCE`)),
  'a code of a later version': answer(200, envelope('InitiateCall:SOMETHING_NEW')),
};

async function dialsFor(answerToDial: TransportResult): Promise<{ dials: number; placement: string }> {
  let dials = 0;
  const send = (request: HttpRequest): Promise<TransportResult> => {
    if (!request.url.endsWith('/call/initiate')) return Promise.resolve(count(0));
    dials += 1;
    return Promise.resolve(answerToDial);
  };
  const clock = { now: () => Date.now(), sleep: () => Promise.resolve(), random: () => 0.5 };
  const connection = { baseUrl: 'https://iqra.example', businessId: '17', requestFormat: 'auto' as const };
  const client = createClient({ transport: { send }, connection, clock });
  const deps = { reads: client, dial: client.dial, clock, inFlight: createInFlightKeys() };
  const run = placeOnce(deps, plannedCall, { checkBeforeSending: true, waitToSettle: false, requestFormat: 'auto' });
  const placement = await run.then(() => 'placed', (error: unknown) => (isIqraError(error) ? error.placement : 'no error of ours'));
  return { dials, placement };
}

describe('operations that dial', () => {
  it('are exactly the one that this file tests', () => {
    const dialling = Object.entries(operations).filter(([, { effect }]) => effect === 'dial');
    expect(dialling.map(([name]) => name)).toEqual(['initiateCall']);
  });

  it.each(Object.keys(sentOnce))('are sent once when the answer is %s', async (name) => {
    const given = sentOnce[name];
    if (given === undefined) throw new Error(name);
    const { dials, placement } = await dialsFor(given);
    expect(dials).toBe(1);
    expect(['not_placed', 'placed', 'unknown']).toContain(placement);
  });

  it.each(['ECONNRESET', 'ECONNABORTED', '307', '500', '502', '504', 'an HTML page', 'a cut body', 'insert threw', 'an exception', 'a word of money', 'a word of money after the queue', 'a code of a later version'])(
    'leave it unknown whether a call was placed after %s',
    async (name) => {
      const given = sentOnce[name];
      if (given === undefined) throw new Error(name);
      expect((await dialsFor(given)).placement).toBe('unknown');
    },
  );

  it.each(['400', '401', '403', '404', 'a wrong number', 'no balance'])('are not placed after %s', async (name) => {
    const given = sentOnce[name];
    if (given === undefined) throw new Error(name);
    expect((await dialsFor(given)).placement).toBe('not_placed');
  });

  it('are sent three times at most when they never left, or came too often', async () => {
    expect(await dialsFor(failure('ECONNREFUSED', 'no'))).toEqual({ dials: 3, placement: 'not_placed' });
    expect(await dialsFor(answer(429, '', { 'retry-after': '1' }))).toEqual({ dials: 3, placement: 'not_placed' });
  });
});
