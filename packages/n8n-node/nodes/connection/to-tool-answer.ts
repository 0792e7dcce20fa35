import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { adviceOf, asOwnError } from './to-node-error.ts';

/** An AI agent uses the node under a type of its own. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * What an AI agent gets for a failure: data that it can tell a person, never an empty answer. `placed` is `null` where nobody knows;
 * `whenAllowed` is an ISO 8601 time, or `null`.
 */
export function toToolAnswer(error: unknown, itemIndex: number, mayHaveSent: boolean): INodeExecutionData {
	const own = asOwnError(error, mayHaveSent);
	const { placement, message, details, code } = own;
	return {
		json: {
			status: placement === 'not_placed' ? 'refused' : placement,
			placed: placement === 'unknown' ? null : placement === 'placed',
			reason: message,
			nextStep: adviceOf(own),
			whenAllowed: whenAllowed(details),
			code,
		},
		pairedItem: { item: itemIndex },
	};
}

function whenAllowed(details: Readonly<Record<string, unknown>>): string | null {
	const time = details['nextAllowed'] ?? details['safeAfter'];
	return typeof time === 'string' ? time : null;
}
