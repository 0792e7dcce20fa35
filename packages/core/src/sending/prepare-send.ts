import type { CallEntry } from '../domain/call.ts';
import { lookBefore } from './look-before.ts';
import type { LookUpVerdict } from './look-up.ts';
import { lookUpFailed, noLatestStart } from './sending-errors.ts';
import { latestStartReading, lookUp, type SendingRun } from './sending-run.ts';
import { takeKeys } from './take-keys.ts';

/** A look-up that so often grew too old before its send could leave will do so again. */
const mostRounds = 10;
const noRoom = 'So many runs share Requests per Minute that no call could be sent right after its look-up.';

/**
 * Everything that comes before the first send: room for the request, the event's keys, the look-up, the rules. Returns the event's
 * earlier call if it has one; `null` when the first send may leave now. Throws when it may not.
 */
export async function prepareSend(run: SendingRun): Promise<CallEntry | null> {
  const { deadline, deps, lead, lease, options } = run;
  for (let round = 1; ; round += 1) {
    // First, because waiting for room can take a minute, and a hold or a look-up of a minute ago proves little.
    await lead.join(run);
    const earlier = (await takeKeys(run)) ?? (options.checkBeforeSending ? await lookBefore(run, () => lookWithOthers(run)) : null);
    if (earlier !== null) return earlier;
    const lookedAtMs = options.checkBeforeSending ? deps.clock.now() : null;
    if (round === 1) await raiseObjection(run);
    if (await deadline.within(lead.depart(lookedAtMs), () => true)) return null;
    await lease.release();
    if (round >= mostRounds) throw lookUpFailed(noRoom, undefined);
  }
}

async function lookWithOthers(run: SendingRun): Promise<LookUpVerdict> {
  const shared = await run.lead.lookUp(run);
  if (shared === null) return await lookUp(run);
  if (shared.kind !== 'failed') run.seen = shared;
  return shared;
}

async function raiseObjection(run: SendingRun): Promise<void> {
  if (run.call.latestStartLimitMs !== null && latestStartReading(run) === 'ignored') throw noLatestStart();
  const objection = await run.deps.objection?.();
  if (objection) throw objection;
}
