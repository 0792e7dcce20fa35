/** Main file of the process that holds n8n's execution engine: requests in and replies out over IPC. */
import { rmSync } from 'node:fs';
import module from 'node:module';
import { moveClock } from '../moved-clock.ts';
import { breakNextAnswer, mendAnswers } from './broken-answers.ts';
import { captureLog } from './captured-log.ts';
import { EngineCredentialsHelper } from './credentials-helper.ts';
import { breakRequestsOff } from './broken-off-requests.ts';
import { provideEncryptionKey } from './encryption-keys.ts';
import { beKnownAs } from './instance-id.ts';
import type { LoadedEngine } from './loaded-engine.ts';
import { hurryPauses } from './hurried-pauses.ts';
import type { EngineCalls, EngineReply, EngineRequest } from './messages.ts';
import { n8nWorkflow } from './n8n-modules.ts';
import { EngineNodeTypes, forgetModules } from './node-types.ts';
import { toReportedError } from './reported-error.ts';
import { editorHints, loadMapperFields, loadOptions, searchList } from './run-form.ts';
import { runPoll } from './run-poll.ts';
import { runWorkflow } from './run-workflow.ts';
import { shareValues } from './shared-values.ts';
import { testCredential } from './test-credential.ts';
import { WaitingDoor } from './waiting-door.ts';

const log = captureLog();
provideEncryptionKey();
// The other engines of n8n evaluate the same expressions inside an isolate that needs a native module; the oldest n8n has just the one.
if ('setExpressionEngine' in n8nWorkflow.Expression) n8nWorkflow.Expression.setExpressionEngine('legacy');

let loaded: LoadedEngine | undefined;
let executions = 0;
let backToRealTime = (): void => {};

function engine(): LoadedEngine {
  if (loaded === undefined) throw new Error('No package has been loaded yet.');
  return loaded;
}

function waitingDoor(): WaitingDoor {
  const { waiting } = engine();
  if (waiting === undefined) throw new Error('The door of waiting executions is not open.');
  return waiting;
}

const calls: EngineCalls = {
  async load({ packageDir, hurry, instanceId, sharedValues }) {
    executions = 0;
    hurryPauses(hurry);
    beKnownAs(instanceId);
    await shareValues(sharedValues);
    const startedMs = performance.now();
    const { loader, types } = await EngineNodeTypes.load(packageDir);
    const tookMs = performance.now() - startedMs;
    const nextExecutionId = (): string => {
      executions += 1;
      return String(executions);
    };
    loaded = { packageDir, nodeTypes: types, credentials: new EngineCredentialsHelper(loader), log, savedExecutions: new Map(), stops: new Map(), nextExecutionId };
    return { nodes: loader.types.nodes, credentials: loader.types.credentials.map((type) => type.name), tookMs };
  },
  async saveCredentials(credentials) {
    for (const credential of credentials) await engine().credentials.save(credential);
  },
  runWorkflow: (options) => runWorkflow(engine(), options),
  stop(executionId) {
    engine().stops.get(executionId)?.();
    return Promise.resolve();
  },
  poll: (options) => runPoll(engine(), options),
  searchList: (options) => searchList(engine(), options),
  loadOptions: (options) => loadOptions(engine(), options),
  loadMapperFields: (options) => loadMapperFields(engine(), options),
  testCredential: (credential) => testCredential(engine(), credential),
  editorHints: (options) => Promise.resolve(editorHints(engine(), options)),
  moveClock(toMs) {
    backToRealTime();
    backToRealTime = moveClock(toMs);
    return Promise.resolve();
  },
  breakNextAnswer(broken) {
    breakNextAnswer(broken);
    return Promise.resolve();
  },
  async openWaitingDoor() {
    const { door, base } = await WaitingDoor.open(engine());
    engine().waiting = door;
    return base;
  },
  timeIsUp: (executionId) => waitingDoor().timeIsUp(executionId),
  async waitingOf(executionId) {
    return { waitTill: waitingDoor().waitTillOf(executionId), runs: await waitingDoor().runsOf(executionId) };
  },
  resources() {
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    return Promise.resolve({ heapUsedBytes: heapUsed, residentBytes: rss, cpuMs: (user + system) / 1000 });
  },
  async rest() {
    backToRealTime();
    hurryPauses(1);
    mendAnswers();
    const isSleeping = loaded?.waiting?.isRunning() !== true;
    await loaded?.waiting?.close();
    if (loaded !== undefined) forgetModules(loaded.packageDir);
    loaded = undefined;
    log.take();
    return isSleeping && (await breakRequestsOff());
  },
};

async function answer(request: EngineRequest): Promise<EngineReply> {
  try {
    const call = calls[request.call] as (argument: unknown) => Promise<unknown>;
    return { id: request.id, ok: true, value: await call(request.argument) };
  } catch (error) {
    return { id: request.id, ok: false, error: toReportedError(error) };
  }
}

/** Values cross the process border as JSON, the form in which n8n stores them. */
function send(reply: EngineReply): void {
  try {
    process.send?.(reply);
  } catch (error) {
    process.send?.({ id: reply.id, ok: false, error: toReportedError(error) });
  }
}

process.on('message', (request: EngineRequest) => {
  void answer(request).then(send);
});
process.on('disconnect', () => {
  rmSync(process.env['N8N_USER_FOLDER'] ?? '', { recursive: true, force: true });
  process.exit(0);
});
// This process is ended by a signal, at which Node keeps nothing.
module.flushCompileCache();
process.send?.({ ready: true });
