import { hangsUpAtOnce, itemsOf, leadsOf, minuteMs, openWaitingBench, outcomesOf, ownLookMs, pause, phone, placing, sleeping, type WaitingBench, wake } from '../unit/n8n-node/waiting-bench.ts';

let bench: WaitingBench;

beforeAll(async () => {
  bench = await openWaitingBench({ hurry: 1_000, startAt: Date.parse('2026-12-08T15:00:00Z') });
  await bench.engine.moveClock(bench.sandbox.now());
});
afterAll(() => bench.close());

/** n8n's clock goes with that of the server: how long a wait has lasted counts here. */
async function pass(ms: number): Promise<void> {
  await bench.sandbox.advance(ms);
  await bench.engine.moveClock(bench.sandbox.now());
}

async function whileTimePasses<T>(work: Promise<T>): Promise<T> {
  const over = work.then(() => true, () => true);
  // The pause of ten seconds between two looks takes 10 ms here.
  while (!(await Promise.race([over, pause(10).then(() => false)]))) await pass(10_000);
  return await work;
}

describe('Initiate and Wait, for a talk of which nothing is stored', () => {
  it('waits on inside the step until its outcome is known', async () => {
    const { run } = await whileTimePasses(bench.start(placing({ options: { waitInStep: 60 } }), leadsOf(phone(hangsUpAtOnce))));
    expect(itemsOf(run)).toMatchObject([{ json: { outcome: 'no_answer', reached: false, note: '' } }]);
  });

  it('goes on without an outcome where its limit is over before, and says why', async () => {
    const limited = { resumeAmount: 8, resumeUnit: 'minutes', options: { waitInStep: 60 } };
    const { run } = await whileTimePasses(bench.start(placing(limited), leadsOf(phone(hangsUpAtOnce))));
    expect(itemsOf(run)).toMatchObject([{ json: { outcome: null, reached: null, note: expect.stringMatching(/Limit Wait Time was over.*does not show yet what was said/) } }]);
  });

  it('sleeps on and looks by itself until its outcome is known, though nobody wakes it again', async () => {
    const number = phone(hangsUpAtOnce, 202);
    const { executionId } = await bench.start(sleeping(), leadsOf(number));
    await bench.sandbox.advanceUntilSettled();
    await pass(0);
    await pause(ownLookMs);
    expect(await wake(bench.addressOf(number))).toMatchObject({ status: 202, body: { state: 'waiting', open: [expect.any(String)] } });
    for (const minutes of [3, 5]) {
      await pass(minutes * minuteMs);
      // A look each minute, a thousand times as fast.
      await pause(150);
      expect((await bench.engine.waitingOf(executionId)).runs).toEqual([]);
    }
    await pass(3 * minuteMs);
    const runs = await bench.wentOn(executionId);
    expect(runs.map((one) => outcomesOf(one))).toEqual([['no_answer']]);
    expect(itemsOf(runs[0])).toMatchObject([{ json: { reached: false, note: '' } }]);
  });
});
