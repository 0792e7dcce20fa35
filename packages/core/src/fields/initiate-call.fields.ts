import { defineFields, type RawInput } from './field.ts';
import { safetyFields } from './safety.fields.ts';
import { schedulingFields } from './scheduling.fields.ts';

/** What a person fills in first: whom to call, with which campaign, saying what. */
const mainFields = defineFields({
  recipientNumber: {
    kind: 'phone',
    required: true,
    upFront: true,
    label: 'Recipient Number',
    help: 'The phone number to call, with + and the country code. National formats work when Default Country is set.',
    example: '+14155552671',
  },
  campaignId: {
    kind: 'id',
    required: false,
    upFront: true,
    label: 'Campaign',
    help: 'Required. The telephony campaign that makes the call: it decides the agent, the calling number and the script. Only servers that follow the published API page can do without, given an agent and a calling number.',
    example: '6713c0f2a54d1b0c9e4f7a21',
    maxLength: 100,
  },
  dynamicVariables: {
    kind: 'textMap',
    required: false,
    upFront: true,
    partner: { field: 'campaignId', is: 'filled' },
    label: 'Variables',
    help: 'Values that the agent can use during the call. A campaign can declare some of them as required.',
    example: 'customer_name: Amina',
  },
});

/** Needed only by servers that follow Iqra's published API page; the other kind takes both from the campaign. */
const callerFields = defineFields({
  agentId: {
    kind: 'id',
    required: false,
    label: 'Agent',
    help: "The agent that speaks. Most servers take it from the campaign; servers that follow Iqra's published API page need it here.",
    example: '6712aa7de1aa4c55d0b1c8f0',
    maxLength: 100,
  },
  numberId: {
    kind: 'id',
    required: false,
    label: 'Calling Number',
    help: "The number that the recipient sees. Most servers take it from the campaign; servers that follow Iqra's published API page need it here.",
    example: '67120b7de1aa4c55d0b1c903',
    maxLength: 100,
  },
});

const metadataFields = defineFields({
  metadata: {
    kind: 'textMap',
    required: false,
    label: 'Metadata',
    help: 'Your own references, for example a CRM id. They are stored with the call and come back when it ends.',
    example: 'crm_id: C-1007',
  },
});

/** The whole form of placing a call, the same in every host. */
export const initiateCallFields = defineFields({
  ...mainFields,
  ...callerFields,
  ...schedulingFields,
  ...safetyFields,
  ...metadataFields,
});

/** What a host hands over: raw values under the names of the form. */
export type RawCallInput = RawInput<typeof initiateCallFields>;

/**
 * How the form is grouped; every field stands in one group. Hosts walk these groups, to draw the form and to read it, and draw them in
 * their own way, with these words.
 */
export const initiateCallGroups = [
  { name: 'main', label: 'Call', fields: namesOf(mainFields) },
  { name: 'caller', label: 'Caller', fields: namesOf(callerFields) },
  { name: 'scheduling', label: 'Scheduling', fields: namesOf(schedulingFields) },
  { name: 'safety', label: 'Safety', fields: namesOf(safetyFields) },
  { name: 'metadata', label: 'Metadata', fields: namesOf(metadataFields) },
] as const;

function namesOf<N extends string>(fields: Readonly<Record<N, unknown>>): readonly N[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The keys of an object literal are its names.
  return Object.keys(fields) as N[];
}
