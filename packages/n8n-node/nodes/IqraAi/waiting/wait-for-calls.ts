import type { WaitedCall } from '@iqra-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isCanceled } from '../../connection/n8n-transport.ts';
import { n8nClock } from '../../connection/n8n-clock.ts';
import type { NodeRun } from '../resources/step.ts';
import { sleepingAddress } from './can-sleep.ts';
import { keepWait, secretOf, type KeptWait } from './kept-wait.ts';
import { lookOnceAsleep } from './look-again.ts';
import { readWaitLimits } from './read-wait-limits.ts';
import { callOf, withResult } from './waited-items.ts';

/**
 * Waits for the calls of a run: first in the step, then as a sleeping execution. How long is read before the first call (docs/decisions/0080-n8n-sleeping-execution.md).
 * @throws IqraError of kind `input` for a limit that cannot be used.
 */
export function beginWait(run: NodeRun): (items: readonly INodeExecutionData[]) => Promise<INodeExecutionData[]> {
	const limitsFrom = readWaitLimits(run);
	return async (items) => {
		const { core, context } = run;
		const { stepUntilMs, limitMs } = limitsFrom(n8nClock.now());
		const readings = await waitInStep(run, items, stepUntilMs);
		const address = sleepingAddress(core, context);
		const calls = items.flatMap((item) => toWaitingCall(run, item, readings, address));
		const decision = core.waiting.decideWaiting({ calls, nowMs: n8nClock.now(), limitMs, canSleep: address !== null });
		const reason = decision.kind === 'go_on' ? decision.reason : null;
		const results = items.map((item) => withResult(core, item, readingOf(item, readings), reason ?? 'limit_over'));
		if (decision.kind === 'keep_waiting' && !isCanceled(context)) {
			const open = calls.filter(({ ended }) => !ended).map(({ queueId, wakes }) => ({ queueId, wakes }));
			await sleep(context, { limitMs, open, runIndex: run.execution.names.runIndex }, results);
			if (address !== null) lookOnceAsleep(run, address);
		}
		return results;
	};
}

async function waitInStep(run: NodeRun, items: readonly INodeExecutionData[], untilMs: number): Promise<ReadonlyMap<string, WaitedCall>> {
	const { core, context, client, campaigns } = run;
	const calls = items.flatMap((item) => {
		const call = callOf(item);
		return call === null ? [] : [{ queueId: call.queueId, recipientNumber: call.recipientNumber, isNew: call.isOwn }];
	});
	return await core.waiting.waitInStep({ reads: client, campaigns, clock: n8nClock, canceled: context.getExecutionCancelSignal() }, calls, untilMs);
}

function readingOf(item: INodeExecutionData, readings: ReadonlyMap<string, WaitedCall>): WaitedCall | null {
	return readings.get(callOf(item)?.queueId ?? '') ?? null;
}

/** A call that was placed by an earlier run, or another one of the same event, carries its address. */
function toWaitingCall({ core }: NodeRun, item: INodeExecutionData, readings: ReadonlyMap<string, WaitedCall>, address: string | null) {
	const call = callOf(item);
	if (call === null) return [];
	const reading = readingOf(item, readings);
	const carried = reading?.kind === 'open' && address !== null ? core.waiting.resumeAddressOf(reading.entry.metadata, folderOf(address)) : null;
	const wakes = address !== null && (reading?.kind === 'open' ? carried === address : call.isOwn);
	return [{ queueId: call.queueId, ended: reading?.kind === 'ended', wordsLate: reading?.kind === 'open' && reading.wordsLate, wakes }];
}

function folderOf(address: string): string {
	const { origin, pathname } = new URL(address);
	return `${origin}${pathname.slice(0, pathname.lastIndexOf('/'))}`;
}

/** From here on n8n holds the execution in its database, with the items of the moment when the limit is over. */
async function sleep(
	context: IExecuteFunctions,
	wait: Omit<KeptWait, 'secret'>,
	results: readonly INodeExecutionData[],
): Promise<void> {
	keepWait(context, { secret: secretOf(context), ...wait }, results);
	await context.putExecutionToWait(new Date(wait.limitMs));
}
