import type { HostEvent } from '../calling/choose-keys.ts';
import { placeCall, type PlaceCallDeps } from '../calling/place-call.ts';
import { rehearseCall, type Rehearsal } from '../calling/rehearse-call.ts';
import type { Client } from '../client.ts';
import type { RawTryAgainInput } from '../fields/try-again.fields.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';
import { planTryAgain, type PlanTryAgainDeps } from './plan-try-again.ts';
import { orRefused, toAttempt, type PreviousCall, type TryAgainResult } from './try-again-result.ts';

export type { RawTryAgainInput } from '../fields/try-again.fields.ts';
export { tryAgainFields } from '../fields/try-again.fields.ts';
export { readTryAgain } from './retry-policy.ts';
export type { PreviousCall, TryAgainResult } from './try-again-result.ts';

/** What *Try Again* needs from its host. */
export interface TryAgainDeps extends PlaceCallDeps {
  readonly campaigns: CampaignDirectory;
  readonly campaignNameOf?: PlanTryAgainDeps['campaignNameOf'];
}

/**
 * Places the next attempt at a person whose call ended without reaching them, at most once for each attempt, however often the end is
 * told; or says why there is none. The call is read from the server. Every rule of *Initiate* holds for the attempt.
 * @throws IqraError as `placeCall`, for a policy that cannot be read, and when the server cannot be asked. That nobody is to be called
 * again is a result, also where a rule of the form says so.
 */
export async function tryAgain(deps: TryAgainDeps, raw: RawTryAgainInput, host: HostEvent): Promise<TryAgainResult> {
  const plan = await planTryAgain({ ...deps, doNotCallLists: deps.memory.doNotCallLists }, raw, host);
  if (plan.kind === 'done') return plan.result;
  const { previous, call, host: named } = plan;
  const place = async (): Promise<TryAgainResult> => toAttempt(previous, named.attempt.number, await placeCall(deps, call, named));
  return await orRefused(previous, place, (result) => result);
}

/** What a real run would do now. */
export type TryAgainRehearsal =
  | { readonly kind: 'done'; readonly result: TryAgainResult }
  | { readonly kind: 'attempt'; readonly previous: PreviousCall; readonly attempt: number; readonly rehearsal: Rehearsal };

export interface RehearseTryAgainDeps extends Omit<PlanTryAgainDeps, 'client' | 'ledger'> {
  readonly client: Client;
}

/**
 * Judges everything as `tryAgain` would, and calls nobody.
 * @throws IqraError as `tryAgain`.
 */
export async function rehearseTryAgain(deps: RehearseTryAgainDeps, raw: RawTryAgainInput, host: HostEvent): Promise<TryAgainRehearsal> {
  const plan = await planTryAgain(deps, raw, host);
  if (plan.kind === 'done') return plan;
  const { previous, call, host: named } = plan;
  const rehearse = async (): Promise<TryAgainRehearsal> => {
    return { kind: 'attempt', previous, attempt: named.attempt.number, rehearsal: await rehearseCall(deps, call, named) };
  };
  return await orRefused(previous, rehearse, (result) => ({ kind: 'done', result }));
}
