/** The event that Zapier's backend sends to an app's handler. Only the members that this harness uses. */
export interface HandlerEvent {
  readonly command: 'execute' | 'validate' | 'definition';
  /** Path into the app definition, for example `creates.initiate_call.operation.perform`. */
  readonly method?: string;
  readonly bundle?: HandlerBundle;
  /** Identity of the step, the place of its cursor. */
  readonly storeKey?: string;
  /** Address and token of the services that stand behind `z.cache`, `z.cursor` and `z.stashFile`. */
  readonly rpc_base?: string;
  readonly token?: string;
  /** What `z.generateCallbackUrl` gives to the app. */
  readonly callback_url?: string;
}

export interface HandlerBundle {
  readonly authData: Readonly<Record<string, unknown>>;
  readonly inputData: Readonly<Record<string, unknown>>;
  readonly meta: Readonly<Record<string, unknown>>;
  /** For `performResume`: what `perform` returned, and the request that ended the wait. */
  readonly outputData?: unknown;
  readonly cleanedRequest?: unknown;
}

/** What came back: the handler's answer, or name and text of the error that it let out. */
export type HandlerAnswer =
  | { readonly ok: true; readonly results: unknown; /** The app has asked for the callback's address, so that Zapier waits. */ readonly waits?: boolean }
  | { readonly ok: false; readonly errorName: string; readonly errorMessage: string };

/** One loaded app behind zapier-platform-core's real handler. */
export interface Handler {
  call(event: HandlerEvent): Promise<HandlerAnswer>;
  /** The app's clock says so many ms since 1970 UTC, and runs on from there. */
  moveClock(toMs: number): void;
  /** Everything that the app's process has written to its standard output and error so far. Empty when it shares this process. */
  processOutput(): string;
  close(): Promise<void>;
}

export type CallableHandler = (event: HandlerEvent) => Promise<{ readonly results?: unknown; readonly status?: string }>;

/** Runs one event and turns a rejection into a value that can cross a process border. */
export async function callHandler(handler: CallableHandler, event: HandlerEvent): Promise<HandlerAnswer> {
  try {
    const answer = await handler(event);
    return { ok: true, results: answer.results, ...(answer.status === 'CALLBACK' ? { waits: true } : {}) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'NotAnError', message: String(error) };
    return { ok: false, errorName: name, errorMessage: message };
  }
}
