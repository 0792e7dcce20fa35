import { type Bundle, defineCreate, type ZObject } from 'zapier-platform-core';
import { initiateCallSample } from '../generated/samples.ts';
import { initiateCallForm, initiateCallGroups } from './initiate-call-form.ts';
import { initiateCallOutputFields, type InitiateCallOutput, toPlacedOutput, toRehearsedOutput } from './initiate-call-output.ts';
import { runCallingStep } from './place-in-step.ts';
import { throttleOf } from './throttle.ts';

function perform(z: ZObject, bundle: Bundle): Promise<InitiateCallOutput> {
  return runCallingStep(z, bundle, async (step) => (step.isRehearsal ? toRehearsedOutput(await step.rehearse()) : toPlacedOutput(await step.place())));
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
    // A call costs two requests to place and one to read when it has ended.
    throttle: throttleOf({ runs: 6, requestsEach: 3 }),
    // Two runs in which the recipient is written alike take turns, so that the later one finds the call. What keeps a repeated event from a second call is the lease.
    lock: { key: 'call to {{bundle.inputData.recipient_number}}', scope: ['auth'], timeout: 40 },
    outputFields: initiateCallOutputFields,
    sample: initiateCallSample,
  },
});
