import { breakNextAnswer } from '../../hosts/n8n/broken-answers.ts';
import type { StepResult } from '../../hosts/zapier/step-result.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { startZapierInIdleTime, type ZapierInIdleTime } from '../../hosts/zapier/zapier-in-idle-time.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';

let zapier: ZapierInIdleTime;

beforeAll(async () => {
  zapier = await startZapierInIdleTime();
});
afterAll(() => zapier.close());
beforeEach(() => zapier.forget());

const basics: Values = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, calling_hours: 'off' };
const place = (input: Values): Promise<StepResult> => zapier.app.create('initiate_call', { ...basics, ...input });
const accepted = () => zapier.sandbox.ledger().accepted;
const ofDial = { operation: 'initiateCall' } as const;

describe('the Event Key', () => {
  it.each<[string, Values]>([
    ['not there', {}],
    ['empty', { event_key: '' }],
    ['only invisible characters', { event_key: '\u200b\ufeff' }],
    ['a whole record', { event_key: '[object Object]-welcome' }],
    ['half empty in front', { event_key: '-welcome' }],
    ['half empty behind', { event_key: 'lead-7|' }],
    ['undefined in a part', { event_key: 'undefined-welcome' }],
    ['without its record in the middle', { event_key: 'lead--welcome' }],
    ['an error of a sheet', { event_key: '#N/A|welcome' }],
    ['a number of a sheet that has lost digits', { event_key: '1.23457E+15' }],
    ['a placeholder that was not filled in', { event_key: '{{ $json.id }}|welcome' }],
  ])('is refused before anything is sent when it is %s', async (_name, input) => {
    expect(await place(input)).toMatchObject({ status: 'halted', message: expect.stringContaining('Event Key') });
    expect(zapier.sandbox.requests()).toEqual([]);
  });

  it('two keys are two calls, whatever else is equal; one key is one call, whatever else differs', async () => {
    const reminder = (event_key: string, slot: string): Promise<StepResult> => place({ event_key, metadata: { slot } });
    expect(await reminder('visit-1|reminder', 'a')).toMatchObject({ results: { status: 'placed' } });
    expect(await reminder('visit-2|reminder', 'a')).toMatchObject({ results: { status: 'placed' } });
    expect(await reminder('visit-2\u200b|reminder', 'b')).toMatchObject({ results: { status: 'already_called' } });
    expect(accepted()).toHaveLength(2);
  });
});

it('one business is one business, however its id is written in a connection', async () => {
  expect(await place({ event_key: 'of 184' })).toMatchObject({ results: { status: 'placed' } });
  const authData = { ...zapier.authData, business_id: `00${String(zapier.authData['business_id'])}` };
  expect(await zapier.app.create('initiate_call', { ...basics, event_key: 'of 184' }, { authData })).toMatchObject({ results: { status: 'already_called' } });
  expect(accepted()).toHaveLength(1);
});

it('an unknown placement promises a look only under the same Event Key', async () => {
  zapier.sandbox.faults.add({ kind: 'drop', match: ofDial });
  const { status, message } = (await place({ event_key: 'lost' })) as { readonly status: string; readonly message: string };
  expect(status).toBe('halted');
  expect(message).toMatch(/this server gives no moment|with the same Event Key: it looks for the call first/);
});

it.each(['400', '401', '403', '404', '405', '413', '415'] as const)('%s by a proxy after the server took the call: it is placed; before: not', async (kind) => {
  zapier.sandbox.faults.add({ kind, when: 'after_accept', match: ofDial });
  expect(await place({ event_key: `after ${kind}` })).toMatchObject({ status: 'success', results: { status: 'placed', recovered: true } });
  zapier.sandbox.faults.add({ kind, match: ofDial });
  expect((await place({ event_key: `before ${kind}` })).status).not.toBe('success');
  expect(accepted()).toHaveLength(1);
});

it('429 by a proxy while the server still works on the call: whenever Zapier runs the step again, one person is rung once', async () => {
  for (const replayAfterSeconds of [1, 8]) {
    const event_key = `busy ${String(replayAfterSeconds)}`;
    zapier.sandbox.faults.add({ kind: '429', when: 'delayed_accept', delayMs: 20_000, retryAfterSeconds: 1, match: ofDial });
    const first = await place({ event_key });
    expect(first).toMatchObject({ status: 'throttled', retryAfterSeconds: expect.any(Number) });
    // By then no request of the first run can reach the queue any more.
    expect((first as { readonly retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(120);
    await new Promise((resolve) => setTimeout(resolve, replayAfterSeconds * 1_000));
    await place({ event_key });
    await zapier.sandbox.advance(21_000);
    expect(await place({ event_key })).toMatchObject({ results: { status: 'already_called' } });
  }
  expect(accepted()).toHaveLength(2);
});

describe('a connection that fails after the request has left, which only the chain of causes tells', () => {
  const errors = [['read', 'EHOSTUNREACH'], ['read', 'ENETUNREACH'], ['write', 'EPROTO'], ['read', 'ECONNREFUSED'], ['read', 'ETIMEDOUT']] as const;
  const dials = () => zapier.sandbox.requests().filter(({ operation }) => operation === 'initiateCall').length;

  it.each(errors)('%s %s and the server took the call: a look-up finds it, and nothing is sent again', async (syscall, code) => {
    breakNextAnswer({ pathEnd: '/call/initiate', syscall, code });
    expect(await place({ event_key: `taken ${code}` })).toMatchObject({ status: 'success', results: { status: 'placed', recovered: true } });
    expect([dials(), accepted().length]).toEqual([1, 1]);
  });

  it.each(errors)('%s %s and no look-up shows the call: it is unknown, and Zapier does not run the step again', async (syscall, code) => {
    zapier.sandbox.faults.add({ kind: '504', when: 'delayed_accept', delayMs: 100_000, match: ofDial });
    breakNextAnswer({ pathEnd: '/call/initiate', syscall, code });
    expect(await place({ event_key: `open ${code}` })).toMatchObject({ status: 'halted', message: expect.stringContaining('PLACEMENT_UNKNOWN') });
    expect(dials()).toBe(1);
  });
});

it('a look-up whose answer drips for ever places nothing, and the next run of the step does', async () => {
  zapier.sandbox.faults.add({ kind: 'drip', delayMs: 200, match: { operation: 'countOutbound' }, times: null });
  expect((await place({ event_key: 'dripping look-up' })).status).toBe('errored');
  expect(accepted()).toEqual([]);
  zapier.sandbox.faults.clear();
  expect(await place({ event_key: 'dripping look-up' })).toMatchObject({ results: { status: 'placed' } });
  expect(accepted()).toHaveLength(1);
});

it('a body that drips for ever ends within the limits of a step, and the call is found', async () => {
  zapier.sandbox.faults.add({ kind: 'drip', when: 'after_accept', delayMs: 200, match: ofDial });
  const startedMs = Date.now();
  expect(await place({ event_key: 'drip' })).toMatchObject({ status: 'success', results: { status: 'placed', recovered: true } });
  expect(Date.now() - startedMs).toBeLessThan(25_000);
});

it('a repeated event shows the planned time and the latest start of its call', async () => {
  const event = { event_key: 'planned', scheduled_time: new Date(zapier.sandbox.now() + 48 * 3_600_000).toISOString() };
  const first = (await place(event)) as { readonly results: Values };
  const { scheduled_for, latest_start } = first.results;
  expect(await place(event)).toMatchObject({ results: { status: 'already_called', scheduled_for, latest_start } });
});
