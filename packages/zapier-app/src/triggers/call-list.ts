import { type CallEntry, type CallFilter, maxPageSize, readPages } from '@iqra-automation/core';
import { type Bundle, defineTrigger, type ZObject } from 'zapier-platform-core';
import { runReadingStep } from '../run-step.ts';

/** A hidden trigger that fills the dropdown of calls with the newest ones. */
export const callList = defineTrigger({
  key: 'call_list',
  noun: 'Call',
  display: { label: 'Call List', description: 'Triggers when the list of calls is needed for a dropdown.', hidden: true },
  operation: {
    type: 'polling',
    perform: (z: ZObject, bundle: Bundle) =>
      runReadingStep(z, bundle, async ({ client }) => {
        if ((bundle.meta?.page ?? 0) > 0) return [];
        const calls = await readPages<CallEntry, CallFilter>({
          list: (query) => client.listCalls(query),
          count: (filter) => client.countCalls(filter),
          filter: {},
          idOf: ({ queueId }) => queueId,
          limit: maxPageSize,
        });
        return calls.value.map((call) => ({ id: call.queueId, name: describe(call) }));
      }),
    sample: { id: '6742e6b8f0a1c2d3e4f50617', name: '2026-11-24 09:14, number ending in 2671, placed' },
    outputFields: [
      { key: 'id', label: 'ID', type: 'string' },
      { key: 'name', label: 'Name', type: 'string' },
    ],
  },
});

/** The last four digits let the owner of the calls tell them apart, without showing whole numbers to whoever looks on. */
function describe(call: CallEntry): string {
  return `${call.queuedAt.slice(0, 16).replace('T', ' ')}, number ending in ${call.recipientNumber.slice(-4)}, ${call.progress}`;
}
