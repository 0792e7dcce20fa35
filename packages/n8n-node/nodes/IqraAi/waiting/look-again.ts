import type { WaitedCall } from '@iqra-automation/core';
import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { asRecord } from '../../connection/as-record.ts';
import { n8nClock } from '../../connection/n8n-clock.ts';
import type { NodeRun } from '../resources/step.ts';

/** What this process remembers of an execution that was woken a moment ago and sleeps on. Lost with the process: the next wake-up begins anew. */
interface RecentWake {
	readonly wokenAtMs: number;
	readonly lookedAtMs: number;
	/** Server time at which a call was first seen as far as it is, by queue id. */
	readonly seen: ReadonlyMap<string, { readonly progress: string; readonly sinceMs: number }>;
	/** Calls that were read as ended: not read again while another one is open. */
	readonly ended: ReadonlySet<string>;
	/** Calls of which only the words were late when they could be read last. */
	readonly wordsLate: ReadonlySet<string>;
	/** Another look is planned; `due` = it comes now, so the next request is no new wake-up. */
	readonly look: 'none' | 'planned' | 'due';
}

const recent = new Map<string, RecentWake>();
const forgetAfterMs = 10 * 60_000;
const longestRequestMs = 60_000;
/** In which n8n has surely stored an execution that falls asleep. */
const asleepAfterMs = 10_000;
/** A look that n8n did not take is repeated after these pauses. */
const triesAgainAfterMs = [2_000, 10_000, 30_000];

type Waker = IExecuteFunctions | IWebhookFunctions;

export function knownEnded(executionId: string, queueId: string): boolean {
	return recent.get(executionId)?.ended.has(queueId) === true;
}

export function wordsWereLate(executionId: string, queueId: string): boolean {
	return recent.get(executionId)?.wordsLate.has(queueId) === true;
}

export function firstSeen(executionId: string, queueId: string): number | undefined {
	return recent.get(executionId)?.seen.get(queueId)?.sinceMs;
}

/** Notes what was read just now. Returns when somebody else woke the execution last, in ms since 1970 UTC. */
export function noteLook(executionId: string, readings: readonly WaitedCall[]): number {
	const nowMs = n8nClock.now();
	for (const [id, { lookedAtMs }] of recent) if (nowMs - lookedAtMs > forgetAfterMs) recent.delete(id);
	const known = recent.get(executionId);
	const seen = new Map(known?.seen);
	const ended = new Set(known?.ended);
	const wordsLate = new Set(known?.wordsLate);
	for (const reading of readings) {
		if (reading.kind === 'ended') ended.add(reading.queueId);
		if (reading.kind === 'ended' && !reading.wordsLate) wordsLate.delete(reading.queueId);
		if (reading.kind !== 'open') continue;
		if (reading.wordsLate) wordsLate.add(reading.queueId);
		const { progress } = reading.entry;
		if (seen.get(reading.queueId)?.progress !== progress) seen.set(reading.queueId, { progress, sinceMs: reading.readAtMs });
	}
	const wokenAtMs = known?.look === 'due' ? known.wokenAtMs : nowMs;
	const look = known?.look === 'planned' ? 'planned' : 'none';
	recent.set(executionId, { wokenAtMs, lookedAtMs: nowMs, seen, ended, wordsLate, look });
	return wokenAtMs;
}

/** An execution that falls asleep is looked at once more: a wake-up that came a moment before found it still running. */
export function lookOnceAsleep({ core, context }: NodeRun, address: string): void {
	const executionId = context.getExecutionId();
	const nowMs = n8nClock.now();
	recent.set(executionId, { wokenAtMs: nowMs - core.waiting.quickLooksMs, lookedAtMs: nowMs, seen: new Map(), ended: new Set(), wordsLate: new Set(), look: 'none' });
	planLook(context, { executionId, address, inMs: asleepAfterMs });
}

export function forgetLooks(executionId: string): void {
	recent.delete(executionId);
}

/**
 * Wakes the execution again after a pause. It comes through n8n's door like any other wake-up, so that n8n reads the execution anew: one
 * that went on meanwhile is not touched.
 */
export function planLook(context: Waker, { executionId, address, inMs }: { readonly executionId: string; readonly address: string; readonly inMs: number }): void {
	if (recent.get(executionId)?.look === 'planned') return;
	note(executionId, 'planned');
	wakeLater(context, { executionId, address, inMs }).catch((error: unknown) => {
		context.logger.warn(`${context.getNode().name}: this n8n could not reach its own address to look at calls again. ${error instanceof Error ? error.message : ''}`);
	});
}

async function wakeLater(context: Waker, look: { readonly executionId: string; readonly address: string; readonly inMs: number }): Promise<void> {
	await n8nClock.sleep(look.inMs);
	for (const pauseMs of triesAgainAfterMs) {
		note(look.executionId, 'due');
		if (await isTaken(context, look.address)) return;
		note(look.executionId, 'planned');
		await n8nClock.sleep(pauseMs);
	}
	note(look.executionId, 'due');
	await post(context, look.address);
}

/** n8n refuses everything while it cannot reach its own database. */
async function isTaken(context: Waker, address: string): Promise<boolean> {
	try {
		const { statusCode } = asRecord(await post(context, address));
		return typeof statusCode === 'number' && statusCode < 500;
	} catch {
		return false;
	}
}

async function post(context: Waker, url: string): Promise<unknown> {
	return await context.helpers.httpRequest({
		method: 'POST', url, timeout: longestRequestMs, disableFollowRedirect: true, ignoreHttpStatusErrors: true, returnFullResponse: true,
	});
}

function note(executionId: string, look: RecentWake['look']): void {
	const known = recent.get(executionId);
	if (known !== undefined) recent.set(executionId, { ...known, look });
}
