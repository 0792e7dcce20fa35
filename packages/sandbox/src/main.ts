import { BadOption, helpText, readCommandLine } from './command-line.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** `pnpm sandbox`: runs the server until it is told to stop. */
async function main(): Promise<void> {
  const options = readCommandLine(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(helpText);
    return;
  }
  const sandbox = await startSandbox({ ...options, notice: (text) => void process.stderr.write(`${text}\n`) });
  const stop = (): void => {
    process.stdout.write('Stopping.\n');
    // A second signal ends the process at once, should closing hang.
    process.once('SIGINT', () => process.exit(1));
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.write(greeting(sandbox, options.dataDir));
}

function greeting(sandbox: Sandbox, dataDir: string | undefined): string {
  return [
    'The Iqra sandbox is running. It rings nobody.',
    `  address      ${sandbox.origin}`,
    `  API key      ${sandbox.apiKey}`,
    `  business id  ${sandbox.businessId}`,
    `  page         ${sandbox.origin}/`,
    `  calls        ${dataDir === undefined ? 'in memory only' : `kept in ${dataDir}`}`,
    'Stop it with Ctrl+C.',
    '',
  ].join('\n');
}

/** One sentence for a person; the whole error only when DEBUG is set. */
function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof BadOption) return message;
  if (code === 'EADDRINUSE') return 'The port is in use by another program; choose another one with --port, or leave it out for any free port.';
  if (code === 'EACCES') return `Access was refused (${message}); choose a port above 1023 and a folder that you may write to.`;
  return message;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  if (process.env['DEBUG'] !== undefined && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exitCode = 1;
}
