import type { EndedCall, PlacedLead, RefusedLead } from './host-report.ts';
import type { Lead } from './leads.ts';

/** One host with the product inside, ready to place calls and with its trigger switched on. */
export interface HostRun {
  placeAll(leads: readonly Lead[]): Promise<{ readonly placed: readonly PlacedLead[]; readonly refused: readonly RefusedLead[] }>;
  /** One poll of the trigger: the calls that it reports as ended. */
  pollEnded(): Promise<readonly EndedCall[]>;
  close(): Promise<void>;
}

/** A host's value as text; empty when it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
