import type { Lead } from './leads.ts';

export type PlacementOfLead = { readonly placed: true } | { readonly placed: false; readonly code: string; readonly message: string };

/** A host with the product inside, on a clock that can be moved. */
export interface CallingHost {
  readonly name: 'n8n' | 'Zapier';
  moveClock(toMs: number): Promise<void>;
  /** One result for each lead, in their order. */
  place(leads: readonly Lead[]): Promise<readonly PlacementOfLead[]>;
  close(): Promise<void>;
}

/** The zone of the person who built the workflow; it must play no part. */
export const workflowZone = 'America/New_York';
