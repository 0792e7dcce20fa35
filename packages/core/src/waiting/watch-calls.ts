import type { ApiReads } from '../api/registry.ts';
import type { Clock } from '../domain/from-host.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { clockSkewMs } from '../polling/time-limits.ts';
import { nextLookMs } from './decide-waiting.ts';
import { OpenCalls, type AwaitedCall } from './open-calls.ts';
import { readWaitedCall, type WaitedCall, type WaitedCallDeps } from './read-waited-call.ts';

/** What hosts need of this room beside what stands here: they know it as `waiting`. */
export { decideWaiting, decideWhenWoken, quickLooksMs } from './decide-waiting.ts';
export { readWaitedCall, toWaitedResult } from './read-waited-call.ts';
export { hasSecret, resumeAddressKey, resumeAddressOf, withSecret } from './resume-address.ts';

export interface WokenDeps extends WaitedCallDeps {
  readonly clock: Clock;
}

export interface StepWaitDeps extends WokenDeps {
  readonly reads: Pick<ApiReads, 'listCalls' | 'getCall' | 'getConversation'>;
  /** Told when a person stops the run: the wait then ends at once. */
  readonly canceled?: AbortSignal | undefined;
}

/** One list request in so many ms asks for all open calls together; with more than a page of them, for a page of them in turn. */
const lookEveryMs = 10_000;

/**
 * Waits until all calls have ended, until `untilMs` (the host's clock, ms since 1970 UTC) or until the run is stopped. Returns the
 * latest reading of each call that was read by its id; what is not `ended` there may be going on. Never throws for what the network or
 * the server did: the calls are placed, whatever becomes of the wait (docs/decisions/0082-waiting-inside-a-step.md).
 */
export async function waitInStep(deps: StepWaitDeps, calls: readonly AwaitedCall[], untilMs: number): Promise<ReadonlyMap<string, WaitedCall>> {
  const { clock } = deps;
  const open = new OpenCalls(calls, clock.now() - 2 * clockSkewMs);
  const goesOn = (): boolean => open.size > 0 && clock.now() < untilMs && deps.canceled?.aborted !== true;
  try {
    await readDue(deps, open, false);
    while (goesOn()) {
      await pause(deps, Math.min(lookEveryMs, untilMs - clock.now()));
      if (!goesOn()) break;
      await lookAtList(deps, open);
      await readDue(deps, open, false);
    }
    if (deps.canceled?.aborted !== true) await readDue(deps, open, true);
  } catch (error) {
    // A key that is refused reads nothing any more.
    if (!isIqraError(error)) throw error;
  }
  return open.readings;
}

/** A list that fails or shows nothing says nothing about any call. */
async function lookAtList({ reads }: StepWaitDeps, open: OpenCalls): Promise<void> {
  const group = open.nextGroup();
  if (group === null) return;
  const { recipientNumbers, createdFromMs } = group;
  try {
    const filter = { recipientNumbers, createdFrom: new Date(createdFromMs).toISOString() };
    const { value, serverTimeMs } = await reads.listCalls({ filter, limit: maxPageSize });
    open.takeListed(recipientNumbers, value.items, serverTimeMs);
  } catch (error) {
    if (!isIqraError(error) || error.kind === 'authentication') throw error;
    open.takeListed(recipientNumbers, [], 0);
  }
}

async function readDue(deps: StepWaitDeps, open: OpenCalls, all: boolean): Promise<void> {
  for (const { queueId, firstSeenMs } of open.dueForReading(deps.clock.now(), { all })) {
    if (deps.canceled?.aborted === true) return;
    const reading = await readWaitedCall(deps, queueId, firstSeenMs);
    open.takeReading(reading, deps.clock.now());
    if (reading.kind === 'unread' && reading.error.kind !== 'not_found') return;
  }
}

/** Ends early when the run is stopped. */
async function pause({ clock, canceled }: StepWaitDeps, ms: number): Promise<void> {
  if (canceled === undefined) return await clock.sleep(ms);
  let stop = (): void => undefined;
  const aborted = new Promise<void>((resolve) => { stop = resolve; });
  canceled.addEventListener('abort', stop, { once: true });
  await Promise.race([clock.sleep(ms), aborted]);
  canceled.removeEventListener('abort', stop);
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
