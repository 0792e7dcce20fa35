import { isIqraError, unexpectedError, type IqraError } from '@iqra-automation/core';
import { ExpressionError, NodeApiError, NodeOperationError, type Failure, type INode } from 'n8n-workflow';
import { n8nErrors } from './n8n-errors.ts';

/**
 * What the table of errors says of any fault. n8n's own errors come from reading a parameter or the credential, which is before anything
 * is sent, and keep their words; what nobody expected is told by `mayHaveSent`: whether the step may have sent a call by then.
 */
export function asOwnError(error: unknown, mayHaveSent: boolean): IqraError {
	if (isIqraError(error)) return error;
	if (!isOfN8n(error)) return unexpectedError(error, mayHaveSent);
	const { message, description } = error;
	return n8nErrors.error('PARAMETER_NOT_READABLE', { message }, typeof description === 'string' ? { nextStep: description } : {});
}

function isOfN8n(error: unknown): error is ExpressionError | NodeApiError | NodeOperationError {
	return error instanceof ExpressionError || error instanceof NodeOperationError || error instanceof NodeApiError;
}

/** Where an error came up. */
export interface ErrorPlace {
	readonly itemIndex?: number | undefined;
	/** The step may have sent a call by then; absent = it has not. */
	readonly mayHaveSent?: boolean;
}

/**
 * The error that n8n shows: what happened, with the item, as message; what to do next as description. What a person corrects in the
 * node or the data becomes a NodeOperationError; what a server or the network answered becomes a NodeApiError, whose status n8n's
 * polling reads. Errors that n8n made already stay as they are.
 */
export function toNodeError(node: INode, error: unknown, { itemIndex, mayHaveSent = false }: ErrorPlace = {}): NodeOperationError | NodeApiError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	const own = asOwnError(error, mayHaveSent);
	return isAnswer(own) ? apiError(node, own, itemIndex) : operationError(node, own, itemIndex);
}

const nobodyCalled = 'Nobody was called.';

/** The same for a run in which nothing else happened: there it is true of the whole, and good to read first, that nobody was called. */
export function toOnlyError(node: INode, error: unknown, place: ErrorPlace = {}): NodeOperationError | NodeApiError {
	const shown = toNodeError(node, error, place);
	if (!isIqraError(error) || error.placement !== 'not_placed') return shown;
	const nextStep = shown.description ?? '';
	if (!nextStep.startsWith(nobodyCalled)) shown.description = `${nobodyCalled} ${nextStep}`.trimEnd();
	return shown;
}

/** What to do next, in n8n's words: what core and Zapier call the connection is a credential here. */
export function adviceOf({ nextStep }: IqraError): string {
	return nextStep.replaceAll('the connection', 'the credential');
}

/** The message of the error, what follows it, and the item it is about. */
export function messageOf({ message }: IqraError, itemIndex: number | undefined, advice = ''): string {
	const text = advice === '' ? message : `${message} ${advice}`;
	return itemIndex === undefined || text.includes('[item ') ? text : `${text} [item ${itemIndex}]`;
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
