import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineEnvironment } from './engine-environment.ts';

/** A process that holds n8n's execution engine, ready to be called. */
export interface ForkedEngine {
  readonly child: ChildProcess;
  readonly userFolder: string;
}

/** Starts a process, which takes a second of a processor: n8n is close to 2,000 modules. Rejects with what it printed when it ends at once. */
export async function forkEngine(): Promise<ForkedEngine> {
  const userFolder = await mkdtemp(join(tmpdir(), 'iqra-n8n-engine-'));
  const child = fork(join(import.meta.dirname, 'engine-process.ts'), {
    env: engineEnvironment(userFolder),
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const printed = listenToOutput(child);
  const listening = new AbortController();
  const { signal } = listening;
  const ended = once(child, 'exit', { signal }).then(() => Promise.reject(new Error(`The engine's process has not started. ${printed.newest()}`)));
  try {
    await Promise.race([once(child, 'message', { signal }), ended]);
    return { child, userFolder };
  } catch (error) {
    await endEngine({ child, userFolder }, 'SIGKILL');
    throw error;
  } finally {
    // The process outlives the test file that started it, and holds nothing of it.
    ended.catch(() => undefined);
    listening.abort();
    printed.leave();
  }
}

export async function endEngine({ child, userFolder }: ForkedEngine, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, 'exit');
  }
  await rm(userFolder, { recursive: true, force: true });
}

/** What the process prints from now on, for the message of an error. */
export function listenToOutput(child: ChildProcess): { newest(): string; leave(): void } {
  const output: string[] = [];
  const listen = (chunk: Buffer): void => void output.push(chunk.toString('utf8'));
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  for (const stream of streams) stream.on('data', listen);
  return {
    newest: () => output.join('').slice(-2_000),
    leave: () => {
      for (const stream of streams) stream.off('data', listen);
    },
  };
}
