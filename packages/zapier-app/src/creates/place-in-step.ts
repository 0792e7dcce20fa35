import {
  type CallingMemory,
  createCallingMemory,
  type HostEvent,
  initiateCallFields,
  isIqraError,
  parseInput,
  type PlacedCall,
  placeCall,
  type PlaceCallDeps,
  rehearseCall,
  type Rehearsal,
  type SendingProgress,
} from '@iqra-automation/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { recallCampaignName } from '../campaign-names.ts';
import type { OpenedClient } from '../connection/open-client.ts';
import { readDrawn } from '../drawn-fields.ts';
import { createLeaseStore } from '../lease-store.ts';
import { withClient } from '../run-step.ts';
import { stepClock } from '../step-clock.ts';
import { toZapierError } from '../to-zapier-error.ts';
import { realCallKey, realCallSwitch } from './initiate-call-form.ts';
import { readRawInput } from './read-raw-input.ts';

let memory: CallingMemory | null = null;

/** Runs in one process share this memory of calls that are being placed. */
export function callingMemory(): CallingMemory {
  memory ??= createCallingMemory({ recentKeys: false });
  return memory;
}

/** One run of a step that may place a call. */
export interface CallingStep {
  readonly opened: OpenedClient;
  /** The editor tests the step: nobody waits for what it starts. */
  readonly isTest: boolean;
  /** A test that calls nobody, which is every one unless the user wants a real call. */
  readonly isRehearsal: boolean;
  /** Checks everything and places nothing. */
  rehearse(): Promise<Rehearsal>;
  place(waiting?: Pick<PlaceCallDeps, 'resumeAddress'>): Promise<PlacedCall>;
}

/**
 * Lends one run of a step what it needs to place its call. Every failure leaves as the error that suits Zapier, which depends on
 * whether the call may have left.
 */
export async function runCallingStep<Result>(z: ZObject, bundle: Bundle, step: (calling: CallingStep) => Promise<Result>): Promise<Result> {
  const state = { dialLeft: false, looksFirst: looksFirst(bundle) };
  try {
    return await withClient(z, bundle, async (opened) => step(await prepare(z, bundle, opened, state)));
  } catch (error) {
    throw toZapierError(z, error, state);
  }
}

async function prepare(z: ZObject, bundle: Bundle, opened: OpenedClient, state: { dialLeft: boolean }): Promise<CallingStep> {
  const { client, connection } = opened;
  const raw = readRawInput(bundle.inputData);
  const host = { ...hostEvent(bundle), campaignName: await recallCampaignName(z, raw.campaignId) };
  return {
    opened,
    isTest: isTest(bundle),
    isRehearsal: isTestThatCallsNobody(bundle),
    rehearse: () => rehearseCall({ client, connection, clock: stepClock, doNotCallLists: callingMemory().doNotCallLists }, raw, host),
    place: (waiting = {}) => placeCall({ ...placingDeps(z, opened, state), ...waiting }, raw, host),
  };
}

/** What placing a call needs of one step; `state` learns when a request that may dial leaves. */
export function placingDeps(z: ZObject, { client, connection, deadlineMs }: OpenedClient, state: { dialLeft: boolean }): PlaceCallDeps {
  const onProgress = ({ step }: SendingProgress): void => {
    if (step === 'sending') state.dialLeft = true;
  };
  return { client, connection, clock: stepClock, memory: callingMemory(), keyStore: createLeaseStore(z), deadlineMs, waitWhenThrottled: false, onProgress };
}

/** Whether a repeated run of this step would look for the call: anything but a clear no. */
function looksFirst(bundle: Bundle): boolean {
  const { checkBeforeSending } = initiateCallFields;
  try {
    return parseInput({ checkBeforeSending }, readDrawn({ checkBeforeSending }, bundle.inputData, () => true)).checkBeforeSending;
  } catch (error) {
    if (isIqraError(error)) return true;
    throw error;
  }
}

/** No run or execution id reaches an action, and a replay has none either; so only the user's Event Key names an event for certain. */
export function hostEvent(bundle: Bundle): HostEvent {
  return { source: 'zapier', itemId: null, stepId: bundle.meta?.zap?.id ?? '', timeZone: bundle.meta?.timezone ?? null };
}

function isTest(bundle: Bundle): boolean {
  return bundle.meta?.isLoadingSample ?? false;
}

/** The editor's test of a step is a real run. It checks everything and calls nobody, unless the user wants it to. */
export function isTestThatCallsNobody(bundle: Bundle): boolean {
  if (!isTest(bundle)) return false;
  const { realCall } = parseInput(realCallSwitch, { realCall: bundle.inputData[realCallKey] });
  return !realCall;
}
