import type { CallProgress } from './call.ts';

/** Conditions on outbound calls; all given ones must hold. Times are ISO 8601 UTC and inclusive. */
export interface CallFilter {
  readonly createdFrom?: string;
  readonly createdTo?: string;
  /** Compares with `CallEntry.settledAt`; entries without one never match. */
  readonly settledFrom?: string;
  readonly settledTo?: string;
  /** Compare with the time for which a call was planned. */
  readonly scheduledFrom?: string;
  readonly scheduledTo?: string;
  readonly progress?: readonly CallProgress[];
  readonly campaignIds?: readonly string[];
  readonly callingNumberIds?: readonly string[];
  /** Strict E.164: the server compares text. */
  readonly recipientNumbers?: readonly string[];
}

/** The same for inbound calls. */
export interface InboundCallFilter {
  readonly createdFrom?: string;
  readonly createdTo?: string;
  readonly settledFrom?: string;
  readonly settledTo?: string;
  readonly callerNumbers?: readonly string[];
  readonly routeIds?: readonly string[];
}
