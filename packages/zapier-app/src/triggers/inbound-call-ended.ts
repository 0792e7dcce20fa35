import { polling } from '@iqra-automation/core';
import { defineTrigger } from 'zapier-platform-core';
import { inboundCallOutputFields, toInboundCallOutput } from '../output/ended-call-output.ts';
import { inboundCallEndedSample } from '../generated/samples.ts';
import { pollEndedCalls } from './poll-ended-calls.ts';
import { inboundCallEndedForm } from './trigger-form.ts';

export const inboundCallEnded = defineTrigger({
  key: 'inbound_call_ended',
  noun: 'Inbound Call',
  display: {
    label: 'Inbound Call Ended',
    description: 'Triggers when a call that somebody made to your business has ended.',
  },
  operation: {
    type: 'polling',
    inputFields: inboundCallEndedForm,
    perform: (z, bundle) => pollEndedCalls(z, bundle, { kind: 'inbound', sweep: polling.sweepEndedInboundCalls, peek: polling.peekEndedInboundCalls, toOutput: toInboundCallOutput }),
    outputFields: inboundCallOutputFields,
    sample: inboundCallEndedSample,
  },
});
