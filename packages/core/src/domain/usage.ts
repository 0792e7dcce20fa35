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

/** The list of records knows no condition. */
export type UsageFilter = Readonly<Record<string, never>>;

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
