import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A request as it arrived, to be sent again by something else. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64. */
  readonly body: string;
}

/** Since the report before. */
export interface ServerReport {
  readonly requests: number;
  /** The first request to each path. */
  readonly samples: readonly SeenRequest[];
}

export interface AnsweringServer {
  readonly origin: string;
  report(): Promise<ServerReport>;
  close(): Promise<void>;
}

/** A server in a process of its own, which answers every request after `pauseMs`. */
export async function startAnsweringServer(pauseMs: number): Promise<AnsweringServer> {
  const child = fork(join(import.meta.dirname, 'answering-server-process.ts'), [String(pauseMs)], { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const [ready] = (await once(child, 'message')) as [{ readonly origin: string }];
  return {
    origin: ready.origin,
    report: async () => {
      child.send('report');
      const [report] = (await once(child, 'message')) as [ServerReport];
      return report;
    },
    close: async () => {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
