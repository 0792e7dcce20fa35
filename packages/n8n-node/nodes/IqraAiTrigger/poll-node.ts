import { polling, scopeOf, type PollInput, type TriggerChoice } from '@iqra-automation/core';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { n8nClock } from '../connection/n8n-clock.ts';
import { readForm } from '../connection/read-form.ts';
import { openClient } from '../connection/open-client.ts';
import { adviceOf, toNodeError } from '../connection/to-node-error.ts';
import { readPosition, writePosition } from './kept-position.ts';
import { onePollAtATime } from './one-poll-at-a-time.ts';
import { pollDeadlineMs } from './poll-deadline.ts';
import { wakeWaitingRuns } from './wake-waiting-runs.ts';

/** One poll: the calls that ended since the last one, or `null` when there are none. */
export async function pollNode(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const choice = readChoice(context);
		const manual = context.getMode() === 'manual';
		const events = manual ? await peek(context, choice) : await onePollAtATime(context, (isCurrent) => pollOnce(context, choice, isCurrent));
		if (events === null) {
			context.logger.info(`${context.getNode().name}: the last poll still runs, so this one is left out. Poll less often.`);
			return null;
		}
		return events.length === 0 ? null : [events.map((event) => ({ json: { ...event } as IDataObject }))];
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

interface NodeChoice extends TriggerChoice {
	readonly inbound: boolean;
}

/** A test run by hand: the newest ended calls, and no state changes. */
async function peek(context: IPollFunctions, { inbound, campaigns, options }: NodeChoice): Promise<readonly object[]> {
	const { client } = await openClient(context, { deadlineMs: pollDeadlineMs(context) });
	const { chosen } = await polling.chooseCampaigns({ texts: campaigns, kept: undefined, reads: client, nowMs: n8nClock.now() });
	const input = { reads: client, clock: n8nClock, options: { ...options, campaignIds: chosen.ids } };
	return inbound ? await polling.peekEndedInboundCalls(input) : await polling.peekEndedCalls(input);
}

/** The position is written only after the poll, together with what it emits: a poll that fails leaves it where it was. */
async function pollOnce(context: IPollFunctions, { inbound, campaigns, options }: NodeChoice, isCurrent: () => boolean): Promise<readonly object[]> {
	const deadlineMs = pollDeadlineMs(context);
	const { client, connection } = await openClient(context, { deadlineMs });
	const kept = readPosition(context);
	const { chosen, before, notices } = await polling.chooseCampaigns({ texts: campaigns, kept: kept.campaigns, reads: client, nowMs: n8nClock.now() });
	const input: PollInput = {
		reads: client,
		clock: n8nClock,
		state: kept.tracker,
		scope: scopeOf(connection),
		options: { ...options, campaignIds: chosen.ids },
		campaignIdsBefore: before,
		budget: { deadlineMs },
	};
	const result = inbound ? await polling.pollEndedInboundCalls(input) : await polling.pollEndedCalls(input);
	if (!isCurrent()) return [];
	const wakes = await wakeWaitingRuns(context, kept.wakes, result.waitedFor);
	if (!isCurrent()) return [];
	writePosition(context, { tracker: result.state, campaigns: chosen, wakes: wakes.length === 0 ? undefined : wakes });
	for (const notice of [...notices, ...result.notices]) context.logger.warn(`${context.getNode().name}: ${notice.message}`);
	if (result.failure !== null) context.logger.warn(`${context.getNode().name}: ${result.failure.message} ${adviceOf(result.failure)}`);
	return result.events;
}

function readChoice(context: IPollFunctions): NodeChoice {
	const get = (name: string): unknown => context.getNodeParameter(name, null);
	const form = { get, written: context.getNode().parameters, collections: ['filters', 'options'] };
	return { inbound: get('event') === 'inboundCallEnded', ...polling.readTriggerOptions(readForm(polling.triggerFields, form)) };
}
