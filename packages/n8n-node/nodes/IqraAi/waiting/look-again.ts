import type { WaitedCall } from '@iqra-automation/core';
import type { IWebhookFunctions } from 'n8n-workflow';
import { n8nClock } from '../../connection/n8n-clock.ts';

/** What this process remembers of an execution that was woken a moment ago and sleeps on. Lost with the process: the next wake-up begins anew. */
interface RecentWake {
	readonly wokenAtMs: number;
	readonly lookedAtMs: number;
	/** Server time at which a call was first seen as far as it is, by queue id. */
	readonly seen: ReadonlyMap<string, { readonly progress: string; readonly sinceMs: number }>;
	/** Another look is planned; `due` = it comes now, so the next request is no new wake-up. */
	readonly look: 'none' | 'planned' | 'due';
}

const recent = new Map<string, RecentWake>();
const forgetAfterMs = 10 * 60_000;
const longestRequestMs = 60_000;

export function firstSeen(executionId: string, queueId: string): number | undefined {
	return recent.get(executionId)?.seen.get(queueId)?.sinceMs;
}

/** Notes what was read just now. Returns when somebody else woke the execution last, in ms since 1970 UTC. */
export function noteLook(executionId: string, readings: readonly WaitedCall[]): number {
	const nowMs = n8nClock.now();
	for (const [id, { lookedAtMs }] of recent) if (nowMs - lookedAtMs > forgetAfterMs) recent.delete(id);
	const known = recent.get(executionId);
	const seen = readings.flatMap((reading) => {
		if (reading.kind !== 'open') return [];
		const before = known?.seen.get(reading.queueId);
		const { progress } = reading.entry;
		return [[reading.queueId, before?.progress === progress ? before : { progress, sinceMs: reading.readAtMs }] as const];
	});
	const wokenAtMs = known?.look === 'due' ? known.wokenAtMs : nowMs;
	const look = known?.look === 'planned' ? 'planned' : 'none';
	recent.set(executionId, { wokenAtMs, lookedAtMs: nowMs, seen: new Map(seen), look });
	return wokenAtMs;
}

export function forgetLooks(executionId: string): void {
	recent.delete(executionId);
}

/**
 * Wakes the execution again after a pause. It comes through n8n's door like any other wake-up, so that n8n reads the execution anew: one
 * that went on meanwhile is not touched.
 */
export function planLook(context: IWebhookFunctions, { executionId, address, inMs }: { readonly executionId: string; readonly address: string; readonly inMs: number }): void {
	if (recent.get(executionId)?.look === 'planned') return;
	mark(executionId, 'planned');
	wakeLater(context, { executionId, address, inMs }).catch((error: unknown) => {
		context.logger.warn(`${context.getNode().name}: this n8n could not reach its own address to look at calls again. ${error instanceof Error ? error.message : ''}`);
	});
}

async function wakeLater(context: IWebhookFunctions, look: { readonly executionId: string; readonly address: string; readonly inMs: number }): Promise<void> {
	await n8nClock.sleep(look.inMs);
	mark(look.executionId, 'due');
	await context.helpers.httpRequest({ method: 'POST', url: look.address, timeout: longestRequestMs, disableFollowRedirect: true, ignoreHttpStatusErrors: true });
}

function mark(executionId: string, look: RecentWake['look']): void {
	const known = recent.get(executionId);
	if (known !== undefined) recent.set(executionId, { ...known, look });
}
