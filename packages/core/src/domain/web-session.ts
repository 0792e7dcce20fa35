import type { CallProgress, EndReason, SessionState } from './call.ts';

/** A conversation in a browser. Lists never carry session fields or `settledAt`; reading one session by id does. */
export interface WebSession {
  readonly webSessionId: string;
  readonly progress: CallProgress;
  readonly createdAt: string;
  readonly settledAt: string | null;
  readonly clientIdentifier: string;
  readonly webCampaignId: string | null;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly conversationId: string | null;
  readonly sessionState: SessionState | null;
  readonly endReason: EndReason | null;
}

export interface WebSessionFilter {
  readonly createdFrom?: string;
  readonly createdTo?: string;
  readonly webCampaignIds?: readonly string[];
  readonly clientIdentifiers?: readonly string[];
}
