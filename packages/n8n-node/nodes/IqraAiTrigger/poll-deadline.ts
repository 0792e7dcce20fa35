import type { IPollFunctions } from 'n8n-workflow';

/** What n8n allows a poll; older versions of n8n do not say. */
const usualBudgetMs = 300_000;
/** The rest is for handing the events over and for clocks that jump. */
const usableShare = 0.8;

/** When a poll must be over, in ms since 1970 UTC. */
export function pollDeadlineMs(context: Partial<Pick<IPollFunctions, 'getPollBudgetMs'>>): number {
	return Date.now() + (context.getPollBudgetMs?.() ?? usualBudgetMs) * usableShare;
}
