import type { StepResult } from './step-result.ts';

export interface ReplayRules {
  /** Most automatic replays of one step (Zapier: 5). */
  readonly replays: number;
  /**
   * Replay halted steps too. One version of Zapier's help page says that only errored steps are replayed, another "all stopped
   * actions", and a person can replay both by hand.
   */
  readonly replayHalted: boolean;
  /** Called before each replay, for example to let a clock run on. */
  readonly beforeReplay?: (attempt: number, last: StepResult) => Promise<void>;
}

/** Runs a step and replays it as Zapier would: throttled and errored steps always, halted ones by the rules. All results, in order. */
export async function runWithReplays(run: () => Promise<StepResult>, rules: ReplayRules): Promise<readonly StepResult[]> {
  const results: StepResult[] = [await run()];
  for (let attempt = 1; attempt <= rules.replays; attempt += 1) {
    const last = results.at(-1);
    if (last === undefined || last.status === 'success' || last.status === 'auth_expired') return results;
    if (last.status === 'halted' && !rules.replayHalted) return results;
    await rules.beforeReplay?.(attempt, last);
    results.push(await run());
  }
  return results;
}
