import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

const gracePeriodMs = 15_000;
const logTailCharacters = 4_000;

export interface OwnedProcess {
  readonly name: string;
  readonly pid: number;
  readonly logPath: string;
  /** Resolves with the exit code (null when a signal ended it); never rejects. */
  readonly exited: Promise<number | null>;
  isRunning(): boolean;
  /** Asks the process to end, waits, and kills it when it has not ended within 15 s. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it at once (SIGKILL), as a crash would. */
  kill(): Promise<void>;
  /** The end of what it printed, for error messages. */
  logTail(): string;
}

export interface ProcessRequest {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly logPath: string;
  /** The user and group to run as, for programs that refuse to run as root. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

const running = new Set<ChildProcess>();

// A harness that dies must not leave servers behind.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const [signal, exitCode] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
  process.on(signal, () => {
    // A script with its own way to end things in order has a listener of its own.
    if (process.listenerCount(signal) === 1) process.exit(exitCode);
  });
}

/**
 * Starts a process whose output goes to a log file and which is ended only through the returned handle, by its own pid.
 * It also ends together with this process.
 */
export function startOwnedProcess(request: ProcessRequest): OwnedProcess {
  const log = openSync(request.logPath, 'a');
  const child = spawn(request.command, [...request.args], {
    env: request.env,
    cwd: request.cwd,
    ...request.user,
    stdio: ['ignore', log, log],
    // Its own group: Ctrl-C in the terminal reaches only this process, which then ends the others in order.
    detached: true,
  });
  closeSync(log);
  if (child.pid === undefined) throw new Error(`${request.name} could not be started: is ${request.command} installed?`);
  running.add(child);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code);
    });
    child.once('error', () => resolve(null));
  });
  const isRunning = (): boolean => running.has(child);
  const kill = async (): Promise<void> => {
    if (isRunning()) child.kill('SIGKILL');
    await exited;
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (!isRunning()) return;
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), gracePeriodMs);
    await exited;
    clearTimeout(timer);
  };
  const logTail = (): string => readFileSync(request.logPath, 'utf8').slice(-logTailCharacters);
  return { name: request.name, pid: child.pid, logPath: request.logPath, exited, isRunning, stop, kill, logTail };
}

/** Runs a command to its end; throws with the end of its output when it fails. */
export async function runToEnd(request: ProcessRequest): Promise<void> {
  const child = startOwnedProcess(request);
  const code = await child.exited;
  if (code !== 0) throw new Error(`${request.name} ended with code ${code ?? 'none'}:\n${child.logTail()}`);
}
