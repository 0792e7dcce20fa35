import type { Clock } from '../domain/from-host.ts';
import { nextLookMs } from './decide-waiting.ts';
import { readWaitedCall, type WaitedCall, type WaitedCallDeps } from './read-waited-call.ts';

export interface WokenDeps extends WaitedCallDeps {
  readonly clock: Clock;
}

/**
 * Reads the calls that are still waited for after somebody has said that one of them ended, again and again for a while. Yields after
 * each round what is known of each call; the caller stops when it has seen enough. Nothing but the API is believed.
 * @throws IqraError only of kind `authentication`.
 */
export async function* lookWhenWoken(deps: WokenDeps, queueIds: readonly string[]): AsyncGenerator<ReadonlyMap<string, WaitedCall>> {
  const startedMs = deps.clock.now();
  const readings = new Map<string, WaitedCall>();
  const firstSeen = new Map<string, { readonly progress: string; readonly sinceMs: number }>();
  for (;;) {
    for (const queueId of queueIds) {
      if (isDone(readings.get(queueId))) continue;
      const reading = await readWaitedCall(deps, queueId, firstSeen.get(queueId)?.sinceMs);
      keep(readings, reading);
      if (reading.kind === 'open' && firstSeen.get(queueId)?.progress !== reading.entry.progress) {
        firstSeen.set(queueId, { progress: reading.entry.progress, sinceMs: reading.readAtMs });
      }
    }
    yield readings;
    const inMs = nextLookMs([...readings.values()], deps.clock.now() - startedMs);
    if (inMs === null) return;
    await deps.clock.sleep(inMs);
  }
}

function isDone(reading: WaitedCall | undefined): boolean {
  return reading?.kind === 'ended' && !reading.wordsLate;
}

/** An end that was read stays. */
function keep(readings: Map<string, WaitedCall>, reading: WaitedCall): void {
  if (readings.get(reading.queueId)?.kind !== 'ended' || reading.kind === 'ended') readings.set(reading.queueId, reading);
}
