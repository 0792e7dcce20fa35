import { createClient, type Client, type ClientDeps, type Clock, type Connection } from '@iqra-automation/core';
import { businessIds, keys } from '../../../packages/sandbox/src/seed.ts';
import type { Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { createPlainTransport } from './plain-transport.ts';

export const realClock = {
  now: () => Date.now(),
  /** No process of Jest stays for a limit of a minute that nobody waits for any more. */
  sleep: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref()),
  random: () => Math.random(),
};

/** A clock whose sleeps cost nothing, for tests of what is asked again. */
export const hastyClock = { ...realClock, sleep: () => Promise.resolve() };

export interface ClientChange {
  readonly apiKey?: string;
  readonly connection?: Partial<Connection>;
  readonly deps?: Partial<ClientDeps>;
  readonly createTransport?: typeof createPlainTransport;
}

/** A client of core over real HTTP to the sandbox. */
export function openClient(sandbox: Pick<Sandbox, 'origin'>, change: ClientChange = {}): Client {
  return openCaller(sandbox, change).client;
}

/** The same with what placing a call takes beside it. */
export function openCaller(sandbox: Pick<Sandbox, 'origin'>, change: ClientChange = {}): { readonly client: Client; readonly connection: Connection; readonly clock: Clock } {
  const connection: Connection = { baseUrl: sandbox.origin, businessId: String(businessIds.clinic), requestFormat: 'auto', ...change.connection };
  const clock = change.deps?.clock ?? hastyClock;
  const createTransport = change.createTransport ?? createPlainTransport;
  const client = createClient({ transport: createTransport({ apiKey: change.apiKey ?? keys.full.text }), connection, ...change.deps, clock });
  return { client, connection, clock };
}
