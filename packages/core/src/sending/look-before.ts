import type { CallEntry } from '../domain/call.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import type { LookUpVerdict } from './look-up.ts';
import { checkNotPermitted, lookUpFailed, noTimeLeft, tooManyCalls } from './sending-errors.ts';
import { leastLookUpMs, lookUp } from './sending-run.ts';
import type { SendingRun } from './sending-run.ts';

const mostTries = 3;
const pauseMs = 1_000;

/**
 * The event's call if it has one that was, is or may yet be dialled; `null` if it provably has none. Throws, with placement
 * `not_placed`, when that cannot be learnt.
 */
export async function lookBefore(run: SendingRun, look = (): Promise<LookUpVerdict> => lookUp(run)): Promise<CallEntry | null> {
  for (let tries = 1; ; tries += 1) {
    if (run.deadline.leftMs() < leastLookUpMs) throw noTimeLeft();
    const seen = await look();
    switch (seen.kind) {
      case 'alive':
        return seen.entry;
      case 'absent':
      case 'dead':
        return null;
      case 'failed':
        await pauseOrThrow(run, seen, tries);
        break;
      default:
        return seen satisfies never;
    }
  }
}

async function pauseOrThrow(run: SendingRun, seen: Extract<LookUpVerdict, { kind: 'failed' }>, tries: number): Promise<void> {
  const { error, reason, tooMany = false } = seen;
  if (tooMany) throw tooManyCalls(reason);
  const known = isIqraError(error) ? error : null;
  if (known?.kind === 'permission' && known.code !== 'API_KEY_RESTRICTED') throw checkNotPermitted(known);
  if (known !== null && known.placement === 'not_placed' && !mayPass(known)) throw known;
  const waitMs = Math.max(known?.retryAfterMs ?? 0, pauseMs);
  if (tries >= mostTries || waitMs > longestWaitMs || waitMs + leastLookUpMs > run.deadline.leftMs()) {
    throw lookUpFailed(reason, error);
  }
  await run.deps.clock.sleep(waitMs);
}

const longestWaitMs = 60_000;

/** Failures that another try can outlive; the others need a person. An address that leads elsewhere will go on doing so. */
function mayPass({ kind, code }: IqraError): boolean {
  return kind === 'server' || kind === 'rate_limit' || code === 'NOT_REACHED';
}
