import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import type { Values } from '../../../hosts/zapier/zapier-app.ts';
import { basics, openWaitingZap, recipient, valuesOf, type WaitingZap } from './waiting-zap.ts';

let zap: WaitingZap;

afterEach(() => zap.close());

describe('an event that has its call already', () => {
  beforeEach(async () => {
    zap = await openWaitingZap();
  });

  it('does not wait, while the call goes on: the call carries the address of the first run', async () => {
    const first = await zap.callAndWait({ event_key: 'lead-1' });
    const again = await zap.callAndWait({ event_key: 'lead-1' });
    expect(again.waits).toBe(false);
    expect(valuesOf(again.first)).toMatchObject({ outcome: null, deduplicated: true, placed: false, queue_id: valuesOf(first.first)['queue_id'], note: expect.stringMatching(/nobody was called again\. This run does not wait for its end\. .*stood at/) });
    await zap.letTheCallEnd();
    expect([first.resumed.length, again.resumed.length, zap.rings()]).toEqual([1, 0, 1]);
  });

  it('returns its outcome once it has ended', async () => {
    await zap.callAndWait({ event_key: 'lead-1' });
    await zap.letTheCallEnd();
    const again = await zap.callAndWait({ event_key: 'lead-1' });
    expect(again.waits).toBe(false);
    expect(valuesOf(again.first)).toMatchObject({ outcome: 'completed', ended: true, deduplicated: true, note: 'This event already had a call, so nobody was called again.' });
    expect(zap.rings()).toBe(1);
  });

  it('placed by Initiate Outbound Call: the same', async () => {
    await zap.app.create('initiate_call', { ...basics, event_key: 'lead-1' });
    const again = await zap.callAndWait({ event_key: 'lead-1' });
    expect([again.waits, valuesOf(again.first)['deduplicated']]).toEqual([false, true]);
  });

  it('whose answer was lost waits: the call that is found carries its address', async () => {
    zap.sandbox.faults.add({ kind: 'drop', when: 'after_accept', match: { operation: 'initiateCall' } });
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    expect(run.waits).toBe(true);
    await zap.letTheCallEnd();
    expect(run.resumed.map((one) => valuesOf(one)['outcome'])).toEqual(['completed']);
    expect(zap.rings()).toBe(1);
  }, 40_000);
});

describe('what is not placed', () => {
  beforeEach(async () => {
    zap = await openWaitingZap();
  });

  it.each<[string, Values]>([
    ['a number that is none', { recipient_number: '12' }],
    ['no Event Key', { event_key: '' }],
    ['a recipient on the do-not-call list', { do_not_call: recipient }],
  ])('%s: stops, and nobody waits', async (_name, input) => {
    const run = await zap.callAndWait({ event_key: 'lead-1', ...input });
    expect([run.first.status, run.waits, zap.rings()]).toEqual(['halted', false, 0]);
  });

  it('without an address from Zapier, nothing is sent', async () => {
    const result = await zap.app.create('call_and_wait', { ...basics, event_key: 'lead-1' });
    expect(result).toMatchObject({ status: 'errored', message: expect.stringContaining('was not sent') });
    expect(zap.sandbox.ledger().accepted).toEqual([]);
  });
});

describe('a test in the editor', () => {
  beforeEach(async () => {
    zap = await openWaitingZap();
  });
  const inEditor = { meta: { isLoadingSample: true } };

  it('calls nobody, waits for nothing, and returns a whole sample with the values of the step', async () => {
    const run = await zap.callAndWait({ event_key: 'lead-1' }, inEditor);
    const sample = valuesOf(run.first);
    expect(run.waits).toBe(false);
    expect(sample).toMatchObject({ status: 'rehearsal', recipient_number: recipient, campaign_id: campaignIds.reminders, outcome: 'completed', note: expect.stringContaining('sample') });
    expect(Object.entries(sample).filter(([key, value]) => ['transcript', 'messages', 'duration_seconds'].includes(key) && (value === null || value === ''))).toEqual([]);
    expect(zap.sandbox.ledger().accepted).toEqual([]);
  });

  it('that really calls does not wait either, and returns the call as it stands', async () => {
    const run = await zap.callAndWait({ event_key: 'lead-1', really_call_when_testing: 'true' }, inEditor);
    expect(run.waits).toBe(false);
    expect(valuesOf(run.first)).toMatchObject({ outcome: null, status: 'queued', placed: true });
    expect(zap.sandbox.ledger().accepted).toHaveLength(1);
  });
});
