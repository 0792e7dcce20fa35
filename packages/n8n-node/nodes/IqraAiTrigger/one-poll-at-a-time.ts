import type { IPollFunctions } from 'n8n-workflow';

const running = new Set<string>();

/**
 * Runs the poll unless the last one of the same trigger still runs; then returns `null`, and the next tick polls again.
 * n8n starts a poll on every tick, however long the last one takes. Two at once would read the same position and both emit
 * what ended since.
 */
export async function onePollAtATime<Result>(context: IPollFunctions, poll: () => Promise<Result>): Promise<Result | null> {
	const trigger = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	if (running.has(trigger)) return null;
	running.add(trigger);
	try {
		return await poll();
	} finally {
		running.delete(trigger);
	}
}
