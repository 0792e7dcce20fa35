import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inheritedClock } from '../../../tools/local-n8n/inherited-clock.ts';
import type { Handler, HandlerAnswer, HandlerEvent } from './handler.ts';

export interface OwnProcessOptions {
  readonly appPath: string;
  readonly logEndpoint: string;
  /** The Node binary to run the app on; this process's own when absent. */
  readonly nodePath?: string;
  /** The app's pauses are so many times shorter. Default 1. */
  readonly hurry?: number;
}

interface WaitingCall {
  readonly event: HandlerEvent;
  readonly resolve: (answer: HandlerAnswer) => void;
}

type Answered = { readonly id: number; readonly answer: HandlerAnswer };

/** What the memory checker of zapier-platform-core writes before it ends the process, ahead of the app's own code. */
const endedForMemory = /Force killing process by Zapier for memory usage\s*$/;

/**
 * The app in a process of its own, as in Zapier's runtime: no test mode, with the error texts and output of production. A process that has
 * ended is started again; the event on which zapier-platform-core ended it for its memory is sent again, as Zapier does.
 * Ready when the app has been loaded.
 */
export async function startOwnProcessHandler(options: OwnProcessOptions): Promise<Handler> {
  const output: string[] = [];
  const waiting = new Map<number, WaitingCall>();
  let lastId = 0;
  let clock: { readonly toMs: number; readonly setAt: number } | undefined;
  let closing = false;
  let child = start();
  await child;

  async function start(): Promise<ChildProcess> {
    const started = spawnApp(options, output);
    // Its last words have been read by then, which is not so at `exit`.
    started.once('close', afterEnd);
    await untilLoaded(started, output);
    started.on('message', ({ id, answer }: Answered) => {
      waiting.get(id)?.resolve(answer);
      waiting.delete(id);
    });
    return started;
  }
  function afterEnd(code: number | null): void {
    const met = endedForMemory.test(output.join('')) ? waiting.get(lastId) : undefined;
    if (met !== undefined) waiting.delete(lastId);
    const answer: HandlerAnswer = { ok: false, errorName: 'ProcessExitedException', errorMessage: `The app's process ended with code ${String(code)}.` };
    for (const { resolve } of waiting.values()) resolve(answer);
    waiting.clear();
    if (closing) return;
    child = start();
    if (clock !== undefined) moveClock(clock.toMs + performance.now() - clock.setAt);
    if (met !== undefined) send(met);
  }
  function send(call: WaitingCall): void {
    lastId += 1;
    const id = lastId;
    waiting.set(id, call);
    void child.then((process) => process.send({ id, event: call.event }));
  }
  function moveClock(toMs: number): void {
    clock = { toMs, setAt: performance.now() };
    void child.then((process) => process.send({ moveClockTo: toMs }));
  }
  return {
    call: (event) => new Promise((resolve) => send({ event, resolve })),
    moveClock,
    processOutput: () => output.join(''),
    close: async () => {
      closing = true;
      const process = await child;
      if (process.exitCode !== null) return;
      process.disconnect();
      await once(process, 'exit');
    },
  };
}

/** The process of the app; what it writes goes to `output`. */
function spawnApp(options: OwnProcessOptions, output: string[]): ChildProcess {
  const child = spawn(options.nodePath ?? process.execPath, [join(import.meta.dirname, 'handler-process.ts'), options.appPath, String(options.hurry ?? 1)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env['PATH'] ?? '', LOGGING_ENDPOINT: options.logEndpoint, NODE_NO_WARNINGS: '1', ...inheritedClock() },
  });
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
  return child;
}

/** Its first message says that it has loaded the app. */
async function untilLoaded(child: ChildProcess, output: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const onClose = (): void => reject(new Error(`The app could not be loaded: ${output.join('').slice(0, 2000)}`));
    child.once('close', onClose);
    child.once('message', () => {
      child.off('close', onClose);
      resolve();
    });
  });
}
