import { createCampaignTallies, type CampaignTallies } from '../campaigns/daily-limit.ts';
import { scopeOf, type Connection } from '../domain/from-host.ts';
import { createDoubtfulCalls, type DoubtfulCalls } from '../recipients/check-frequency-cap.ts';
import { createDoNotCallLists, type DoNotCallLists } from '../recipients/do-not-call-list.ts';
import { createInFlightKeys, createRecentKeys, type InFlightKeys, type RecentKeys } from '../sending/held-keys.ts';
import { createServerKnowledge, type ServerKnowledge } from '../sending/server-knowledge.ts';

/** What runs of one process share so that they do not call the same person side by side. One per process. */
export interface CallingMemory {
  /** What is known about the calls of one business on one server. */
  readonly of: (connection: Pick<Connection, 'baseUrl' | 'businessId'>) => BusinessMemory;
  readonly turns: RecipientTurns;
  readonly doNotCallLists: DoNotCallLists;
}

export interface BusinessMemory {
  readonly inFlight: InFlightKeys;
  readonly tallies: CampaignTallies;
  readonly doubtful: DoubtfulCalls;
  readonly recent?: RecentKeys;
  readonly knowledge: ServerKnowledge;
}

/**
 * `recentKeys: false` for a host whose leases outlive the run and the process: they hold a placed event for as long, and a memory of
 * one of its many short-lived processes would add nothing.
 */
export function createCallingMemory({ recentKeys = true }: { readonly recentKeys?: boolean } = {}): CallingMemory {
  const businesses = new Map<string, BusinessMemory>();
  return {
    of: (connection) => {
      const name = scopeOf(connection);
      const known = businesses.get(name) ?? createBusinessMemory(recentKeys);
      businesses.set(name, known);
      return known;
    },
    turns: createRecipientTurns(),
    doNotCallLists: createDoNotCallLists(),
  };
}

function createBusinessMemory(recentKeys: boolean): BusinessMemory {
  const memory = { inFlight: createInFlightKeys(), tallies: createCampaignTallies(), doubtful: createDoubtfulCalls(), knowledge: createServerKnowledge() };
  return recentKeys ? { ...memory, recent: createRecentKeys() } : memory;
}

/** One after the other for one number, side by side for different numbers. One per process, shared by all runs. */
export interface RecipientTurns {
  /** Runs `task` when every earlier task of the same number has ended, well or badly. Returns or throws what it does. */
  take<T>(e164: string, task: () => Promise<T>): Promise<T>;
}

/**
 * Two items with one number that are processed side by side would both be counted before either is placed, and a frequency cap
 * would let both through. So looking and placing are one turn.
 */
export function createRecipientTurns(): RecipientTurns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async take(e164, task) {
      const before = last.get(e164) ?? Promise.resolve();
      const mine = before.then(task, task);
      last.set(e164, mine);
      try {
        return await mine;
      } finally {
        if (last.get(e164) === mine) last.delete(e164);
      }
    },
  };
}
