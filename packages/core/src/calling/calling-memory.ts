import { createRecipientTurns, type RecipientTurns } from '../recipients/recipient-turns.ts';
import { createInFlightKeys, type InFlightKeys } from '../sending/in-flight-keys.ts';
import { createDoNotCallLists, type DoNotCallLists } from './do-not-call-lists.ts';

/** What runs of one process share so that they do not call the same person side by side. One per process. */
export interface CallingMemory {
  readonly inFlight: InFlightKeys;
  readonly turns: RecipientTurns;
  readonly doNotCallLists: DoNotCallLists;
}

export function createCallingMemory(): CallingMemory {
  return { inFlight: createInFlightKeys(), turns: createRecipientTurns(), doNotCallLists: createDoNotCallLists() };
}
