import type { ClockAnchor } from '../time/virtual-clock.ts';
import type { OutcomeName } from '../calls/outcomes.ts';

/** What is written to disk: everything from outside that changed the sandbox's state. The rest follows from it and the time. */
export type StoredRecord =
  | { readonly kind: 'opened'; readonly version: 1; readonly seed: string }
  | ({ readonly kind: 'clock' } & ClockAnchor)
  | AcceptedCall
  | AcceptedInboundCall
  | AcceptedWebSession
  | { readonly kind: 'canceled'; readonly at: number }
  | { readonly kind: 'reset'; readonly at: number };

export interface AcceptedCall {
  readonly kind: 'call';
  readonly at: number;
  readonly businessId: number;
  readonly campaignId: string | null;
  /** The configured agent that speaks. */
  readonly agentId: string;
  readonly numberId: string;
  readonly provider: number;
  readonly maxCallTimeS: number;
  /** As sent, after the server's `+` rule. */
  readonly recipientNumber: string;
  readonly scheduledFor: number;
  readonly expiresAt: number | null;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly outcome: OutcomeName;
}

export interface AcceptedInboundCall {
  readonly kind: 'inbound';
  readonly at: number;
  readonly businessId: number;
  readonly numberId: string;
  readonly provider: number;
  readonly routeId: string;
  readonly callerNumber: string;
  readonly outcome: OutcomeName;
}

export interface AcceptedWebSession {
  readonly kind: 'web';
  readonly at: number;
  readonly businessId: number;
  readonly webCampaignId: string;
  readonly clientIdentifier: string;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}
