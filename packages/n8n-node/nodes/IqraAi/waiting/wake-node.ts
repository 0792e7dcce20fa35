import * as core from '@iqra-automation/core';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { n8nClock } from '../../connection/n8n-clock.ts';
import { openClient } from '../../connection/open-client.ts';
import { readKeptWait } from './kept-wait.ts';
import { firstSeen, forgetLooks, knownEnded, noteLook, planLook, wordsWereLate } from './look-again.ts';
import { wakeAddress } from './wake-address.ts';
import { wokenItems } from './waited-items.ts';

type Held = NonNullable<ReturnType<typeof readKeptWait>>;

type Read = core.WokenCall;

/** So many calls are read at the same time. */
const atOnce = 5;

/**
 * Somebody says that a call has ended. Nothing in the request is believed: the calls are read through the API, and the execution goes
 * on only when all have ended that can wake it. It never throws: n8n would then go on with an error for the output.
 */
export async function wakeNode(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const held = readKeptWait(context);
		if (held === null || !core.waiting.hasSecret(context.getQueryData(), held.wait.secret)) return answer(context, 403, { state: 'ignored' });
		return await wake(context, held);
	} catch (error) {
		context.logger.error(`${context.getNode().name}: the calls that are waited for could not be read. ${error instanceof Error ? error.message : ''}`);
		return answer(context, 503, { state: 'unread' });
	}
}

async function wake(context: IWebhookFunctions, { wait, items }: Held): Promise<IWebhookResponseData> {
	const executionId = context.getExecutionId();
	const calls = await readCalls(context, wait, executionId);
	const readings = calls.map(({ reading }) => reading);
	const wokenAtMs = noteLook(executionId, readings);
	const decision = core.waiting.decideWhenWoken({ calls, nowMs: n8nClock.now(), limitMs: wait.limitMs, wokenAtMs });
	if (decision.kind === 'resume') {
		forgetLooks(executionId);
		return { workflowData: [wokenItems(core, items, readings)], webhookResponse: { state: 'resumed' } };
	}
	const address = wakeAddress(core, context, wait.secret);
	if (decision.lookAgainInMs !== null && address !== null) planLook(context, { executionId, address, inMs: decision.lookAgainInMs });
	const open = readings.filter(({ kind }) => kind !== 'ended').map(({ queueId }) => queueId);
	return answer(context, 202, { state: readings.some(({ kind }) => kind === 'unread') ? 'unread' : 'waiting', open });
}

/** Reads the calls a few at a time, until one is open that will wake the execution again: then the others do not matter yet. */
async function readCalls(context: IWebhookFunctions, wait: Held['wait'], executionId: string): Promise<readonly Read[]> {
	const { client } = await openClient(context);
	const deps = { reads: client, campaigns: core.createCampaignDirectory(client) };
	const order = wait.open.toSorted((a, b) => rank(executionId, a) - rank(executionId, b));
	const calls: Read[] = [];
	for (let from = 0; from < order.length && !calls.some(({ reading, wakes }) => wakes && reading.kind !== 'ended'); from += atOnce) {
		const some = order.slice(from, from + atOnce).map(async ({ queueId, wakes }) => ({
			reading: await core.waiting.readWaitedCall(deps, queueId, firstSeen(executionId, queueId)),
			wakes,
			wordsWereLate: wordsWereLate(executionId, queueId),
		}));
		calls.push(...(await Promise.all(some)));
	}
	return calls;
}

/** Those that may be open come first. */
function rank(executionId: string, { queueId, wakes }: Held['wait']['open'][number]): number {
	return (knownEnded(executionId, queueId) ? 2 : 0) + (wakes ? 0 : 1);
}

/** Answered here, so that n8n leaves the execution asleep. */
function answer(context: IWebhookFunctions, status: number, body: object): IWebhookResponseData {
	context.getResponseObject().status(status).json(body);
	return { noWebhookResponse: true };
}
