import { type Client, type ClientDeps, createClient } from '@iqra-automation/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { readConnection, type ZapierConnection } from './read-connection.ts';
import { stepClock } from '../step-clock.ts';
import { createZTransport } from './z-transport.ts';

/** Zapier kills a step after 30 s. Ending earlier lets the app say in its own words what is known. */
const stepBudgetMs = 22_000;

/** A dial that takes longer is treated as lost; this leaves time to look the call up afterwards. */
const dialTimeoutMs = 12_000;

const readTimeoutMs = 10_000;

/** A server that says nothing for so long is given up, in time for a sentence about it. */
const silenceLimitMs = 20_000;

export interface OpenedClient {
  readonly client: Client;
  readonly connection: ZapierConnection;
  /** The step must be over at this moment, in ms since 1970 UTC. */
  readonly deadlineMs: number;
  /** Ends the connections of this run. */
  close(): void;
}

/**
 * Core's client for one run of a step.
 * @throws IqraError when the connection's fields cannot be used.
 */
export function openClient(z: ZObject, bundle: Pick<Bundle, 'authData'>, options: Pick<ClientDeps, 'waitWhenThrottled'> = {}): OpenedClient {
  const connection = readConnection(bundle.authData);
  const deadlineMs = stepClock.now() + stepBudgetMs;
  const transport = createZTransport(z, { apiKey: connection.apiKey, deadlineMs });
  const { baseUrl, businessId, requestFormat } = connection;
  const wire = { transport, connection: { baseUrl, businessId, requestFormat }, dialTimeoutMs, readTimeoutMs, silenceLimitMs };
  const client = createClient({ ...wire, ...options, clock: stepClock, deadlineMs });
  return { client, connection, deadlineMs, close: () => transport.close() };
}
