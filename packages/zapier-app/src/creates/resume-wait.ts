import { createCampaignDirectory, isIqraError, type WaitedCall, waiting } from '@iqra-automation/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { OpenedClient } from '../connection/open-client.ts';
import type { CallOutput } from '../output/ended-call-output.ts';
import { withClient } from '../run-step.ts';
import { stepClock } from '../step-clock.ts';
import { toZapierError } from '../to-zapier-error.ts';
import { readWaiting, toWaitedOutput } from './call-and-wait-output.ts';

/** With less than this left of the step's time, the call is not looked at again. */
const lastLookMs = 12_000;

/** Nothing may make Zapier run this step anew: the event's call may be older than its Event Key protects it. */
const nothingRepeats = { dialLeft: true, looksFirst: false } as const;

const spentNote = 'The step was told that the call had ended, but its outcome could not be read yet, and Zapier waits only once.';

/**
 * Goes on after the wait. Whatever the callback carries is ignored: it only makes the step read the call through the API. A callback
 * that came early or was made up spends the one wait that Zapier allows; the call is then told as it stands.
 */
export async function resumeWait(z: ZObject, bundle: Bundle): Promise<CallOutput> {
  try {
    const known = readWaiting(bundle);
    return await withClient(z, bundle, async (opened) => toWaitedOutput(z, known, await look(opened, known.queueId), spentNote));
  } catch (error) {
    throw toZapierError(z, error, nothingRepeats);
  }
}

/** A server that is a moment behind is asked again as long as the step has time. */
async function look({ client, deadlineMs }: OpenedClient, queueId: string): Promise<WaitedCall | null> {
  let seen: WaitedCall | null = null;
  try {
    for await (const calls of waiting.lookWhenWoken({ reads: client, campaigns: createCampaignDirectory(client), clock: stepClock }, [queueId])) {
      seen = calls.get(queueId) ?? seen;
      if ((seen?.kind === 'ended' && !seen.wordsLate) || stepClock.now() > deadlineMs - lastLookMs) return seen;
    }
    return seen;
  } catch (error) {
    if (!isIqraError(error)) throw error;
    return seen?.kind === 'ended' ? seen : { kind: 'unread', queueId, error };
  }
}
