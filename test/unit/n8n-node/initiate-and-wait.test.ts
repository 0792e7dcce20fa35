import { nodeType } from './bench.ts';
import { type WaitingBench, declines, hangsUp, itemsOf, leadsOf, minuteMs, openWaitingBench, outcomesOf, ownLookMs, pause, phone, placing, sleeping, talksLong, untilTrue, wake, whileTimeGoesOn } from './waiting-bench.ts';

let bench: WaitingBench;

beforeAll(async () => {
  bench = await openWaitingBench();
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

describe('Initiate and Wait, inside the step', () => {
  it('gives each lead its item with the outcome, as the trigger gives it', async () => {
    const { run } = await whileTimeGoesOn(bench.sandbox, bench.start(placing(), leadsOf(phone(hangsUp), phone(declines))));
    expect(run.status).toBe('success');
    const [talked, declined] = itemsOf(run);
    expect(talked).toMatchObject({
      json: { status: 'placed', placed: true, outcome: 'completed', reached: true, recipientNumber: phone(hangsUp), note: '', collected: {}, campaignName: expect.any(String) },
      pairedItem: { item: 0 },
    });
    expect(talked?.json['transcript']).toMatch(/^Agent: /);
    expect(talked?.json['durationSeconds']).toBeGreaterThan(0);
    expect(declined).toMatchObject({ json: { outcome: 'declined', reached: false, transcript: '' }, pairedItem: { item: 1 } });
  });

  it.each([
    ['in a sub-workflow', { mode: 'integrated' as const }],
    ['as the tool of an AI agent', { settings: { type: `${nodeType}Tool` } }],
  ])('%s it waits no longer than the step, and says so', async (_where, change) => {
    const { run } = await bench.start(sleeping(), leadsOf(phone(talksLong)), change);
    expect(run.status).toBe('success');
    expect(itemsOf(run)).toMatchObject([{ json: { outcome: null, placed: true, queueId: expect.any(String), note: expect.stringContaining('in a sub-workflow') } }]);
    expect(bench.sandbox.ledger().accepted[0]?.metadata).not.toHaveProperty('iqra_resume_url');
  });

  it('a person who stops the workflow ends the wait at once', async () => {
    const started = bench.start(placing({ options: { waitInStep: 60 } }), leadsOf(phone(talksLong)));
    // The step asks for its calls.
    await untilTrue(() => Promise.resolve(bench.sandbox.requests().some(({ operation }) => operation === 'listOutbound')));
    const stoppedMs = Date.now();
    await bench.stopNewest();
    expect((await started).run.status).toBe('canceled');
    expect(Date.now() - stoppedMs).toBeLessThan(5_000);
  });

  it.each([
    ['an interval of more than seven days', { resumeAmount: 8, resumeUnit: 'days' }, 'more than 7 days'],
    ['an interval that finds nothing', { resumeAmount: '={{ $json.none }}' }, 'Limit Wait Time: "what was mapped" is not a valid number'],
    ['an interval that is no number', { resumeAmount: '=an hour' }, 'Limit Wait Time: "an hour" is not a valid number'],
    ['a time that has passed', { limitType: 'atSpecifiedTime', maxDateAndTime: '2026-01-01T00:00:00Z' }, 'has passed'],
    ['a time that is none', { limitType: 'atSpecifiedTime', maxDateAndTime: 'soon' }, 'Max Date and Time: "soon" is not a valid date and time'],
    ['more time in the step than an hour', { options: { waitInStep: 90 } }, 'Wait in Step'],
  ])('refuses %s before anybody is called', async (_what, more, words) => {
    const { run } = await bench.start(placing(more), leadsOf(phone(hangsUp)));
    expect(run.error?.message).toContain(words);
    expect(bench.sandbox.ledger().accepted).toHaveLength(0);
  });
});

describe('Initiate and Wait, as a sleeping execution', () => {
  it('sleeps until every call has ended; early, forged and repeated wake-ups do nothing', async () => {
    const phones = [phone(hangsUp), phone(declines)];
    const { run, executionId } = await bench.start(sleeping(), leadsOf(...phones));
    expect(run.status).toBe('waiting');
    const { waitTill } = await bench.engine.waitingOf(executionId);
    expect(waitTill).toBeGreaterThan(Date.now() + 59 * minuteMs);
    const address = bench.addressOf(phone(hangsUp));
    expect(address).toMatch(new RegExp(`^${bench.base}/${executionId}/iqra-call-ended-`));
    expect(bench.addressOf(phone(declines))).toBe(address);

    expect((await wake(address.replace(/iqra=\w+/, 'iqra=forged'))).status).toBe(403);
    expect((await wake(address.replace(/&iqra=\w+/, ''))).status).toBe(403);
    expect((await wake(address.replace(/signature=\w+/, 'signature=forged'))).status).toBe(401);
    expect(await wake(address)).toMatchObject({ status: 202, body: { state: 'waiting', open: [expect.any(String), expect.any(String)] } });
    expect(await bench.engine.waitingOf(executionId)).toMatchObject({ waitTill, runs: [] });

    await bench.sandbox.advanceUntilSettled();
    const answers = await Promise.all([wake(address), wake(address), wake(address)]);
    expect(answers.filter(({ body }) => JSON.stringify(body).includes('resumed')).length).toBeLessThanOrEqual(1);
    const runs = await bench.wentOn(executionId);
    expect(runs).toHaveLength(1);
    expect(outcomesOf(runs[0])).toEqual(['completed', 'declined']);
    expect(itemsOf(runs[0])).toMatchObject([
      { json: { status: 'placed', recipientNumber: phones[0], note: '' }, pairedItem: { item: 0 } },
      { json: { recipientNumber: phones[1] }, pairedItem: { item: 1 } },
    ]);
    expect((await wake(address)).status).toBe(409);
    expect(bench.sandbox.ledger().accepted).toHaveLength(2);
  });

  it('wakes when the last of its calls has ended, whichever woke it first', async () => {
    const { executionId } = await bench.start(sleeping(), leadsOf(phone(declines), phone(talksLong)));
    const address = bench.addressOf(phone(declines));
    await bench.sandbox.advance(2 * minuteMs);
    expect(await wake(address)).toMatchObject({ status: 202, body: { open: [expect.any(String)] } });
    await bench.sandbox.advanceUntilSettled();
    await wake(address);
    expect((await bench.wentOn(executionId)).map((one) => outcomesOf(one))).toEqual([['declined', 'completed']]);
  });

  it('a call that ended while the execution fell asleep, whose wake-up met it running, is not lost', async () => {
    const { executionId } = await bench.start(sleeping(), leadsOf(phone(declines)));
    await bench.sandbox.advanceUntilSettled();
    expect((await bench.wentOn(executionId)).map((one) => outcomesOf(one))).toEqual([['declined']]);
  });

  it('a wake-up that is a moment early is not lost: the execution looks again by itself', async () => {
    const { executionId } = await bench.start(sleeping(), leadsOf(phone(hangsUp)));
    await pause(ownLookMs);
    expect((await wake(bench.addressOf(phone(hangsUp)))).status).toBe(202);
    await bench.sandbox.advanceUntilSettled();
    expect((await bench.wentOn(executionId)).map((one) => outcomesOf(one))).toEqual([['completed']]);
  });

  it('goes on with the ids, an empty outcome and a note when the limit is over', async () => {
    const { executionId } = await bench.start(sleeping({ resumeAmount: 2, resumeUnit: 'minutes' }), leadsOf(phone(talksLong), phone(hangsUp)));
    const run = await bench.engine.timeIsUp(executionId);
    expect(itemsOf(run)).toMatchObject([
      { json: { outcome: null, queueId: expect.any(String), recipientNumber: phone(talksLong), reached: null, note: expect.stringContaining('Limit Wait Time was over') }, pairedItem: { item: 0 } },
      { json: { outcome: null, recipientNumber: phone(hangsUp) }, pairedItem: { item: 1 } },
    ]);
    expect((await wake(bench.addressOf(phone(hangsUp)))).status).toBe(409);
  });

  it('what failed keeps to the error output through the sleep, after a wake-up and after the limit', async () => {
    const continuing = { settings: { onError: 'continueErrorOutput' } as const };
    const woken = await bench.start(sleeping(), [{ phone: 'nonsense', event: 'x' }, ...leadsOf(phone(declines))], continuing);
    expect(woken.run.status).toBe('waiting');
    await bench.sandbox.advanceUntilSettled();
    await wake(bench.addressOf(phone(declines)));
    const [run] = await bench.wentOn(woken.executionId);
    expect(outcomesOf(run)).toEqual(['declined']);
    expect(itemsOf(run, 'Failed')).toMatchObject([{ json: { error: expect.stringContaining('Recipient Number') } }]);

    const limited = await bench.start(sleeping(), [{ phone: 'nonsense', event: 'x' }, { phone: phone(declines, 202), event: 'y' }], continuing);
    const over = await bench.engine.timeIsUp(limited.executionId);
    expect(outcomesOf(over)).toEqual([null]);
    expect(itemsOf(over, 'Failed')).toHaveLength(1);
  });

  it('the same event in another run calls nobody again, waits in the step only, and says why', async () => {
    const leads = leadsOf(phone(declines));
    const first = await bench.start(sleeping(), leads);
    const again = await bench.start(sleeping(), leads);
    expect(first.run.status).toBe('waiting');
    expect(again.run.status).toBe('success');
    expect(itemsOf(again.run)).toMatchObject([{ json: { status: 'already_called', outcome: null, note: expect.stringMatching(/nobody was called again\. .*earlier run/) } }]);
    const ended = await whileTimeGoesOn(bench.sandbox, bench.start(placing({ options: { waitInStep: 60 } }), leads));
    expect(itemsOf(ended.run)).toMatchObject([{ json: { status: 'already_called', outcome: 'declined' } }]);
    expect(bench.sandbox.ledger().accepted).toHaveLength(1);
  });

  it('a server that cannot be read leaves it asleep', async () => {
    const { executionId } = await bench.start(sleeping(), leadsOf(phone(declines)));
    await bench.sandbox.advanceUntilSettled();
    bench.sandbox.faults.add({ kind: 'db_failure', times: null });
    expect((await wake(bench.addressOf(phone(declines)))).status).toBe(202);
    expect((await bench.engine.waitingOf(executionId)).runs).toEqual([]);
    bench.sandbox.faults.clear();
    await wake(bench.addressOf(phone(declines)));
    expect((await bench.wentOn(executionId)).map((one) => outcomesOf(one))).toEqual([['declined']]);
  });
});

