/** What an adapter needs to offer *Try Again*: the form, its check without a request, the operation, and its rehearsal. */
export type { RawTryAgainInput } from '../fields/try-again.fields.ts';
export { attemptRuleFields, retryPolicyFields, tryAgainFields } from '../fields/try-again.fields.ts';
export { readTryAgain } from './retry-policy.ts';
export type { RehearseTryAgainDeps, TryAgainDeps, TryAgainRehearsal } from './try-again.ts';
export { rehearseTryAgain, tryAgain } from './try-again.ts';
export type { PreviousCall, TryAgainResult } from './try-again-result.ts';
