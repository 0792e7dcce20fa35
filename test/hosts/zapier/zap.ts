import type { StepResult } from './step-result.ts';
import type { StepOptions, Values, ZapierApp } from './zapier-app.ts';

/** What one poll brought after Zapier had removed what the Zap has seen before. */
export type PollOutcome =
  | { readonly status: 'success'; readonly newItems: readonly Values[] }
  | Exclude<StepResult, { status: 'success' }>;

/** A Zap that is switched on and polls one trigger. */
export interface Zap {
  /** Fills the list of seen items with what the trigger returns now; nothing is triggered. */
  turnOn(): Promise<PollOutcome>;
  /** The items that start the Zap, in the order in which the trigger returned them. */
  poll(): Promise<PollOutcome>;
  /** Forgets what was seen, as Zapier does. */
  turnOff(): void;
}

/** Zapier replaces pointers to values when the Zap runs; pointers to files it follows only for a step that uses the file. */
async function followPointers(app: ZapierApp, item: Values, options: StepOptions): Promise<Values> {
  const entries = Object.entries(item).map(async ([key, value]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return [key, await followPointers(app, value as Values, options)] as const;
    if (typeof value !== 'string' || !value.startsWith('hydrate|||{"type":"method"')) return [key, value] as const;
    const result = await app.hydrate(value, options);
    if (result.status !== 'success') throw new Error(`The pointer in ${key} could not be followed: ${result.message}`);
    return [key, result.results] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Zapier's polling rules: items are known by `id`; the first poll seeds; later polls start the Zap once for each unknown id. */
export function createZap(app: ZapierApp, triggerKey: string, inputData: Values, options: StepOptions = {}): Zap {
  let seen = new Set<string>();
  const poll = async (isPopulatingDedupe: boolean): Promise<PollOutcome> => {
    const result = await app.pollTrigger(triggerKey, inputData, { ...options, meta: { ...options.meta, isPopulatingDedupe } });
    if (result.status !== 'success') return result;
    const newItems: Values[] = [];
    for (const item of result.results as readonly Values[]) {
      const id = String(item['id']);
      if (!seen.has(id)) newItems.push(item);
      seen.add(id);
    }
    if (isPopulatingDedupe) return { status: 'success', newItems: [] };
    // Each Zap run is a run of its own; hundreds at once in one process are no picture of that.
    const followed: Values[] = [];
    for (const item of newItems) followed.push(await followPointers(app, item, options));
    return { status: 'success', newItems: followed };
  };
  return {
    turnOn: () => {
      seen = new Set();
      return poll(true);
    },
    poll: () => poll(false),
    turnOff: () => {
      seen = new Set();
    },
  };
}
