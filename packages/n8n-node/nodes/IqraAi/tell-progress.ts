import { expectedDurationMs } from '@iqra-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asRecord } from '../connection/as-record.ts';

const worthTellingMs = 60_000;

/** How long a run of many calls takes, as a hint beside the execution. */
export function tellDuration(context: IExecuteFunctions, pace: { readonly requestsPerMinute: number; readonly concurrency: number }): void {
	const calls = context.getInputData().length;
	const durationMs = expectedDurationMs(calls, pace);
	if (durationMs < worthTellingMs) return;
	const minutes = Math.ceil(durationMs / 60_000);
	tell(context, `${calls} calls take about ${minutes === 1 ? '1 minute' : `${minutes} minutes`} at ${pace.requestsPerMinute} requests per minute (Options > Requests per Minute).`);
}

/** How many calls a run placed, and where to find them later. */
export function tellCounts(context: IExecuteFunctions, items: readonly INodeExecutionData[]): void {
	if (items.length < 2) return;
	const placed = items.filter(({ json }) => json['placed'] === true).length;
	const known = items.filter(({ json }) => json['deduplicated'] === true).length;
	const unknown = items.filter(({ json }) => asRecord(json['details'])['placement'] === 'unknown').length;
	const others = items.length - placed - known - unknown;
	const rest = [
		[known, 'had a call already'],
		[others, 'not placed'],
		[unknown, 'may have been placed'],
	] as const;
	const parts = [`${placed} placed`, ...rest.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)];
	const where = placed + known > 0 ? " The queue IDs stand in the output; those of placed calls also in the execution's custom data (iqraCalls)." : '';
	tell(context, `Calls: ${parts.join(', ')}.${where}`);
}

function tell(context: IExecuteFunctions, message: string): void {
	context.addExecutionHints({ message, location: 'outputPane' });
}
