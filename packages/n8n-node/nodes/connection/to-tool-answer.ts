import { isIqraError } from '@iqra-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { nextStepOf } from './to-error-item.ts';

/** An AI agent uses the node under a type of its own. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * What an AI agent gets for a failure: data that it can tell a person, never an empty answer. `placed` is `null` where nobody knows;
 * `whenAllowed` is an ISO 8601 time, or `null`.
 */
export function toToolAnswer(error: unknown, itemIndex: number): INodeExecutionData {
	const placement = isIqraError(error) ? error.placement : 'unknown';
	return {
		json: {
			status: placement === 'not_placed' ? 'refused' : placement,
			placed: placement === 'unknown' ? null : placement === 'placed',
			reason: error instanceof Error ? error.message : String(error),
			nextStep: nextStepOf(error),
			whenAllowed: isIqraError(error) ? whenAllowed(error.details) : null,
			code: isIqraError(error) ? error.code : null,
		},
		pairedItem: { item: itemIndex },
	};
}

function whenAllowed(details: Readonly<Record<string, unknown>>): string | null {
	const time = details['nextAllowed'] ?? details['safeAfter'];
	return typeof time === 'string' ? time : null;
}
