import type { CallEntry, CallFilter, LinkedSession } from './call.ts';

/** A conversation in a browser. Lists never carry session fields or `leftQueueAt`; reading one session by id does. */
export interface WebSession extends LinkedSession, Pick<CallEntry, 'progress' | 'leftQueueAt' | 'dynamicVariables' | 'metadata'> {
  readonly webSessionId: string;
  readonly createdAt: string;
  readonly clientIdentifier: string;
  readonly webCampaignId: string | null;
}

export interface WebSessionFilter extends Pick<CallFilter, 'createdFrom' | 'createdTo'> {
  readonly clientIdentifiers?: readonly string[];
}
