import { hostErrors, isIqraError, type IqraError } from '@iqra-automation/core';
import { ExpressionError, NodeApiError, NodeOperationError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { adviceOf, messageOf } from './to-node-error.ts';

/**
 * The item that stands for a failed one when the node continues on fail. Exactly the keys `error`, `message` and `details`: n8n moves
 * such an item to the error output. `item.error` stays unset, because n8n would then throw the details away.
 */
export function toErrorItem(error: unknown, itemIndex: number): INodeExecutionData {
	return {
		json: { error: messageOf(error, itemIndex), message: nextStepOf(error), details: detailsOf(error) },
		pairedItem: { item: itemIndex },
	};
}

/** What to do next; n8n's own advice where it has one. */
export function nextStepOf(error: unknown): string {
	return (isOfN8n(error) ? error.description : undefined) ?? adviceOf(asOwnError(error));
}

/** What the table of errors says of those that are not ours. */
function asOwnError(error: unknown): IqraError {
	if (isIqraError(error)) return error;
	return isOfN8n(error) ? hostErrors.error('PARAMETER_NOT_READABLE', {}) : hostErrors.error('UNEXPECTED', {});
}

/** n8n's own errors come from reading a parameter or the credential, which is before anything is sent. */
function isOfN8n(error: unknown): error is ExpressionError | NodeApiError | NodeOperationError {
	return error instanceof ExpressionError || error instanceof NodeOperationError || error instanceof NodeApiError;
}

/** Code, kind, placement and whatever else is known, for a person or a program that looks closer. */
export function detailsOf(error: unknown): IDataObject {
	const own = asOwnError(error);
	const { code, kind, placement, field, serverCode, httpStatus, retryAfterMs, problems, details } = own;
	const all = {
		code,
		kind,
		placement,
		nextStep: adviceOf(own),
		field,
		serverCode,
		httpStatus,
		retryAfterMs,
		...(problems.length > 0 ? { problems: problems.map((problem) => ({ ...problem })) } : {}),
		...details,
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
