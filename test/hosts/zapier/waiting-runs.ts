import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StepResult } from './step-result.ts';
import type { StepOptions, Values, ZapierApp } from './zapier-app.ts';

/** One run of a step that may wait. */
export interface WaitingRun {
  /** What `perform` ended with. */
  readonly first: StepResult;
  readonly waits: boolean;
  readonly callbackUrl: string;
  /** What came out after the wait, once for each time that Zapier went on: never more than one. */
  readonly resumed: readonly StepResult[];
  /** How often its address was posted to. */
  readonly callbacks: number;
}

/** Zapier's part of a wait: an address for each run, of which the first request ends the wait and every later one does nothing. */
export interface WaitingRuns {
  create(key: string, inputData: Values, options?: StepOptions): Promise<WaitingRun>;
  /** Resolves when every wait that has ended has its result. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Run {
  readonly key: string;
  readonly inputData: Values;
  readonly options: StepOptions;
  first: StepResult | null;
  readonly resumed: StepResult[];
  callbacks: number;
  /** The request that ended the wait, or that came before the step was done. */
  request: Values | null;
}

export async function startWaitingRuns(app: ZapierApp): Promise<WaitingRuns> {
  const runs = new Map<string, Run>();
  const busy = new Set<Promise<void>>();

  async function goOn(run: Run): Promise<void> {
    if (run.first?.status !== 'success' || run.first.waits !== true || run.request === null) return;
    const resume = { outputData: run.first.results, cleanedRequest: run.request };
    run.resumed.push(await app.execute(`creates.${run.key}.operation.performResume`, run.inputData, { ...run.options, resume }));
  }

  function track(work: Promise<void>): void {
    const tracked: Promise<void> = work.finally(() => busy.delete(tracked));
    busy.add(tracked);
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const run = runs.get(request.url ?? '');
    if (run === undefined) return void response.writeHead(404).end();
    run.callbacks += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"success"}');
    if (run.request !== null) return;
    run.request = { method: request.method, content: Buffer.concat(chunks).toString('utf8') };
    if (run.first !== null) track(goOn(run));
  }

  const server = createServer((request, response) => void receive(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

  return {
    create: async (key, inputData, options = {}) => {
      const path = `/hooks/callback/123/${crypto.randomUUID()}/`;
      const callbackUrl = `${origin}${path}`;
      const run: Run = { key, inputData, options, first: null, resumed: [], callbacks: 0, request: null };
      runs.set(path, run);
      const first = await app.create(key, inputData, { ...options, callbackUrl });
      run.first = first;
      track(goOn(run));
      const waits = first.status === 'success' && first.waits === true;
      return {
        first,
        waits,
        callbackUrl,
        resumed: run.resumed,
        get callbacks() {
          return run.callbacks;
        },
      };
    },
    settled: async () => {
      while (busy.size > 0) await Promise.all(busy);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
