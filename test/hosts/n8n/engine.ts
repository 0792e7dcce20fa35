import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineEnvironment } from './engine-environment.ts';
import type { EngineCallName, EngineCalls, EngineReply, EngineRequest, LoadedPackage, ReportedError, StoredCredential } from './messages.ts';

export type * from './messages.ts';

export interface EngineOptions {
  /** Folder with the package.json of a node package: the package itself, or an unpacked tarball. */
  readonly packageDir: string;
  readonly credentials?: readonly StoredCredential[];
  /** Pauses of nodes last so many times shorter; default 1. For tests of what follows a pause. */
  readonly hurry?: number;
}

/** n8n's execution engine in a process of its own, with one package of nodes loaded by n8n's own loader. */
export interface N8nEngine extends Omit<EngineCalls, 'load'> {
  readonly loaded: LoadedPackage;
  /** Ends the process at once, as a crash does; calls under way fail with an `EngineGone`. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** The engine's process ended before it had answered. */
export class EngineGone extends Error {
  override readonly name = 'EngineGone';
}

/** An error that a call met inside the engine, with the parts that n8n would show. */
class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly reported: ReportedError;

  constructor(reported: ReportedError) {
    super(reported.message);
    this.reported = reported;
  }
}

/** Starts the engine; needs Node 22 or newer, as n8n does. */
export async function startN8nEngine(options: EngineOptions): Promise<N8nEngine> {
  const userFolder = await mkdtemp(join(tmpdir(), 'iqra-n8n-engine-'));
  const child = fork(join(import.meta.dirname, 'engine-process.ts'), [String(options.hurry ?? 1)], {
    env: engineEnvironment(userFolder),
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const caller = createCaller(child);
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    await rm(userFolder, { recursive: true, force: true });
  };
  try {
    await caller.ready;
    const loaded = await caller.call('load', options.packageDir);
    await caller.call('saveCredentials', options.credentials ?? []);
    return {
      loaded,
      saveCredentials: (credentials) => caller.call('saveCredentials', credentials),
      runWorkflow: (run) => caller.call('runWorkflow', run),
      poll: (poll) => caller.call('poll', poll),
      searchList: (search) => caller.call('searchList', search),
      loadOptions: (form) => caller.call('loadOptions', form),
      loadMapperFields: (form) => caller.call('loadMapperFields', form),
      testCredential: (credential) => caller.call('testCredential', credential),
      editorHints: (form) => caller.call('editorHints', form),
      moveClock: (toMs) => caller.call('moveClock', toMs),
      breakNextAnswer: (answer) => caller.call('breakNextAnswer', answer),
      openWaitingDoor: () => caller.call('openWaitingDoor'),
      timeIsUp: (executionId) => caller.call('timeIsUp', executionId),
      waitingOf: (executionId) => caller.call('waitingOf', executionId),
      resources: () => caller.call('resources'),
      kill: () => stop('SIGKILL'),
      close: () => stop('SIGTERM'),
    };
  } catch (error) {
    await stop('SIGKILL');
    throw error;
  }
}

interface Caller {
  readonly ready: Promise<void>;
  call<Name extends EngineCallName>(name: Name, ...argument: Parameters<EngineCalls[Name]>): Promise<Awaited<ReturnType<EngineCalls[Name]>>>;
}

/** Matches the replies of the process with the calls that wait for them. */
function createCaller(child: ChildProcess): Caller {
  const waiting = new Map<number, { resolve(value: never): void; reject(reason: Error): void }>();
  const output: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
  const gone = (): EngineGone => new EngineGone(`The engine's process has ended. ${output.join('').slice(-2_000)}`.trim());
  let lastId = 0;
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(gone()));
    child.on('message', (message: EngineReply | { readonly ready: true }) => {
      if ('ready' in message) return resolve();
      const caller = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.ok) caller?.resolve(message.value as never);
      else caller?.reject(new EngineError(message.error));
    });
  });
  child.once('exit', () => {
    for (const caller of waiting.values()) caller.reject(gone());
    waiting.clear();
  });
  return {
    ready,
    call: (name, ...argument) =>
      new Promise((resolve, reject) => {
        if (child.exitCode !== null || child.signalCode !== null) return reject(gone());
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        const request: EngineRequest = { id: lastId, call: name, argument: argument[0] };
        child.send(request);
      }),
  };
}
