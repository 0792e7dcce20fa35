import { classifyFailure, type HttpRequest, type HttpResponse, type Transport, type TransportResult } from '@iqra-automation/core';
import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';
import { asRecord } from './as-record.ts';

export type RequestingFunctions = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

export const credentialName = 'iqraAiApi';

const canceled: TransportResult = {
	kind: 'failure',
	failure: { sent: 'no', code: 'WORKFLOW_CANCELED', message: 'The workflow was stopped before this request.' },
};

/**
 * Core's transport over n8n's own request function, which adds the key of the credential. One send, no redirect, and every status
 * is an answer: n8n would otherwise send a request with status 401 a second time, follow redirects with the key in hand, and turn
 * other statuses into errors without their headers.
 */
export function createN8nTransport(context: RequestingFunctions): Transport {
	return {
		send: async (request) => {
			if (isCanceled(context)) return canceled;
			try {
				const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(context, credentialName, toOptions(request));
				return { kind: 'answer', response: toResponse(answer) };
			} catch (error) {
				return { kind: 'failure', failure: classifyFailure(error) };
			}
		},
	};
}

/** True once a person has stopped the workflow; n8n then aborts requests that are under way. */
export function isCanceled(context: RequestingFunctions): boolean {
	return 'getExecutionCancelSignal' in context && context.getExecutionCancelSignal()?.aborted === true;
}

function toOptions(request: HttpRequest): IHttpRequestOptions {
	const { body } = request;
	return {
		method: request.method,
		url: request.url,
		headers: { ...request.headers },
		...(body === undefined ? {} : { body: Buffer.from(body.buffer, body.byteOffset, body.byteLength) }),
		timeout: request.timeoutMs,
		encoding: 'text',
		json: false,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	};
}

function toResponse(answer: unknown): HttpResponse {
	const { statusCode, headers, body } = asRecord(answer);
	return {
		status: typeof statusCode === 'number' ? statusCode : 0,
		headers: Object.fromEntries(Object.entries(asRecord(headers)).map(([name, value]) => [name.toLowerCase(), String(value)])),
		body: typeof body === 'string' ? body : '',
	};
}
