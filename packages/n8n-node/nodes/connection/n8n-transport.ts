import { transports, type HttpRequest, type HttpResponse, type Transport, type TransportResult } from '@iqra-automation/core';
import type { ICredentialDataDecryptedObject, IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import { asRecord } from './as-record.ts';
import { n8nClock } from './n8n-clock.ts';

export type RequestingFunctions = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

export const credentialName = 'iqraAiApi';

const longestWatchPauseMs = 1_000;

const canceled: TransportResult = { kind: 'failure', failure: { sent: 'no', code: transports.stoppedCode, message: 'The workflow was stopped before this request.' } };

/**
 * Core's transport over n8n's own request function, which adds the key of the credential. One send, no redirect, and every status
 * is an answer: n8n would otherwise send a request with status 401 a second time, follow redirects with the key in hand, and turn
 * other statuses into errors without their headers. The credential is the one that the run has read: n8n would read and decrypt it anew
 * for each request, and one that is edited meanwhile would send the new key to the old address.
 */
export function createN8nTransport(context: RequestingFunctions, credential: ICredentialDataDecryptedObject): Transport {
	return {
		send: async (request) => {
			if (isCanceled(context)) return canceled;
			return await withinLimit(request, sendOnce(context, credential, request));
		},
	};
}

async function sendOnce(context: RequestingFunctions, data: ICredentialDataDecryptedObject, request: HttpRequest): Promise<TransportResult> {
	const credentialsDecrypted = { id: '', name: '', type: credentialName, data };
	try {
		const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(context, credentialName, toOptions(request), { credentialsDecrypted });
		return { kind: 'answer', response: toResponse(answer) };
	} catch (error) {
		return { kind: 'failure', failure: transports.classifyFailure(error) };
	}
}

/**
 * One limit for the whole exchange: n8n's own `timeout` begins anew with every byte, so an answer that drips never ends. The request
 * itself cannot be ended from here; it goes on unheard.
 */
export async function withinLimit(request: HttpRequest, exchange: Promise<TransportResult>): Promise<TransportResult> {
	const watch = { over: false };
	try {
		return await Promise.race([exchange, limitOf(request, watch)]);
	} finally {
		watch.over = true;
	}
}

/** In short pauses, so that none outlives its request for long. */
async function limitOf(request: HttpRequest, watch: { readonly over: boolean }): Promise<TransportResult> {
	const endsAtMs = n8nClock.now() + request.timeoutMs;
	while (!watch.over && n8nClock.now() < endsAtMs) await n8nClock.sleep(Math.min(longestWatchPauseMs, endsAtMs - n8nClock.now()));
	return transports.timedOut(request);
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

export function toResponse(answer: unknown): HttpResponse {
	const { statusCode, headers, body } = asRecord(answer);
	return {
		status: typeof statusCode === 'number' ? statusCode : 0,
		headers: Object.fromEntries(Object.entries(asRecord(headers)).map(([name, value]) => [name.toLowerCase(), String(value)])),
		body: typeof body === 'string' ? body : '',
	};
}
