/** The parts of a business that pickers and rules need. The rest of the server's answer, with its secrets, never leaves `api/`. */

export interface DeclaredVariable {
  readonly key: string;
  readonly required: boolean;
  readonly mayBeEmpty: boolean;
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly agentId: string | null;
  readonly defaultCallingNumberId: string | null;
  readonly dynamicVariables: readonly DeclaredVariable[];
  readonly metadata: readonly DeclaredVariable[];
  /** Longest conversation the campaign allows, in seconds; no upper bound on the server. */
  readonly maxCallTimeSeconds: number;
}

export interface Agent {
  readonly id: string;
  readonly name: string;
}

export interface CallingNumber {
  readonly id: string;
  /** E.164 where it can be built, else the number as stored. */
  readonly label: string;
  readonly voiceEnabled: boolean;
}

/** A right that is switched off on the business, for every key. */
export interface SwitchedOffRight {
  /** The server's name of the module, for example `makeCall`. */
  readonly right: string;
  /** Why, in the server's words for everybody; `null` where it gives none. */
  readonly publicReason: string | null;
}

/** A tool of the user's own: an HTTP request that an agent can make during a call. */
export interface AgentTool {
  readonly id: string;
  readonly name: string;
  /** The places in scripts that use it: what a use of the tool names. */
  readonly nodeIds: readonly string[];
  readonly arguments: readonly { readonly id: string; readonly name: string }[];
}

export interface Business {
  readonly id: string;
  readonly name: string;
  readonly switchedOff: readonly SwitchedOffRight[];
  readonly campaigns: readonly Campaign[];
  readonly agents: readonly Agent[];
  readonly callingNumbers: readonly CallingNumber[];
  readonly tools: readonly AgentTool[];
}

/** How many usage records each source wrote; not minutes and not money. */
export interface UsageCounts {
  readonly current: Readonly<Record<string, number>>;
  readonly previous: Readonly<Record<string, number>> | null;
}

export interface UsageCountQuery {
  /** ISO 8601 UTC. */
  readonly from: string;
  readonly to: string;
  readonly comparePrevious: boolean;
}

export interface ConsumedFeature {
  readonly feature: string;
  readonly type: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly total: number;
}

/** The only place where the API shows cost. `sourceId` is the session id. Self-hosted servers write none. */
export interface UsageRecord {
  readonly id: string;
  readonly at: string;
  readonly businessId: string;
  readonly description: string;
  readonly source: string;
  readonly sourceId: string;
  readonly features: readonly ConsumedFeature[];
}
