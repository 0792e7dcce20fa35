import type { IPollFunctions } from 'n8n-workflow';
import { n8nClock } from '../connection/n8n-clock.ts';

/** When each poll began that still runs. */
const running = new Map<string, number>();

/** A poll that has not come back by then never will: every request has a limit of its own, and the poll as a whole another. */
const longestPollMs = 10 * 60_000;

/**
 * Runs the poll unless the last one of the same trigger still runs; then returns `null`, and the next tick polls again.
 * n8n starts a poll on every tick, however long the last one takes. Two at once would read the same position and both emit
 * what ended since. `isCurrent` says whether the poll may still write its result: one that was given up may not (docs/decisions/0032-n8n-stops-during-polls.md).
 */
export async function onePollAtATime<Result>(context: IPollFunctions, poll: (isCurrent: () => boolean) => Promise<Result>): Promise<Result | null> {
	const trigger = `${context.getWorkflow().id ?? ''}/${context.getNode().id}/${context.getNode().name}`;
	const beganAtMs = n8nClock.now();
	const otherBeganAtMs = running.get(trigger);
	if (otherBeganAtMs !== undefined && beganAtMs - otherBeganAtMs < longestPollMs) return null;
	running.set(trigger, beganAtMs);
	const isCurrent = () => running.get(trigger) === beganAtMs;
	try {
		return await poll(isCurrent);
	} finally {
		if (isCurrent()) running.delete(trigger);
	}
}
