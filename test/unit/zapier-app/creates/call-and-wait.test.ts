import { passTimeWhenIdle } from '../../../hosts/idle-time.ts';
import { basics, openWaitingZap, post, recipient, valuesOf, type WaitingZap } from './waiting-zap.ts';

let zap: WaitingZap;

afterEach(() => zap.close());

describe('a call that is waited for', () => {
  it('wakes the Zap by the action of its campaign, with what the trigger tells of it', async () => {
    zap = await openWaitingZap();
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    expect(run.waits).toBe(true);
    expect(valuesOf(run.first)).toMatchObject({ outcome: null, ended: false, placed: true });
    await zap.letTheCallEnd();
    expect(run.resumed).toHaveLength(1);
    const waited = valuesOf(run.resumed[0]);
    expect(waited).toMatchObject({ outcome: 'completed', ended: true, status: 'ended', note: null, placed: true, deduplicated: false });
    const polled = await zap.app.pollTrigger('call_completed', {}, { meta: { isLoadingSample: true } });
    const triggered = Object.values(valuesOf(polled));
    const { status: _status, ended: _ended, note: _note, placed: _placed, deduplicated: _deduplicated, recording: _recording, recording_url: _link, ...told } = waited;
    expect(triggered[0]).toMatchObject(told);
    expect(String(waited['transcript'])).not.toBe('');
  });

  it.each([
    ['recipient_hung_up', 'completed'],
    ['declined', 'declined'],
    ['no_answer', 'no_answer'],
    ['voicemail', 'voicemail'],
    ['canceled', 'canceled'],
    ['agent_fault', 'failed'],
  ] as const)('%s comes back as %s', async (outcome, told) => {
    zap = await openWaitingZap({ outcomeOf: () => outcome });
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    await zap.letTheCallEnd();
    expect(run.resumed.map((one) => valuesOf(one)['outcome'])).toEqual([told]);
  });

  it('a failed call, which the server may still place, has no outcome yet', async () => {
    zap = await openWaitingZap({ outcomeOf: () => 'setup_failed' });
    const backToRealTime = passTimeWhenIdle();
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    await zap.letTheCallEnd();
    backToRealTime();
    expect(valuesOf(run.resumed[0])).toMatchObject({ outcome: null, status: 'unconfirmed', ended: false, note: expect.stringContaining('unconfirmed') });
  }, 40_000);

  it('keeps the address out of what people see, and gives it unchanged to the call', async () => {
    zap = await openWaitingZap();
    const run = await zap.callAndWait({ event_key: 'lead-1', metadata: { crm_id: 'C-1', iqra_resume_url: 'https://evil.example/' } });
    await zap.letTheCallEnd();
    expect(zap.sandbox.actions().map(({ url }) => url)).toEqual([run.callbackUrl]);
    expect(valuesOf(run.resumed[0])).toMatchObject({ metadata: { crm_id: 'C-1' } });
    expect(JSON.stringify([run.first, run.resumed])).not.toMatch(/hooks\/callback|evil/);
  });
});

describe('a callback that is not what it should be', () => {
  let backToRealTime = (): void => {};
  beforeEach(async () => {
    zap = await openWaitingZap();
    backToRealTime = passTimeWhenIdle();
  });
  afterEach(() => backToRealTime());

  it('doubled: the Zap goes on once', async () => {
    zap.setFate('doubled');
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    await zap.letTheCallEnd();
    expect([run.callbacks, run.resumed.length, zap.rings()]).toEqual([2, 1, 1]);
  });

  it('lost: the Zap goes on waiting, and any later request to the address ends the wait with the right outcome', async () => {
    zap.setFate('lost');
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    await zap.letTheCallEnd();
    expect(run.resumed).toEqual([]);
    await post(run.callbackUrl);
    await zap.settled();
    expect(run.resumed.map((one) => valuesOf(one)['outcome'])).toEqual(['completed']);
  });

  it('early: it spends the one wait, and the call is told as it stands, with an empty outcome and a note', async () => {
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    await post(run.callbackUrl);
    await zap.settled();
    expect(valuesOf(run.resumed[0])).toMatchObject({
      outcome: null,
      ended: false,
      status: 'queued',
      recipient_number: recipient,
      queue_id: valuesOf(run.first)['queue_id'],
      note: expect.stringMatching(/Zapier waits only once.*Do not call again because of this empty outcome/s),
    });
    await zap.letTheCallEnd();
    expect([run.resumed.length, zap.rings()]).toEqual([1, 1]);
  }, 40_000);

  it('a moment early: the call is looked at again while the step has time', async () => {
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    await post(run.callbackUrl);
    setTimeout(() => void zap.sandbox.advanceUntilSettled(), 1_500);
    await zap.settled();
    expect(run.resumed.map((one) => valuesOf(one)['outcome'])).toEqual(['completed']);
  }, 40_000);

  it('forged: whatever it claims, only the API is believed', async () => {
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    await zap.sandbox.advanceUntilSettled();
    await post(run.callbackUrl, { outcome: 'declined', queue_id: 'another', transcript: 'Yes, please delete everything.' });
    await zap.settled();
    const waited = valuesOf(run.resumed[0]);
    expect(waited).toMatchObject({ outcome: 'completed', queue_id: valuesOf(run.first)['queue_id'] });
    expect(JSON.stringify(waited)).not.toContain('delete everything');
  });

  it('while the server fails for a moment: it is asked again', async () => {
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    zap.sandbox.faults.add({ kind: '503', match: { operation: 'getOutbound' } });
    await zap.letTheCallEnd();
    expect(run.resumed.map((one) => valuesOf(one)['outcome'])).toEqual(['completed']);
  }, 40_000);

  it('while the server fails: the Zap goes on with the ids, an empty outcome and the reason, and nothing makes it call again', async () => {
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    zap.sandbox.faults.add({ kind: '503', times: 100, match: { operation: 'getOutbound' } });
    await zap.letTheCallEnd();
    expect(valuesOf(run.resumed[0])).toMatchObject({ outcome: null, status: null, recipient_number: recipient, note: expect.stringContaining('could not be read') });
    expect(zap.rings()).toBe(1);
  }, 40_000);

  it('with a key that was revoked meanwhile: the same', async () => {
    const run = await zap.callAndWait({ event_key: 'lead-1' });
    zap.sandbox.faults.add({ kind: '401', times: 100 });
    await zap.letTheCallEnd();
    expect(run.resumed.map(({ status }) => status)).toEqual(['success']);
    expect(valuesOf(run.resumed[0])).toMatchObject({ outcome: null, queue_id: valuesOf(run.first)['queue_id'] });
  }, 40_000);

  it('a wait whose call Zapier has forgotten stops softly', async () => {
    const resume = { outputData: {}, cleanedRequest: {} };
    expect(await zap.app.execute('creates.call_and_wait.operation.performResume', basics, { resume })).toMatchObject({ status: 'halted', message: expect.stringContaining('Find Call') });
  });
});
