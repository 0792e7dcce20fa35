import { defineFields } from './field.ts';

/** How fast many calls are sent; only for hosts that send many in one step. */
export const paceFields = defineFields({
  concurrency: {
    kind: 'number',
    required: false,
    label: 'Concurrency',
    help: 'How many calls are sent at the same time. So many also share one look for earlier calls: with 9, sixty requests place 54 calls.',
    example: '9',
    min: 1,
    max: 50,
    // Six portions of nine calls and one look-up each fill the sixty requests of a minute.
    defaultValue: 9,
  },
  requestsPerMinute: {
    kind: 'number',
    required: false,
    label: 'Requests per Minute',
    help: 'The most requests to the server in any minute; 0 means no limit. The hosted service allows 60.',
    example: '60',
    min: 0,
    max: 100_000,
    defaultValue: 60,
  },
});
