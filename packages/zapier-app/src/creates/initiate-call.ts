import { createCallingMemory, type HostEvent, initiateCallFields, isIqraError, parseInput, placeCall, type PlaceCallDeps, rehearseCall, type SendingProgress } from '@iqra-automation/core';
import { type Bundle, defineCreate, type ZObject } from 'zapier-platform-core';
import { recallCampaignName } from '../campaign-names.ts';
import { createLeaseStore } from '../lease-store.ts';
import type { OpenedClient } from '../connection/open-client.ts';
import { withClient } from '../run-step.ts';
import { initiateCallSample } from '../generated/samples.ts';
import { stepClock } from '../step-clock.ts';
import { toZapierError } from '../to-zapier-error.ts';
import { initiateCallForm, initiateCallGroups, realCallKey, realCallSwitch } from './initiate-call-form.ts';
import { initiateCallOutputFields, type InitiateCallOutput, toPlacedOutput, toRehearsedOutput } from './initiate-call-output.ts';
import { readRawInput } from './read-raw-input.ts';

/** Runs in one process share this memory of calls that are being placed. */
export const memory = createCallingMemory({ recentKeys: false });

async function perform(z: ZObject, bundle: Bundle): Promise<InitiateCallOutput> {
  const state = { dialLeft: false, looksFirst: looksFirst(bundle) };
  try {
    return await withClient(z, bundle, (opened) => placeOrRehearse(z, bundle, opened, state));
  } catch (error) {
    throw toZapierError(z, error, state);
  }
}

async function placeOrRehearse(z: ZObject, bundle: Bundle, opened: OpenedClient, state: { dialLeft: boolean }): Promise<InitiateCallOutput> {
  const { client, connection } = opened;
  const raw = readRawInput(bundle.inputData);
  const host = { ...hostEvent(bundle), campaignName: await recallCampaignName(z, raw.campaignId) };
  if (isTestThatCallsNobody(bundle)) {
    return toRehearsedOutput(await rehearseCall({ client, connection, clock: stepClock, doNotCallLists: memory.doNotCallLists }, raw, host));
  }
  return toPlacedOutput(await placeCall(placingDeps(z, opened, state), raw, host));
}

/** What placing a call needs of one step; `state` learns when a request that may dial leaves. */
export function placingDeps(z: ZObject, { client, connection, deadlineMs }: OpenedClient, state: { dialLeft: boolean }): PlaceCallDeps {
  const onProgress = ({ step }: SendingProgress): void => {
    if (step === 'sending') state.dialLeft = true;
  };
  return { client, connection, clock: stepClock, memory, keyStore: createLeaseStore(z), deadlineMs, waitWhenThrottled: false, onProgress };
}

/** Whether a repeated run of this step would look for the call: anything but a clear no. */
function looksFirst(bundle: Bundle): boolean {
  const { checkBeforeSending } = initiateCallFields;
  try {
    return parseInput({ checkBeforeSending }, { checkBeforeSending: bundle.inputData['check_before_sending'] }).checkBeforeSending;
  } catch (error) {
    if (isIqraError(error)) return true;
    throw error;
  }
}

/** No run or execution id reaches an action, and a replay has none either; so only the user's Event Key names an event for certain. */
export function hostEvent(bundle: Bundle): HostEvent {
  return { source: 'zapier', itemId: null, stepId: bundle.meta?.zap?.id ?? '', timeZone: bundle.meta?.timezone ?? null };
}

/** The editor's test of a step is a real run. It checks everything and calls nobody, unless the user wants it to. */
export function isTestThatCallsNobody(bundle: Bundle): boolean {
  if (!(bundle.meta?.isLoadingSample ?? false)) return false;
  const { realCall } = parseInput(realCallSwitch, { realCall: bundle.inputData[realCallKey] });
  return !realCall;
}

export const initiateCall = defineCreate({
  key: 'initiate_call',
  noun: 'Call',
  display: {
    label: 'Initiate Outbound Call',
    description: 'Places an AI phone call that rings a real person, at most once for each Event Key.',
  },
  operation: {
    inputFieldGroups: initiateCallGroups,
    inputFields: initiateCallForm,
    perform,
    // A call costs two requests to place and one to read when it has ended, and the server takes 60 a minute; so 18 calls a minute.
    throttle: { window: 20, limit: 6, scope: ['auth'], retry: true },
    // Two runs for one recipient never overlap; together with the look-up that is what keeps a repeated event from a second call.
    lock: { key: 'call to {{bundle.inputData.recipient_number}}', scope: ['auth'], timeout: 40 },
    outputFields: initiateCallOutputFields,
    sample: initiateCallSample,
  },
});
