import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inheritedClock } from '../../../tools/local-n8n/inherited-clock.ts';
import type { Handler, HandlerAnswer } from './handler.ts';

export interface OwnProcessOptions {
  readonly appPath: string;
  readonly logEndpoint: string;
  /** The Node binary to run the app on; this process's own when absent. */
  readonly nodePath?: string;
}

/**
 * The app in a process of its own, as in Zapier's runtime: no test mode, with the error texts and output of production.
 * Ready when the app has been loaded.
 */
export async function startOwnProcessHandler(options: OwnProcessOptions): Promise<Handler> {
  const child = spawn(options.nodePath ?? process.execPath, [join(import.meta.dirname, 'handler-process.ts'), options.appPath], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env['PATH'] ?? '', LOGGING_ENDPOINT: options.logEndpoint, NODE_NO_WARNINGS: '1', ...inheritedClock() },
  });
  const output: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));

  const waiting = new Map<number, (answer: HandlerAnswer) => void>();
  child.on('exit', (code) => {
    const answer: HandlerAnswer = { ok: false, errorName: 'ProcessExitedException', errorMessage: `The app's process ended with code ${String(code)}.` };
    for (const resolve of waiting.values()) resolve(answer);
    waiting.clear();
  });

  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The app could not be loaded: ${output.join('').slice(0, 2000)}`)));
    child.on('message', (message: { readonly loaded: true } | { readonly id: number; readonly answer: HandlerAnswer }) => {
      if ('loaded' in message) return resolve();
      waiting.get(message.id)?.(message.answer);
      waiting.delete(message.id);
    });
  });

  let lastId = 0;
  return {
    call: (event) =>
      new Promise((resolve) => {
        lastId += 1;
        waiting.set(lastId, resolve);
        child.send({ id: lastId, event });
      }),
    moveClock: (toMs) => void child.send({ moveClockTo: toMs }),
    processOutput: () => output.join(''),
    close: async () => {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
