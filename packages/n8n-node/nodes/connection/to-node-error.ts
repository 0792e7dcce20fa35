import { isIqraError, type IqraError } from '@iqra-automation/core';
import { NodeApiError, NodeOperationError, type Failure, type INode } from 'n8n-workflow';

/**
 * The error that n8n shows: what happened, with the item, as message; what to do next as description. What a person corrects in the
 * node or the data becomes a NodeOperationError; what a server or the network answered becomes a NodeApiError, whose status n8n's
 * polling reads. Errors that n8n made already stay as they are.
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeOperationError | NodeApiError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	if (!isIqraError(error)) {
		const cause = error instanceof Error ? error : new Error(String(error));
		return new NodeOperationError(node, cause, { ...at(itemIndex) });
	}
	return isAnswer(error) ? apiError(node, error, itemIndex) : operationError(node, error, itemIndex);
}

const nobodyCalled = 'Nobody was called.';

/** The same for a run in which nothing else happened: there it is true of the whole, and good to read first, that nobody was called. */
export function toOnlyError(node: INode, error: unknown, itemIndex?: number): NodeOperationError | NodeApiError {
	const shown = toNodeError(node, error, itemIndex);
	if (!isIqraError(error) || error.placement !== 'not_placed') return shown;
	const nextStep = shown.description ?? '';
	if (!nextStep.startsWith(nobodyCalled)) shown.description = `${nobodyCalled} ${nextStep}`.trimEnd();
	return shown;
}

/** What to do next, in n8n's words: what core and Zapier call the connection is a credential here. */
export function adviceOf({ nextStep }: IqraError): string {
	return nextStep.replaceAll('the connection', 'the credential');
}

/** The message of the error with the item it is about. */
export function messageOf(error: unknown, itemIndex: number | undefined): string {
	const message = error instanceof Error ? error.message : String(error);
	return itemIndex === undefined || message.includes('[item ') ? message : `${message} [item ${itemIndex}]`;
}

function at(itemIndex: number | undefined): { readonly itemIndex?: number } {
	return itemIndex === undefined ? {} : { itemIndex };
}

function isAnswer(error: IqraError): boolean {
	switch (error.kind) {
		case 'authentication':
		case 'permission':
		case 'rate_limit':
		case 'connection':
		case 'server':
			return true;
		case 'input':
		case 'refused_by_rule':
		case 'disabled':
		case 'not_found':
		case 'balance':
		case 'placement_unknown':
			return false;
		default:
			return error.kind satisfies never;
	}
}

function operationError(node: INode, error: IqraError, itemIndex: number | undefined): NodeOperationError {
	return new NodeOperationError(node, messageOf(error, itemIndex), { description: adviceOf(error), ...at(itemIndex) });
}

function apiError(node: INode, error: IqraError, itemIndex: number | undefined): NodeApiError {
	const message = messageOf(error, itemIndex);
	const httpCode = httpCodeOf(error);
	const failure = failureOf(error);
	return new NodeApiError(
		node,
		{ message },
		{
			message,
			description: adviceOf(error),
			...(httpCode === undefined ? {} : { httpCode }),
			...(failure === undefined ? {} : { failure }),
			...at(itemIndex),
		},
	);
}

/** The server answers 200 to a wrong key; n8n's polling looks for 401. */
function httpCodeOf(error: IqraError): string | undefined {
	if (error.kind === 'authentication') return '401';
	if (error.kind === 'permission') return '403';
	return error.httpStatus === undefined || error.httpStatus < 300 ? undefined : String(error.httpStatus);
}

function failureOf(error: IqraError): Failure | undefined {
	switch (error.kind) {
		case 'authentication':
			return { cause: 'credential-invalid' };
		case 'permission':
			return { cause: 'configuration-invalid' };
		case 'rate_limit':
			return { cause: 'rate-limited', ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }) };
		case 'server':
			return { cause: 'temporarily-unavailable' };
		default:
			return undefined;
	}
}
