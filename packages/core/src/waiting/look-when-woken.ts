import type { Clock } from '../domain/clock.ts';
import { readWaitedCall, type WaitedCall, type WaitedCallDeps } from './read-waited-call.ts';

export interface WokenDeps extends WaitedCallDeps {
  readonly clock: Clock;
}

/** When a call is looked at again after a wake-up, in ms after it: whoever wakes may be a moment ahead of what can be read. */
const looksAfterMs = [0, 5_000, 15_000, 30_000];
/** A call that settles by the clock, whose words are late or that cannot be read is looked at until so long after the wake-up. */
const longestLookMs = 150_000;
const slowLookEveryMs = 15_000;

/**
 * Reads the calls that are still waited for after somebody has said that one of them ended, again and again for a while. Yields after
 * each round what is known of each call; the caller stops when it has seen enough. Nothing but the API is believed.
 * @throws IqraError only of kind `authentication`.
 */
export async function* lookWhenWoken(deps: WokenDeps, queueIds: readonly string[]): AsyncGenerator<ReadonlyMap<string, WaitedCall>> {
  const startedMs = deps.clock.now();
  const readings = new Map<string, WaitedCall>();
  const firstSeen = new Map<string, { readonly progress: string; readonly sinceMs: number }>();
  for (let round = 0; ; round += 1) {
    for (const queueId of queueIds) {
      if (isDone(readings.get(queueId))) continue;
      const reading = await readWaitedCall(deps, queueId, firstSeen.get(queueId)?.sinceMs);
      keep(readings, reading);
      if (reading.kind === 'open' && firstSeen.get(queueId)?.progress !== reading.entry.progress) {
        firstSeen.set(queueId, { progress: reading.entry.progress, sinceMs: reading.readAtMs });
      }
    }
    yield readings;
    const next = looksAfterMs[round + 1] ?? (looksAfterMs.at(-1) ?? 0) + (round + 2 - looksAfterMs.length) * slowLookEveryMs;
    const unsettled = [...readings.values()].some((reading) => mayBeSettling(reading));
    if (round + 1 >= looksAfterMs.length && (!unsettled || next > longestLookMs)) return;
    await deps.clock.sleep(Math.max(0, startedMs + next - deps.clock.now()));
  }
}

function isDone(reading: WaitedCall | undefined): boolean {
  return reading?.kind === 'ended' && !reading.wordsLate;
}

/** An end that was read stays. */
function keep(readings: Map<string, WaitedCall>, reading: WaitedCall): void {
  if (readings.get(reading.queueId)?.kind !== 'ended' || reading.kind === 'ended') readings.set(reading.queueId, reading);
}

function mayBeSettling(reading: WaitedCall): boolean {
  switch (reading.kind) {
    case 'ended':
      return reading.wordsLate;
    case 'open':
      return reading.standing === 'ending' || (reading.settledByMs !== null && reading.settledByMs - reading.readAtMs <= longestLookMs);
    case 'unread':
      return true;
    default:
      return reading satisfies never;
  }
}
