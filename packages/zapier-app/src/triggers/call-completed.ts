import { polling } from '@iqra-automation/core';
import { defineTrigger } from 'zapier-platform-core';
import { endedCallOutputFields, toEndedCallOutput } from '../output/ended-call-output.ts';
import { callCompletedSample } from '../generated/samples.ts';
import { pollEndedCalls } from './poll-ended-calls.ts';
import { callCompletedForm } from './trigger-form.ts';

export const callCompleted = defineTrigger({
  key: 'call_completed',
  noun: 'Outbound Call',
  display: {
    label: 'Outbound Call Ended',
    description: 'Triggers when an outbound call has ended, whatever its outcome.',
  },
  operation: {
    type: 'polling',
    inputFields: callCompletedForm,
    perform: (z, bundle) => pollEndedCalls(z, bundle, { kind: 'outbound', sweep: polling.sweepEndedCalls, peek: polling.peekEndedCalls, toOutput: toEndedCallOutput }),
    outputFields: endedCallOutputFields,
    sample: callCompletedSample,
  },
});
