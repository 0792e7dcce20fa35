import { type CallEntry, maskPhoneNumber } from '@iqra-automation/core';
import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { runReadingStep } from '../run-step.ts';

const shownCalls = 50;

/** A hidden trigger that fills the dropdown of calls with the newest ones. */
export const callList: Trigger = {
  key: 'call_list',
  noun: 'call',
  display: { label: 'Call List', description: 'Triggers when the list of calls is needed for a dropdown.', hidden: true },
  operation: {
    type: 'polling',
    perform: (z: ZObject, bundle: Bundle) =>
      runReadingStep(z, bundle, async ({ client }) => {
        if ((bundle.meta?.page ?? 0) > 0) return [];
        const page = (await client.listCalls({ filter: {}, limit: shownCalls })).value;
        return page.items.map((call) => ({ id: call.queueId, name: describe(call) }));
      }),
    sample: { id: '6742e6b8f0a1c2d3e4f50617', name: '2026-11-24 09:14, +1•••••••71, placed' },
    outputFields: [
      { key: 'id', label: 'ID', type: 'string' },
      { key: 'name', label: 'Name', type: 'string' },
    ],
  },
};

function describe(call: CallEntry): string {
  return `${call.queuedAt.slice(0, 16).replace('T', ' ')}, ${maskPhoneNumber(call.recipientNumber)}, ${call.progress}`;
}
