import { createCampaignTallies, type CampaignTallies } from '../campaigns/campaign-tally.ts';
import type { Connection } from '../domain/connection.ts';
import { createDoubtfulCalls, type DoubtfulCalls } from '../recipients/doubtful-calls.ts';
import { createRecipientTurns, type RecipientTurns } from '../recipients/recipient-turns.ts';
import { createInFlightKeys, type InFlightKeys } from '../sending/in-flight-keys.ts';
import { createRecentKeys, type RecentKeys } from '../sending/recent-keys.ts';
import { createServerKnowledge, type ServerKnowledge } from '../sending/server-knowledge.ts';
import { createDoNotCallLists, type DoNotCallLists } from './do-not-call-lists.ts';

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
    of: ({ baseUrl, businessId }) => {
      const name = `${baseUrl}|${businessId}`;
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
