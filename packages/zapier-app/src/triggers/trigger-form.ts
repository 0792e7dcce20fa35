import { polling, type EndedCallOptions } from '@iqra-automation/core';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import type { OpenedClient } from '../connection/open-client.ts';
import { drawnFields, isBlank, readDrawn } from '../drawn-fields.ts';
import { endedCallInputFields } from '../generated/trigger.fields.ts';
import { connectionScope, scopedCache } from '../scoped-cache.ts';

/** How far a poll reads back bounds how long a call can be waited for, so nobody is asked. */
export const callCompletedForm: PlainInputField[] = drawnFields(endedCallInputFields.filter(({ key }) => key !== 'give_up_after_hours'));

/** The queue of inbound calls knows no campaigns. */
export const inboundCallEndedForm: PlainInputField[] = callCompletedForm.filter(({ key }) => key !== 'campaigns');

export type TriggerOptions = EndedCallOptions;

/**
 * What was chosen, with campaigns that the business has.
 * @throws IqraError of kind `input` with every problem.
 */
export async function readTriggerChoice(z: ZObject, bundle: Bundle, { client }: OpenedClient): Promise<TriggerOptions> {
  const { campaigns, options } = polling.readTriggerOptions(withoutBlanks(readDrawn(polling.triggerFields, bundle.inputData)));
  if (campaigns.length === 0) return options;
  const cache = scopedCache(z);
  const key = `campaigns:${campaigns.join(',')}`.slice(0, longestKey);
  const kept = await Promise.resolve().then(() => cache.get(key, connectionScope)).catch(() => null);
  const { chosen, notices } = await polling.chooseCampaigns({ texts: campaigns, kept, reads: client, nowMs: Date.now() });
  for (const { message } of notices) z.console.log(message);
  if (kept === null || JSON.stringify(kept) !== JSON.stringify(chosen)) {
    // What cannot be kept is asked again.
    await Promise.resolve().then(() => cache.set(key, chosen, keptForSeconds, connectionScope)).catch(() => null);
  }
  return { ...options, campaignIds: chosen.ids };
}

const longestKey = 200;
const keptForSeconds = 30 * 24 * 3600;

/** No step is before a trigger to map a value from: what is blank was left empty. */
function withoutBlanks<Raw extends object>(raw: Raw): Partial<Raw> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Entries of the same object.
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => !isBlank(value))) as Partial<Raw>;
}
