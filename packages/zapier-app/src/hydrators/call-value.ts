import type { Bundle, ZObject } from 'zapier-platform-core';
import { runReadingStep } from '../run-step.ts';

/** The parts of a call that hold texts of any length under names of the builder's own. */
export const valueParts = ['metadata', 'dynamic_variables'] as const;

/** One long text of a call's metadata or variables, read from the call when a Zap uses it. */
export function getCallValue(z: ZObject, bundle: Bundle<Readonly<Record<string, unknown>>>): Promise<string | null> {
  return runReadingStep(z, bundle, async ({ client }) => {
    const name = String(bundle.inputData['name']);
    const { metadata, dynamicVariables } = (await client.getCall(String(bundle.inputData['queue_id']))).value;
    const values = bundle.inputData['part'] === 'metadata' ? metadata : dynamicVariables;
    return Object.hasOwn(values, name) ? (values[name] ?? null) : null;
  });
}
