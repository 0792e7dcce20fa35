import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findFreePort } from './free-port.ts';
import type { InstalledN8n } from './install.ts';
import { quietN8nEnvironment } from './n8n-environment.ts';
import { installCommunityPackage } from './node-package.ts';
import { startOwnedProcess, type OwnedProcess } from './owned-process.ts';
import { createN8nClient, type N8nClient } from './rest-client.ts';
import { createRestSession, type RestSession } from './rest-session.ts';
import { waitUntil } from './wait-until.ts';

const readyTimeoutMs = 180_000;

export interface StartN8nOptions {
  readonly installed: InstalledN8n;
  readonly userFolder: string;
  /** The packed node; left out when the user folder already has it. */
  readonly packageTarball?: string;
  readonly port?: number;
  readonly brokerPort?: number;
  readonly extraEnv?: NodeJS.ProcessEnv;
}

export interface RealN8n {
  readonly address: string;
  readonly userFolder: string;
  readonly session: RestSession;
  readonly client: N8nClient;
  readonly process: OwnedProcess;
  stop(): Promise<void>;
}

/**
 * Starts a real n8n on the loopback address with the packed node installed as a community package, waits until it is ready, and logs its owner in.
 * The owner is created when the user folder is new. Ends by its own pid through `stop`.
 */
export async function startRealN8n(options: StartN8nOptions): Promise<RealN8n> {
  const { installed, userFolder } = options;
  mkdirSync(userFolder, { recursive: true });
  if (options.packageTarball !== undefined) await installCommunityPackage(userFolder, options.packageTarball);
  const port = options.port ?? (await findFreePort());
  const brokerPort = options.brokerPort ?? (await findFreePort());
  const n8n = startOwnedProcess({
    name: 'n8n',
    command: installed.node,
    args: [installed.script, 'start'],
    env: quietN8nEnvironment({ userFolder, port, brokerPort }, options.extraEnv),
    logPath: path.join(userFolder, 'n8n.log'),
  });
  const address = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(n8n, `${address}/healthz/readiness`);
    const session = createRestSession(address);
    await logInAsOwner(session);
    return { address, userFolder, session, client: createN8nClient(session), process: n8n, stop: () => n8n.stop() };
  } catch (error) {
    await n8n.stop();
    throw error;
  }
}

/** Waits for a 200 of the readiness address; fails at once, with the end of the log, when the process has ended. */
export async function waitUntilReady(process: OwnedProcess, readinessUrl: string): Promise<void> {
  const outcome = await waitUntil(`${process.name} to be ready`, readyTimeoutMs, async () => {
    if (!process.isRunning()) return 'ended' as const;
    const response = await fetch(readinessUrl);
    return response.status === 200 ? ('ready' as const) : undefined;
  });
  if (outcome === 'ended') throw new Error(`${process.name} ended while starting:\n${process.logTail()}`);
}

async function logInAsOwner(session: RestSession): Promise<void> {
  const settings = (await session.request('GET', '/rest/settings')) as { userManagement?: { showSetupOnFirstLoad?: boolean } };
  if (settings.userManagement?.showSetupOnFirstLoad === true) await session.setUpOwner();
  await session.logIn();
}
