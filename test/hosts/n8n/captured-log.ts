import { Container, Logger, n8nWorkflow } from './n8n-modules.ts';

/** Everything that nodes and the engine write to n8n's log from now on. */
export interface CapturedLog {
  /** Lines since the last call. */
  take(): readonly string[];
}

/** Replaces n8n's logger, which would write to the console. Must run before any other service of n8n is made. */
export function captureLog(): CapturedLog {
  let lines: string[] = [];
  const write =
    (level: string) =>
    (message: string): void => {
      lines.push(`${level}: ${message}`);
    };
  const logger = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: () => undefined,
    scoped: () => logger,
  };
  Container.set(Logger, logger);
  n8nWorkflow.LoggerProxy.init(logger);
  return {
    take: () => {
      const taken = lines;
      lines = [];
      return taken;
    },
  };
}
