import { hostedRequestsPerMinute } from '@iqra-automation/core';

/** The rest of a minute's requests is for triggers, searches and forms. */
const shareOfSteps = 0.9;

/**
 * How often Zapier starts a step that costs so many requests: `runs` of it in a window that is long enough for them; what comes sooner
 * waits for its turn. Steps of other kinds have throttles of their own.
 */
export function throttleOf({ runs, requestsEach }: { readonly runs: number; readonly requestsEach: number }) {
  const window = Math.ceil((runs * requestsEach * 60) / (hostedRequestsPerMinute * shareOfSteps));
  return { window, limit: runs, scope: ['auth' as const], retry: true };
}
