import { defineFields } from './field.ts';

/** Needed only by servers that follow Iqra's published API page; the other kind takes both from the campaign. */
export const callerFields = defineFields({
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
