import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PlainFailure } from './plain-failure.ts';

export interface SandboxLedger {
  readonly dials: readonly { readonly recipient: string }[];
  readonly dialledTwice: readonly unknown[];
}

/** The sandbox in a process of its own, so that it can die and be restarted like a real server. */
export interface SandboxProcess {
  readonly origin: string;
  readonly apiKey: string;
  readonly businessId: string;
  /** Rejects with a PlainFailure when the process ends before `close`. */
  readonly gone: Promise<never>;
  advance(ms: number): Promise<void>;
  ledger(): Promise<SandboxLedger>;
  close(): Promise<void>;
}

const stoppedInTheMiddle = 'The sandbox stopped in the middle; nobody was called twice. Run the command again to start afresh.';
const startTimeoutMs = 20_000;
const sandboxMain = fileURLToPath(new URL('../../packages/sandbox/src/main.ts', import.meta.url));

/** @throws PlainFailure when the sandbox does not come up. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [sandboxMain, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const origin = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new PlainFailure(`The sandbox did not start within ${startTimeoutMs / 1000} s. ${output}`)), startTimeoutMs);
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new PlainFailure(`The sandbox ended before it was ready. ${output}`)));
  });
  let closing = false;
  const gone = new Promise<never>((_resolve, reject) => {
    child.once('exit', () => {
      if (!closing) reject(new PlainFailure(stoppedInTheMiddle));
    });
  });
  // Whoever races with it sees the rejection; without a race it must not end the process.
  gone.catch(() => undefined);
  const seeds = (await ask(origin, 'GET', 'seeds')) as { readonly apiKey: string; readonly businessId: number };
  return {
    origin,
    apiKey: seeds.apiKey,
    businessId: String(seeds.businessId),
    gone,
    advance: async (ms) => void (await ask(origin, 'POST', 'clock', { advanceMs: ms })),
    ledger: async () => (await ask(origin, 'GET', 'ledger')) as SandboxLedger,
    close: async () => {
      closing = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function ask(origin: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  try {
    const response = await fetch(`${origin}/_sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return await response.json();
  } catch (error) {
    throw new PlainFailure(stoppedInTheMiddle, error);
  }
}
