import { createHash } from 'node:crypto';
import type { Handler, HandlerAnswer } from './handler.ts';
import { startInProcessHandler } from './in-process-handler.ts';
import { startOwnProcessHandler } from './own-process-handler.ts';
import { type PlatformServices, startPlatformServices } from './platform-services.ts';
import { type ActionKind, type AppDefinition, inputFieldsOf } from './publishing/definition.ts';
import { type StepResult, toStepResult } from './step-result.ts';
import { convertValues } from './value-conversion.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface ZapierAppOptions {
  /** The built app (`packages/zapier-app/dist/index.js`), or `zapierwrapper.js` of an unzipped build. Absolute. */
  readonly bundlePath: string;
  /** The connection's fields, used by every call that brings none of its own. */
  readonly authData: Values;
  /** `shared` = this process (fast); `own` = a process as in Zapier's runtime, with the error texts of production. */
  readonly process?: 'shared' | 'own';
  /** Node binary for `own`. */
  readonly nodePath?: string;
  /** The app's pauses are so many times shorter. Default 1. */
  readonly hurry?: number;
  /** Clock of the cache's expiry. */
  readonly nowMs?: () => number;
  /** Zone of the Zapier account, as `bundle.meta.timezone`. */
  readonly timezone?: string;
  /** Services of another app: two runtimes of one app share their cache. The one that brought them closes them. */
  readonly services?: PlatformServices;
}

export interface StepOptions {
  readonly authData?: Values;
  /** Members of `bundle.meta` that differ from a normal run. */
  readonly meta?: Values;
  /** Where the run can be told to go on, as `z.generateCallbackUrl` gives it. */
  readonly callbackUrl?: string;
  /** The run goes on after a wait: what `perform` returned, and the request that ended the wait. */
  readonly resume?: { readonly outputData: unknown; readonly cleanedRequest: unknown };
}

/** A built Zapier app inside zapier-platform-core's real handler, reached as Zapier's backend reaches it. */
export interface ZapierApp {
  create(key: string, inputData: Values, options?: StepOptions): Promise<StepResult>;
  search(key: string, inputData: Values, options?: StepOptions): Promise<StepResult>;
  /** One poll, before Zapier removes what it has seen; `createZap` does that. */
  pollTrigger(key: string, inputData: Values, options?: StepOptions): Promise<StepResult>;
  /** The form with its dynamic fields, for values filled in so far. */
  inputFields(kind: 'creates' | 'searches' | 'triggers', key: string, inputData: Values, options?: StepOptions): Promise<StepResult>;
  authTest(options?: StepOptions): Promise<StepResult>;
  /** The label as Zapier shows it, with the fields of the connection and of the test's answer filled in. */
  connectionLabel(options?: StepOptions): Promise<StepResult>;
  /** Follows a pointer that `z.dehydrateFile` has made. */
  hydrate(pointer: string, options?: StepOptions): Promise<StepResult>;
  execute(method: string, inputData: Values, options?: StepOptions): Promise<StepResult>;
  definition(): Promise<unknown>;
  /** Errors of the schema check; empty when the definition is valid. */
  validate(): Promise<unknown>;
  readonly services: PlatformServices;
  /** The app's clock says so many ms since 1970 UTC, and runs on from there. */
  moveClock(toMs: number): void;
  processOutput(): string;
  close(): Promise<void>;
}

/** Zapier's runtime kills a run after this time. */
const runtimeLimitMs = 30_000;

export async function startZapierApp(options: ZapierAppOptions): Promise<ZapierApp> {
  const services = options.services ?? (await startPlatformServices(options.nowMs));
  const handler = await startHandler(options, services);
  const definition = async (): Promise<unknown> => resultsOf(await handler.call({ command: 'definition', bundle: emptyBundle }));
  const context: AppContext = { options, services, handler, definition: once(definition) };
  const execute: ZapierApp['execute'] = (method, inputData, step = {}) => executeMethod(context, method, inputData, step);
  const authTest: ZapierApp['authTest'] = (step) => execute('authentication.test', {}, { ...step, meta: { isTestingAuth: true, ...step?.meta } });
  return {
    execute,
    authTest,
    definition,
    create: (key, inputData, step) => execute(`creates.${key}.operation.perform`, inputData, step),
    search: (key, inputData, step) => execute(`searches.${key}.operation.perform`, inputData, step),
    pollTrigger: (key, inputData, step) => execute(`triggers.${key}.operation.perform`, inputData, step),
    inputFields: (kind, key, inputData, step) => execute(`${kind}.${key}.operation.inputFields`, inputData, step),
    connectionLabel: (step) => readConnectionLabel({ authTest, definition }, options.authData, step),
    hydrate: (pointer, step) => {
      const { method, inputData } = readPointer(pointer);
      return execute(method, inputData, step);
    },
    validate: async () => resultsOf(await handler.call({ command: 'validate', bundle: emptyBundle })),
    services,
    moveClock: (toMs) => handler.moveClock(toMs),
    processOutput: () => handler.processOutput(),
    close: async () => {
      await handler.close();
      if (options.services === undefined) await services.close();
    },
  };
}

interface AppContext {
  readonly options: ZapierAppOptions;
  readonly services: PlatformServices;
  readonly handler: Handler;
  /** The app's definition, asked for once. */
  readonly definition: () => Promise<unknown>;
}

function once<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let asked: Promise<Value> | undefined;
  return () => (asked ??= ask());
}

function startHandler(options: ZapierAppOptions, services: PlatformServices): Promise<Handler> {
  if (options.process !== 'own') return Promise.resolve(startInProcessHandler(options.bundlePath, services.logUrl, options.hurry));
  const nodePath = options.nodePath === undefined ? {} : { nodePath: options.nodePath };
  return startOwnProcessHandler({ appPath: options.bundlePath, logEndpoint: services.logUrl, hurry: options.hurry ?? 1, ...nodePath });
}

const normalMeta: Values = {
  isLoadingSample: false,
  isFillingDynamicDropdown: false,
  isPopulatingDedupe: false,
  isTestingAuth: false,
  isBulkRead: false,
  limit: -1,
  page: 0,
};

async function executeMethod(context: AppContext, method: string, inputData: Values, step: StepOptions): Promise<StepResult> {
  const authData = step.authData ?? context.options.authData;
  const timezone = context.options.timezone ?? 'Etc/UTC';
  const converted = await convertForStep(context, method, inputData, timezone);
  const answer = context.handler.call({
    command: 'execute',
    method,
    storeKey: `step of ${method}`,
    ...serviceAccess(context.services, authData),
    ...(step.callbackUrl === undefined ? {} : { callback_url: step.callbackUrl }),
    bundle: { authData, inputData: converted, meta: { ...normalMeta, timezone, ...step.meta }, ...step.resume },
  });
  return toStepResult(await withinRuntimeLimit(answer));
}

/**
 * Every run of a create, a search or a trigger gets its values as Zapier would have converted them. Fields that are drawn for a
 * campaign are text (a publishing rule holds that), and Zapier leaves text alone.
 */
async function convertForStep(context: AppContext, method: string, inputData: Values, timezone: string): Promise<Values> {
  const [, kind, key = ''] = /^(triggers|creates|searches)\.(\w+)\.operation\.perform(?:Resume)?$/.exec(method) ?? [];
  if (kind === undefined) return inputData;
  const actions = ((await context.definition()) as AppDefinition)[kind as ActionKind];
  const action = actions[key];
  return action === undefined ? inputData : convertValues(inputData, inputFieldsOf({ kind: kind as ActionKind, action, path: key }), timezone);
}

/** A handler without a token reaches no cache, no cursor and no file store. */
function serviceAccess(services: PlatformServices, authData: Values): { readonly rpc_base?: string; readonly token?: string } {
  if (services.cacheBehaviour() === 'absent') return {};
  return { rpc_base: services.rpcUrl, token: createHash('sha256').update(JSON.stringify(authData)).digest('hex') };
}

async function withinRuntimeLimit(answer: Promise<HandlerAnswer>): Promise<HandlerAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const killed = new Promise<HandlerAnswer>((resolve) => {
    const message = `The run was killed after ${String(runtimeLimitMs / 1000)} seconds.`;
    timer = setTimeout(() => resolve({ ok: false, errorName: 'RuntimeLimit', errorMessage: message }), runtimeLimitMs);
  });
  try {
    return await Promise.race([answer, killed]);
  } finally {
    clearTimeout(timer);
  }
}

/** Zapier fills the names in a text label from the connection's fields and the test's answer. */
async function readConnectionLabel(app: Pick<ZapierApp, 'authTest' | 'definition'>, authData: Values, step?: StepOptions): Promise<StepResult> {
  const tested = await app.authTest(step);
  if (tested.status !== 'success') return tested;
  const definition = (await app.definition()) as { readonly authentication: { readonly connectionLabel: string } };
  const known: Values = { ...authData, ...step?.authData, ...(tested.results as Values) };
  const label = definition.authentication.connectionLabel.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => textOf(known[name]));
  return { status: 'success', results: label };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A pointer reads `hydrate|||{"type","method","bundle"}|||hydrate`. */
function readPointer(pointer: string): { readonly method: string; readonly inputData: Values } {
  const text = /^hydrate\|\|\|(.*)\|\|\|hydrate$/s.exec(pointer)?.[1];
  if (text === undefined) throw new Error(`Not a pointer to a file: ${pointer}`);
  const payload = JSON.parse(text) as { readonly method: string; readonly bundle: Values };
  return { method: payload.method, inputData: payload.bundle };
}

const emptyBundle = { authData: {}, inputData: {}, meta: {} };

function resultsOf(answer: HandlerAnswer): unknown {
  if (!answer.ok) throw new Error(`${answer.errorName}: ${answer.errorMessage}`);
  return answer.results;
}
