import { isIqraError } from '@iqra-automation/core';
import { ExpressionError, NodeApiError, NodeOperationError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { messageOf } from './to-node-error.ts';

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

/** What to do next. */
export function nextStepOf(error: unknown): string {
	if (isIqraError(error)) return error.nextStep;
	return (isOfN8n(error) ? error.description : undefined) ?? '';
}

/** n8n's own errors come from reading a parameter or the credential, which is before anything is sent. */
function isOfN8n(error: unknown): error is ExpressionError | NodeApiError | NodeOperationError {
	return error instanceof ExpressionError || error instanceof NodeOperationError || error instanceof NodeApiError;
}

/** Code, kind, placement and whatever else is known, for a person or a program that looks closer. */
export function detailsOf(error: unknown): IDataObject {
	if (isOfN8n(error)) return { code: 'PARAMETER_NOT_READABLE', placement: 'not_placed' };
	if (!isIqraError(error)) return { code: 'UNEXPECTED', placement: 'unknown' };
	const { code, kind, placement, nextStep, field, serverCode, httpStatus, retryAfterMs, problems, details } = error;
	const all = {
		code,
		kind,
		placement,
		nextStep,
		field,
		serverCode,
		httpStatus,
		retryAfterMs,
		...(problems.length > 0 ? { problems: problems.map((problem) => ({ ...problem })) } : {}),
		...details,
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
