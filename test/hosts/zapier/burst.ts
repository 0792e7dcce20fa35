import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import type { AppDefinition } from './publishing/definition.ts';
import { startZapierWithSandbox } from './zapier-with-sandbox.ts';

/** Leads that reach one Zap, and what else asks the server with the same key meanwhile. */
export interface Burst {
  /** When each lead arrives, in seconds from the start. */
  readonly arrivals: readonly number[];
  /** Polls of *Outbound Call Ended* beside it, one every so many seconds; `null` = none. */
  readonly pollEverySeconds: number | null;
  /** The server answers 429 above this, counted over any minute. */
  readonly requestsPerMinute: number;
}

export interface BurstReport {
  readonly leads: number;
  readonly placed: number;
  /** Runs that ended so; each errored one was run again, as Autoreplay does. */
  readonly errored: number;
  readonly halted: number;
  /** What the errored and halted runs said. */
  readonly messages: readonly string[];
  /** Runs that asked the platform to run them again. */
  readonly throttled: number;
  /** Runs that the platform held back by the action's `throttle`, before they began. */
  readonly heldBack: number;
  readonly rungTwice: number;
  readonly requests: number;
  /** From the first arrival to the last call that was placed. */
  readonly minutes: number;
}

interface Waiting {
  readonly atMs: number;
  readonly lead: number;
}

const autoreplayMs = 5 * 60_000;
/** A lead that is not placed by then is lost. */
const giveUpMs = 6 * 3_600_000;
const startMs = Date.parse('2026-12-01T15:00:00Z');

/**
 * Acts out the platform around one action in simulated time: it counts runs in the windows of the action's `throttle` and repeats those
 * it holds back, repeats a throttled run after the delay it asked for, and an errored one after five minutes.
 */
export async function runBurst({ arrivals, pollEverySeconds, requestsPerMinute }: Burst): Promise<BurstReport> {
  const simulated = { nowMs: startMs };
  const clock = { now: () => simulated.nowMs };
  const zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0, startAt: startMs, requestsPerMinute, keepRequests: 100_000, outcomeOf: () => 'agent_hung_up' }, app: { nowMs: clock.now } });
  const { app, sandbox } = zapier;
  const messages = new Set<string>();
  const counts = { placed: 0, errored: 0, halted: 0, throttled: 0, heldBack: 0, lastPlacedMs: startMs };
  try {
    const throttle = readThrottle((await app.definition()) as AppDefinition);
    let waiting: Waiting[] = arrivals.map((seconds, lead) => ({ atMs: startMs + seconds * 1000, lead }));
    let nextPollMs = pollEverySeconds === null ? Infinity : startMs;
    const inWindow = new Map<number, number>();

    const run = async ({ lead }: Waiting): Promise<Waiting | null> => {
      const recipient_number = `+1415555${String(2000 + lead)}`;
      const result = await app.create('initiate_call', { recipient_number, campaign_id: campaignIds.consultation, event_key: `lead ${String(lead)}`, calling_hours: 'off' });
      switch (result.status) {
        case 'success':
          counts.placed += 1;
          counts.lastPlacedMs = simulated.nowMs;
          return null;
        case 'throttled':
          counts.throttled += 1;
          return { lead, atMs: simulated.nowMs + (result.retryAfterSeconds ?? 60) * 1000 };
        case 'errored':
          counts.errored += 1;
          messages.add(result.message);
          return { lead, atMs: simulated.nowMs + autoreplayMs };
        case 'halted':
        case 'auth_expired':
          counts.halted += 1;
          messages.add(result.message);
          return null;
        default:
          return result satisfies never;
      }
    };

    while (waiting.length > 0 && simulated.nowMs < startMs + giveUpMs) {
      await moveTo(Math.max(simulated.nowMs, Math.min(nextPollMs, ...waiting.map(({ atMs }) => atMs))));
      if (simulated.nowMs >= nextPollMs) {
        await app.pollTrigger('call_completed', {});
        nextPollMs += (pollEverySeconds ?? 0) * 1000;
      }
      const due = waiting.filter(({ atMs }) => atMs <= simulated.nowMs);
      const later = waiting.filter(({ atMs }) => atMs > simulated.nowMs);
      const window = Math.floor((simulated.nowMs - startMs) / throttle.windowMs);
      const free = Math.max(throttle.limit - (inWindow.get(window) ?? 0), 0);
      const [started, held] = [due.slice(0, free), due.slice(free)];
      inWindow.set(window, (inWindow.get(window) ?? 0) + started.length);
      counts.heldBack += held.length;
      const again = await Promise.all(started.map(run));
      const nextWindowMs = startMs + (window + 1) * throttle.windowMs;
      waiting = [...later, ...held.map(({ lead }) => ({ lead, atMs: nextWindowMs })), ...again.filter((one) => one !== null)];
    }

    const { dialledTwice } = sandbox.ledger();
    return {
      leads: arrivals.length,
      placed: new Set(sandbox.ledger().accepted.map(({ recipient }) => recipient)).size,
      errored: counts.errored,
      halted: counts.halted,
      messages: [...messages],
      throttled: counts.throttled,
      heldBack: counts.heldBack,
      rungTwice: dialledTwice.length,
      requests: sandbox.requests().length,
      minutes: (counts.lastPlacedMs - startMs) / 60_000,
    };
  } finally {
    await zapier.close();
  }

  async function moveTo(atMs: number): Promise<void> {
    const byMs = atMs - simulated.nowMs;
    simulated.nowMs = atMs;
    if (byMs > 0) await sandbox.advance(byMs);
    app.moveClock(sandbox.now());
  }
}

function readThrottle(definition: AppDefinition): { readonly windowMs: number; readonly limit: number } {
  const { throttle } = definition.creates['initiate_call']?.operation ?? {};
  return throttle === undefined ? { windowMs: 60_000, limit: Infinity } : { windowMs: throttle.window * 1000, limit: throttle.limit };
}
