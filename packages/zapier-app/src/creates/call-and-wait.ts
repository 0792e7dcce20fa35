import { createCampaignDirectory, waiting } from '@iqra-automation/core';
import { type Bundle, defineCreate, type ZObject } from 'zapier-platform-core';
import type { CallOutput } from '../output/ended-call-output.ts';
import { callAndWaitFields, callAndWaitSample, toRehearsedWait, toWaitedOutput, toWaitingOutput } from './call-and-wait-output.ts';
import { initiateCallForm, initiateCallGroups } from './initiate-call-form.ts';
import { runCallingStep } from './place-in-step.ts';
import { resumeWait } from './resume-wait.ts';
import { throttleOf } from './throttle.ts';
import { zapierErrors } from '../zapier-errors.ts';

/** It can be a test in the editor, for which nobody waits. */
const notWaitedFor = 'This run does not wait for its end.';

/**
 * Places the call with the address that Zapier waits for. Zapier waits as soon as the address has been asked for; so that happens only
 * when a call is about to be sent. The editor waits for nothing, and neither does the run of an event that has its call already: that
 * call carries another run's address, and would never wake this one (docs/decisions/0083-zapier-call-and-wait.md).
 */
function perform(z: ZObject, bundle: Bundle): Promise<CallOutput> {
  return runCallingStep(z, bundle, async (step) => {
    if (step.isRehearsal) return toRehearsedWait(await step.rehearse());
    let waits = false;
    const resumeAddress = (): string => {
      waits = true;
      return z.generateCallbackUrl();
    };
    const placed = await step.place(step.isTest ? {} : { resumeAddress });
    if (waits && placed.deduplicated) throw zapierErrors.error('ANOTHER_RUN_WAITS', {});
    if (waits) return toWaitingOutput(placed);
    const { client } = step.opened;
    const call = await waiting.readWaitedCall({ reads: client, campaigns: createCampaignDirectory(client) }, placed.queueId);
    return toWaitedOutput(z, { ...placed, isOwn: placed.placed }, call, notWaitedFor);
  });
}

export const callAndWait = defineCreate({
  key: 'call_and_wait',
  noun: 'Call',
  display: {
    label: 'Call and Wait',
    description: 'Places an AI phone call that rings a real person, at most once for each Event Key, and goes on with its outcome when it has ended.',
  },
  operation: {
    inputFieldGroups: initiateCallGroups,
    inputFields: initiateCallForm,
    perform,
    performResume: resumeWait,
    // A call costs two requests to place and three or four to read when it has ended.
    throttle: throttleOf({ runs: 3, requestsEach: 6 }),
    lock: { key: 'call to {{bundle.inputData.recipient_number}}', scope: ['auth'], timeout: 40 },
    outputFields: callAndWaitFields,
    sample: callAndWaitSample,
  },
});
