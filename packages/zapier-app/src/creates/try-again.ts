import { createCampaignDirectory, retrying } from '@iqra-automation/core';
import { type Bundle, defineCreate, type ZObject } from 'zapier-platform-core';
import { recallCampaignName } from '../campaign-names.ts';
import type { OpenedClient } from '../connection/open-client.ts';
import { readDrawn } from '../drawn-fields.ts';
import { tryAgainSample } from '../generated/samples.ts';
import { withClient } from '../run-step.ts';
import { stepClock } from '../step-clock.ts';
import { toZapierError } from '../to-zapier-error.ts';
import { initiateCallGroups, realCallKey } from './initiate-call-form.ts';
import { callingMemory, hostEvent, isTestThatCallsNobody, placingDeps } from './place-in-step.ts';
import { throttleOf } from './throttle.ts';
import { tryAgainForm } from './try-again-form.ts';
import { toRehearsedAttempt, toTryAgainOutput, tryAgainOutputFields, type TryAgainOutput } from './try-again-output.ts';

async function perform(z: ZObject, bundle: Bundle): Promise<TryAgainOutput> {
  // A repeated run always looks for the attempt before it sends.
  const state = { dialLeft: false, looksFirst: true };
  try {
    return await withClient(z, bundle, (opened) => tryOrRehearse(z, bundle, opened, state));
  } catch (error) {
    throw toZapierError(z, error, state);
  }
}

async function tryOrRehearse(z: ZObject, bundle: Bundle, opened: OpenedClient, state: { dialLeft: boolean }): Promise<TryAgainOutput> {
  const { client, connection } = opened;
  const raw = readDrawn(retrying.tryAgainFields, bundle.inputData, (key) => key === realCallKey);
  const known = { campaigns: createCampaignDirectory(client), campaignNameOf: (id: string) => recallCampaignName(z, id) };
  if (!isTestThatCallsNobody(bundle)) {
    return toTryAgainOutput(await retrying.tryAgain({ ...placingDeps(z, opened, state), ...known }, raw, hostEvent(bundle)));
  }
  const deps = { client, connection, clock: stepClock, doNotCallLists: callingMemory().doNotCallLists, ...known };
  const rehearsed = await retrying.rehearseTryAgain(deps, raw, hostEvent(bundle));
  return rehearsed.kind === 'done' ? toTryAgainOutput(rehearsed.result) : toRehearsedAttempt(rehearsed);
}

export const tryAgain = defineCreate({
  key: 'try_again',
  noun: 'Call',
  display: {
    label: 'Try Call Again',
    description: 'Calls a person again whom an ended call did not reach, up to the attempts you allow, at most once for each attempt.',
  },
  operation: {
    inputFieldGroups: initiateCallGroups,
    inputFields: tryAgainForm,
    perform,
    // Reading the call and the newest calls to the number costs up to four requests, the attempt three more.
    throttle: throttleOf({ runs: 3, requestsEach: 7 }),
    // Two runs for one ended call never overlap.
    lock: { key: 'try again after {{bundle.inputData.queue_id}}', scope: ['auth'], timeout: 40 },
    outputFields: tryAgainOutputFields,
    sample: tryAgainSample,
  },
});
