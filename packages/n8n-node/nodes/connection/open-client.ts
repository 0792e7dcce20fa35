import { createClient, parseConnection, type Client, type Connection, type Pacer } from '@iqra-automation/core';
import { n8nClock } from './n8n-clock.ts';
import { createN8nTransport, credentialName, type RequestingFunctions } from './n8n-transport.ts';
import { sharedPacer } from './shared-pacers.ts';

/** n8n often stands beside a self-hosted server in one private network, where plain http is usual. */
export const connectionRules = { allowHttp: true };

export interface OpenClientOptions {
	/** 0 = no limit. */
	readonly requestsPerMinute?: number;
	/** No read is repeated past this moment, in ms since 1970 UTC. */
	readonly deadlineMs?: number;
}

export interface OpenedClient {
	readonly client: Client;
	readonly connection: Connection;
	/** Shared by all executions of this process. */
	readonly pacer: Pacer;
}

/**
 * Core's client over the node's credential.
 * @throws IqraError of kind `input` when the credential's fields cannot be used.
 */
export async function openClient(context: RequestingFunctions, options: OpenClientOptions = {}): Promise<OpenedClient> {
	const credential = await context.getCredentials(credentialName);
	const connection = parseConnection(credential, connectionRules);
	const pacer = sharedPacer(connection, options.requestsPerMinute ?? 0);
	const client = createClient({
		transport: createN8nTransport(context, credential),
		connection,
		clock: n8nClock,
		pace: () => pacer.take(),
		onThrottled: (retryAfterMs) => pacer.pauseUntil(n8nClock.now() + retryAfterMs),
		...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
	});
	return { client, connection, pacer };
}
