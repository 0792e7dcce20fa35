import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { initiate, minute, placed, startAt, stillSandbox } from '../api.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await stillSandbox();
});
afterEach(() => sandbox.close());

async function control<T>(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly json: T }> {
  const response = await fetch(`${sandbox.origin}/_sandbox${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as T };
}

test('the clock: read, jump, speed', async () => {
  expect((await control<{ now: number; timeScale: number }>('GET', '')).json).toMatchObject({ now: startAt, timeScale: 0, accepted: 0, dialledTwice: 0 });
  expect((await control('POST', '/clock', { advanceMs: 90_000 })).json).toEqual({ now: startAt + 90_000, timeScale: 0 });
  expect((await control('POST', '/clock', { timeScale: 60 })).json).toMatchObject({ timeScale: 60 });
  expect(await control('POST', '/clock', { advanceMs: -5 })).toMatchObject({ status: 400, json: { error: expect.stringContaining('forward only') } });
  expect((await control('POST', '/clock', { timeScale: 'fast' })).status).toBe(400);
});

test('a jump to the end of all calls', async () => {
  await placed(sandbox, '+14155550101');
  await placed(sandbox, '+14155550115');
  await control('POST', '/clock', { advanceUntilSettled: true });
  expect((await control('GET', '')).json).toMatchObject({ accepted: 2, dialled: 2, settled: 2, waiting: 0 });
});

test('faults: add, list, remove one, remove all, refuse nonsense', async () => {
  const { json } = await control<{ id: number }>('POST', '/faults', { kind: '502', times: null });
  expect((await initiate(sandbox)).status).toBe(502);
  expect((await control('GET', '/faults')).json).toMatchObject([{ id: json.id, rule: { kind: '502' }, matched: 1, struck: 1 }]);
  expect((await control('DELETE', `/faults/${json.id}`, {})).json).toEqual({ removed: json.id });
  expect((await initiate(sandbox)).status).toBe(200);
  expect((await control('DELETE', '/faults/99', {})).status).toBe(404);
  expect(await control('POST', '/faults', { kind: 'x' })).toMatchObject({ status: 400, json: { error: expect.stringContaining('not a kind') } });
  await control('POST', '/faults', { kind: '502' });
  await control('DELETE', '/faults', {});
  expect((await control('GET', '/faults')).json).toEqual([]);
});

test('ledger, calls, requests and seeds can be read', async () => {
  await placed(sandbox, '+14155550101');
  await sandbox.advance(minute);
  expect((await control('GET', '/ledger')).json).toMatchObject({ dials: [{ recipient: '+14155550101' }], dialledTwice: [] });
  expect((await control('GET', '/calls')).json).toMatchObject([{ recipient: '+1 •••• 01', campaign: 'Appointment reminders', direction: 'out' }]);
  expect((await control('GET', '/requests')).json).toMatchObject([{ operation: 'initiateCall', body: expect.stringContaining('campaignId') }]);
  expect((await control('GET', '/seeds')).json).toMatchObject({ apiKey: sandbox.apiKey, businessId: 184, testRecipients: { '01': 'recipient_hung_up' } });
});

test('inbound calls, cancel, reset', async () => {
  expect((await control('POST', '/inbound', { callerNumber: '+442079460001', outcome: 'agent_hung_up' })).json).toEqual({ queueId: expect.any(String) });
  expect((await control('POST', '/cancel-queued', {})).json).toEqual({ canceled: true });
  expect((await control('POST', '/reset', {})).json).toEqual({ reset: true });
  expect((await control('GET', '/calls')).json).toEqual([]);
});

test('another web page cannot drive it: changes need a JSON content type, and no other origin is let in', async () => {
  const simple = await fetch(`${sandbox.origin}/_sandbox/reset`, { method: 'POST', body: 'x' });
  expect([simple.status, simple.headers.get('access-control-allow-origin')]).toEqual([415, null]);
  expect((await fetch(`${sandbox.origin}/_sandbox/reset`, { method: 'OPTIONS' })).headers.get('access-control-allow-origin')).toBeNull();
});

test('unknown paths and bodies that are not JSON objects get a sentence', async () => {
  expect(await control('GET', '/nothing')).toMatchObject({ status: 404, json: { error: 'There is no GET /_sandbox/nothing.' } });
  expect((await control('POST', '/clock', [1])).status).toBe(400);
});
