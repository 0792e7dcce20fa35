import type { DialAnswer, SendingOptions } from '@iqra-automation/core';
import { createRecentKeys } from '../../../../packages/core/src/sending/held-keys.ts';
import { serverErrors } from '@iqra-automation/core/testing';
import { ScriptedWorld } from './scripted-world.ts';

type Script = ConstructorParameters<typeof ScriptedWorld>[0];

/** A proxy passes the first request on, and answers it by itself. */
function behindProxy(answer: DialAnswer, script: Script = {}) {
  const world = new ScriptedWorld(script);
  const { dial } = world.deps();
  const answers = [answer];
  const deps = world.deps({
    dial: async (request) => {
      const real = await dial(request);
      return answers.shift() ?? real;
    },
  });
  return { world, deps };
}

const refused: DialAnswer = { kind: 'refused', error: serverErrors.error('ACCESS_REFUSED', {}, { httpStatus: 403 }) };
const busy = serverErrors.error('TOO_MANY_REQUESTS', {}, { httpStatus: 429, retryAfterMs: 2_000 });
const throttled: DialAnswer = { kind: 'throttled', error: busy, retryAfterMs: 2_000 };
const hostComesBack: Partial<SendingOptions> = { waitWhenThrottled: false };
const threeFailures = ['fails', 'fails', 'fails'] as const;

describe('a request that a proxy refused although the server took it', () => {
  it('with 403 is placed, once a look-up has found it', async () => {
    const { world, deps } = behindProxy(refused);
    expect(await world.place({}, {}, deps)).toMatchObject({ placed: true, recovered: true });
    expect(world.traffic.dials).toBe(1);
  });

  it('with 403 is unknown where no look-up works, with the moment from which running again is safe', async () => {
    const { world, deps } = behindProxy(refused, { readFaults: ['none', ...threeFailures] });
    const error = await world.failToPlace({}, { requestFormat: 'config' }, deps);
    expect(error).toMatchObject({ code: 'PLACEMENT_UNKNOWN', placement: 'unknown', details: { reason: 'look_up_failed', safeAfter: expect.any(String) } });
    expect(world.traffic.dials).toBe(1);
  });

  it('with 429 is placed after the pause that was asked for, and not sent again', async () => {
    const { world, deps } = behindProxy(throttled);
    expect(await world.place({}, {}, deps)).toMatchObject({ placed: true, recovered: true });
    expect(world.secondsGone).toBeGreaterThan(2);
    expect(world.traffic.dials).toBe(1);
  });

  describe.each([
    ['403', refused],
    ['429', throttled],
  ])('with %s, and that reaches the queue when nobody expects it any more', (_status, answer) => {
    const insertedLate: Script = { dialFaults: [{ kind: 'bad_gateway', insertAfterMs: 90_000 }] };
    const withLease = (world: ScriptedWorld) => ({ keyStore: world.keys.storeFor(world.worker) });

    it('rings once, whichever run of the host comes next', async () => {
      const { world, deps } = behindProxy(answer, insertedLate);
      const everywhere: Partial<SendingOptions> = { waitWhenThrottled: false, waitToSettle: false };
      const ended: string[] = [];
      for (const pauseMs of [1_000, 30_000, 240_000, 0]) {
        const run = world.place({}, everywhere, { ...deps, ...withLease(world) });
        ended.push(await run.then(({ status }) => status, ({ code }: { readonly code: string }) => code));
        await world.until(world.time.sleep(pauseMs));
      }
      await world.finish();
      expect({ ended, rings: world.server.rings, dials: world.traffic.dials }).toMatchObject({ rings: 1, dials: 1 });
      expect(ended.at(-1)).toBe('already_called');
    });

    it('rings once where one process runs the step again at once, without a lease', async () => {
      const { world, deps } = behindProxy(answer, insertedLate);
      const recent = createRecentKeys();
      await world.place({}, { waitToSettle: false }, { ...deps, recent }).catch(() => undefined);
      await world.place({}, { waitToSettle: false }, { ...deps, recent }).catch(() => undefined);
      await world.finish();
      expect([world.server.rings, world.traffic.dials]).toEqual([1, 1]);
    });
  });

  it('with 429 tells a host that runs the step again to come when the request cannot arrive any more', async () => {
    const { world, deps } = behindProxy(throttled);
    expect(await world.failToPlace({}, { ...hostComesBack, requestFormat: 'config' }, deps)).toMatchObject({ retryAfterMs: expect.closeTo(125_000, -4) });
    const unfenced = behindProxy(throttled, { newBusiness: true });
    expect(await unfenced.world.failToPlace({}, hostComesBack, unfenced.deps)).toMatchObject({ retryAfterMs: expect.closeTo(300_000, -4) });
  });

  it("in the server's own words frees the event at once: its refusal precedes the queue", async () => {
    const { error } = { error: serverErrors.error('ACCESS_REFUSED', {}, { httpStatus: 403, serverCode: 'InitiateCall:PERMISSION_DENIED' }) };
    const world = new ScriptedWorld();
    const { dial } = world.deps();
    const answers: DialAnswer[] = [{ kind: 'refused', error }];
    const deps = world.deps({ keyStore: world.keys.storeFor(world.worker), dial: async (request) => answers.shift() ?? (await dial(request)) });
    expect(await world.failToPlace({}, {}, deps)).toMatchObject({ placement: 'not_placed' });
    expect(await world.place({}, {}, deps)).toMatchObject({ placed: true });
  });

  it('with 429 is left to a host that runs the step again, which looks first', async () => {
    const { world, deps } = behindProxy(throttled);
    expect(await world.failToPlace({}, hostComesBack, deps)).toMatchObject({ code: busy.code, placement: 'not_placed' });
    expect(world.secondsGone).toBeLessThan(2);
    expect(await world.place({}, hostComesBack, deps)).toMatchObject({ deduplicated: true });
    expect(world.traffic.dials).toBe(1);
  });

  it('with 429 is looked for at once where the next run would not look', async () => {
    const { world, deps } = behindProxy(throttled);
    expect(await world.place({}, { ...hostComesBack, checkBeforeSending: false }, deps)).toMatchObject({ placed: true, recovered: true });
    const lost = behindProxy(throttled, { readFaults: [...threeFailures] });
    expect(await lost.world.failToPlace({}, { ...hostComesBack, checkBeforeSending: false }, lost.deps)).toMatchObject({ placement: 'unknown' });
  });
});
