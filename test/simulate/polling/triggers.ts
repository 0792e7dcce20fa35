import { polling } from '@iqra-automation/core';
import type { CallOutcome, PollBudget, PollInput, PollResult, SweepInput, SweepResult, SweepStore } from '@iqra-automation/core';
import type { SweepMemory } from '@iqra-automation/core/testing';
import { Random } from '../sending/random.ts';
import type { PolledTrigger } from './host-loop.ts';
import { ScoreSheet } from './score.ts';

/** What the score needs of an event of either kind. */
interface Reported {
  readonly id: string;
  readonly outcome: CallOutcome;
  readonly transcript: string;
}

function hasNoWords({ outcome, transcript }: Reported): boolean {
  return outcome === 'completed' && transcript === '';
}

/** The trackers of core, for either kind of call. */
type Poll = (input: PollInput) => Promise<PollResult<Reported>>;
type Sweep = (input: SweepInput) => Promise<SweepResult<Reported>>;

/** The n8n trigger: state and events are kept together. */
export function n8nTrigger(pollMs: number, budget: PollBudget = {}, poll: Poll = polling.pollEndedCalls): PolledTrigger {
  let stored: string | undefined;
  return {
    async poll(server, clock) {
      const state: unknown = stored === undefined ? undefined : JSON.parse(stored);
      const deadlineMs = clock.now() + Math.min(pollMs, 240_000) * 0.9;
      const result = await poll({ reads: server, clock, state, budget: { ...budget, deadlineMs } });
      return {
        commit(sheet, nowMs) {
          stored = JSON.stringify(result.state);
          for (const event of result.events) sheet.add(event.id, nowMs, event.outcome, hasNoWords(event));
          return stored.length;
        },
      };
    },
  };
}

/** Conversations that one poll reads. */
const maxConversations = 25;

export interface ZapierSettings {
  readonly windowMs: number;
  readonly maxPages?: number;
  /** A cache for the mark; absent = none. */
  readonly store?: ForgetfulStore;
  /** Default: outbound calls. */
  readonly sweep?: Sweep;
}

/** What Zapier adds: it remembers every id, and the first answer only fills that memory. */
export function zapierTrigger(settings: ZapierSettings): PolledTrigger {
  const known = new Set<string>();
  let seeded = false;
  return {
    switchOn() {
      seeded = false;
    },
    async poll(server, clock) {
      const { windowMs, maxPages, store, sweep = polling.sweepEndedCalls } = settings;
      const budget = { ...(maxPages === undefined ? {} : { maxPages }), deadlineMs: clock.now() + 22_000 };
      const common = { reads: server, clock, budget, windowMs, maxConversations, switchedOn: !seeded };
      const result = await sweep(store === undefined ? common : { ...common, store });
      return {
        commit(sheet, nowMs) {
          for (const { event, conversation } of result.items) {
            if (seeded && !known.has(event.id)) sheet.add(event.id, nowMs, event.outcome, conversation === 'loaded' && hasNoWords(event));
            known.add(event.id);
          }
          seeded = true;
          return store?.bytes ?? 0;
        },
      };
    },
  };
}

/** Two triggers on one connection that share the cache and poll in turn; the second one's reports are not scored. */
export function sharingTriggers(settings: ZapierSettings): PolledTrigger {
  const [scored, other] = [zapierTrigger(settings), zapierTrigger(settings)];
  const unscored = new ScoreSheet();
  let polls = 0;
  return {
    async poll(server, clock) {
      polls += 1;
      if (polls % 2 === 1) return scored.poll(server, clock);
      const done = await other.poll(server, clock);
      return { commit: (_sheet, nowMs) => done.commit(unscored, nowMs) };
    },
  };
}

/** A cache like Zapier's: every value passes through JSON, some requests fail, and now and then everything is gone. */
export class ForgetfulStore implements SweepStore {
  #value: string | null = null;
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed, 3);
  }

  get bytes(): number {
    return this.#value?.length ?? 0;
  }

  get(): Promise<unknown> {
    if (this.#random.chance(0.0005)) this.#value = null;
    if (this.#random.chance(0.005)) return Promise.reject(new Error('The cache did not answer.'));
    return Promise.resolve(this.#value === null ? null : JSON.parse(this.#value));
  }

  set(memory: SweepMemory): Promise<void> {
    if (this.#random.chance(0.005)) return Promise.reject(new Error('The cache did not answer.'));
    this.#value = JSON.stringify(memory);
    return Promise.resolve();
  }
}
