import { createCaller } from './engine-caller.ts';
import { endEngine, forkEngine } from './forked-engine.ts';
import { canLendEngines, lendEngine, takeIdleEngine } from './idle-engines.ts';
import type { EngineCalls, LoadedPackage, StoredCredential } from './messages.ts';

export { EngineGone } from './engine-caller.ts';
export type * from './messages.ts';

export interface EngineOptions {
  /** Folder with the package.json of a node package: the package itself, or an unpacked tarball. */
  readonly packageDir: string;
  readonly credentials?: readonly StoredCredential[];
  /** Pauses of nodes last so many times shorter; default 1. For tests of what follows a pause. */
  readonly hurry?: number;
  /** What this n8n is known by: another n8n altogether has another one. */
  readonly instanceId?: string;
  /** Folder of the values that all processes of one n8n share, as in its database; without it there is no such store. */
  readonly sharedValues?: string;
}

/** n8n's execution engine in a process of its own, with one package of nodes loaded by n8n's own loader. */
export interface N8nEngine extends Omit<EngineCalls, 'load' | 'rest'> {
  readonly loaded: LoadedPackage;
  /** Ends the process at once, as a crash does; calls under way fail with an `EngineGone`. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the engine; needs Node 22 or newer, as n8n does. */
export async function startN8nEngine(options: EngineOptions): Promise<N8nEngine> {
  const { packageDir, hurry = 1, instanceId = 'of the tests', sharedValues = null, credentials = [] } = options;
  const engine = takeIdleEngine() ?? (await forkEngine());
  const caller = createCaller(engine);
  try {
    const loaded = await caller.call('load', { packageDir, hurry, instanceId, sharedValues });
    await caller.call('saveCredentials', credentials);
    return {
      loaded,
      saveCredentials: (credentials) => caller.call('saveCredentials', credentials),
      runWorkflow: (run) => caller.call('runWorkflow', run),
      stop: (executionId) => caller.call('stop', executionId),
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
      kill: () => endEngine(engine, 'SIGKILL'),
      close: async () => {
        const hasRested = canLendEngines() && caller.isIdle() && (await caller.call('rest'));
        caller.leave();
        if (hasRested) lendEngine(engine);
        else await endEngine(engine, 'SIGTERM');
      },
    };
  } catch (error) {
    await endEngine(engine, 'SIGKILL');
    throw error;
  }
}
