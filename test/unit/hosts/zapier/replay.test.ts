import { runWithReplays } from '../../../hosts/zapier/replay.ts';
import type { StepFailure, StepResult } from '../../../hosts/zapier/step-result.ts';

const failure = (status: StepFailure['status']): StepResult => ({ status, errorName: 'x', message: '', rawMessage: '', retryAfterSeconds: null });
const success: StepResult = { status: 'success', results: {} };

describe('replays of a step', () => {
  const play = async (results: readonly StepResult[], replayHalted: boolean) => {
    const left = [...results];
    return (await runWithReplays(async () => left.shift() ?? success, { replays: 5, replayHalted })).map((result) => result.status);
  };

  it('runs an errored step again, at most five times', async () => {
    expect(await play(Array.from({ length: 9 }, () => failure('errored')), false)).toHaveLength(6);
  });

  it('stops at success', async () => {
    expect(await play([failure('throttled'), success, failure('errored')], false)).toEqual(['throttled', 'success']);
  });

  it('runs a halted step again only under the strict reading of the rules', async () => {
    expect(await play([failure('halted')], false)).toEqual(['halted']);
    expect(await play([failure('halted')], true)).toEqual(['halted', 'success']);
  });

  it('never runs a step again whose connection has expired', async () => {
    expect(await play([failure('auth_expired')], true)).toEqual(['auth_expired']);
  });
});
