import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createDeadline } from '../../../../packages/core/src/sending/sending-run.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A clock whose only wait ends when the test says so. */
function heldClock() {
  let end = (): void => undefined;
  const sleep = (): Promise<void> => new Promise((resolve) => { end = resolve; });
  return { clock: { now: () => 0, sleep, random: () => 0.5 }, comeToTheLimit: () => end() };
}

describe('the time limit of a run', () => {
  test('gives the value of work that ends before it', async () => {
    const deadline = createDeadline(heldClock().clock, 20_000);
    expect(await deadline.within(Promise.resolve('done'), () => 'late')).toBe('done');
  });

  test('gives up what is still waited for when it comes, and all that begins after it', async () => {
    const { clock, comeToTheLimit } = heldClock();
    const deadline = createDeadline(clock, 20_000);
    const waiting = deadline.within(new Promise<string>(() => undefined), () => 'late');
    comeToTheLimit();
    expect(await waiting).toBe('late');
    expect(await deadline.within(new Promise<string>(() => undefined), () => 'later')).toBe('later');
  });

  test('keeps nothing of a call in memory that is over, though its watch goes on', async () => {
    const deadline = createDeadline(heldClock().clock, 20_000);
    const call = await placeAndForget(deadline);
    await new Promise((resolve) => setTimeout(resolve, 10));
    collectGarbage();
    expect(call.deref()).toBeUndefined();
    expect(deadline.leftMs()).toBe(20_000);
  });
});

async function placeAndForget(deadline: ReturnType<typeof createDeadline>): Promise<WeakRef<object>> {
  const call = { recipient: 'somebody' };
  await deadline.within(Promise.resolve<object>({}), () => call);
  return new WeakRef(call);
}
