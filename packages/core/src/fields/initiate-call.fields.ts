import { defineFields } from './field.ts';
import { callerFields } from './caller.fields.ts';
import { safetyFields } from './safety.fields.ts';
import { schedulingFields } from './scheduling.fields.ts';

/** What a person fills in first: whom to call, with which campaign, saying what. */
const mainFields = defineFields({
  recipientNumber: {
    kind: 'phone',
    required: true,
    label: 'Recipient Number',
    help: 'The phone number to call, with + and the country code. National formats work when Default Country is set.',
    example: '+14155552671',
  },
  campaignId: {
    kind: 'id',
    required: false,
    label: 'Campaign',
    help: 'The telephony campaign that makes the call. It decides the agent, the calling number and the script.',
    example: '6713c0f2a54d1b0c9e4f7a21',
    maxLength: 100,
  },
  dynamicVariables: {
    kind: 'textMap',
    required: false,
    label: 'Dynamic Variables',
    help: 'Values that the agent can use during the call. A campaign can declare some of them as required.',
    example: 'customer_name: Amina',
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

/** How the form is grouped. Hosts draw groups in their own way, with these words. */
export const initiateCallGroups = [
  { name: 'main', label: 'Call', fields: Object.keys(mainFields) },
  { name: 'caller', label: 'Caller', fields: Object.keys(callerFields) },
  { name: 'scheduling', label: 'Scheduling', fields: Object.keys(schedulingFields) },
  { name: 'safety', label: 'Safety', fields: Object.keys(safetyFields) },
  { name: 'metadata', label: 'Metadata', fields: Object.keys(metadataFields) },
] as const;
