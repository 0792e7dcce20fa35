import { cleanApiKey, createClient, isIqraError, parseConnection, transports, type HttpRequest, type Transport } from '@iqra-automation/core';
import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { asRecord } from './as-record.ts';
import { n8nClock } from './n8n-clock.ts';
import { toResponse, withinLimit } from './n8n-transport.ts';
import { connectionRules } from './open-client.ts';
import { adviceOf } from './to-node-error.ts';

/** A person waits for the answer (docs/decisions/0022-n8n-credential-test.md). */
const testLimitMs = 20_000;

/**
 * The credential's test button: its fields as every run reads them, then one harmless count, which needs the permission that the
 * trigger needs. What is wrong is said in the sentences of a run.
 */
export async function testConnection(context: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	const values = asRecord(credential.data);
	try {
		const connection = parseConnection(values, connectionRules);
		const client = createClient({
			transport: createTestTransport(context, cleanApiKey(values['apiKey'])),
			connection,
			clock: n8nClock,
			deadlineMs: n8nClock.now() + testLimitMs,
			readTimeoutMs: testLimitMs,
			waitWhenThrottled: false,
		});
		await client.checkConnection();
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: explain(error) };
	}
}

function explain(error: unknown): string {
	if (!isIqraError(error)) return String(error);
	// Of several wrong fields the message says already what to do about each.
	return error.code === 'INPUT_INVALID' ? error.message : `${error.message} ${adviceOf(error)}`;
}

/** n8n gives a credential test one function for requests, without a credential: the key is added here. */
function createTestTransport(context: ICredentialTestFunctions, apiKey: string): Transport {
	return {
		send: async (request) => {
			const exchange = context.helpers.request(toTestOptions(request, apiKey)).then(
				(answer: unknown) => ({ kind: 'answer', response: toResponse(answer) }) as const,
				(error: unknown) => ({ kind: 'failure', failure: transports.classifyFailure(error) }) as const,
			);
			return await withinLimit(request, exchange);
		},
	};
}

function toTestOptions({ method, url, headers, body, timeoutMs }: HttpRequest, apiKey: string): object {
	return {
		method,
		uri: url,
		headers: { ...headers, authorization: `Token ${apiKey}` },
		...(body === undefined ? {} : { body: Buffer.from(body.buffer, body.byteOffset, body.byteLength) }),
		timeout: timeoutMs,
		json: false,
		followRedirect: false,
		simple: false,
		resolveWithFullResponse: true,
	};
}
