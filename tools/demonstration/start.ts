/** Builds everything, then runs the demonstration, which imports what was built. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLeads } from './leads.ts';
import { readOptions, usage } from './options.ts';
import { PlainFailure, reportFailure } from './plain-failure.ts';
import { paint, Progress } from './print-report.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new PlainFailure(`The build failed.\n${output}`))));
  });
}

/** The compiler's script stands beside its package.json, whose place Node knows. */
function compilerPath(): string {
  const packageJson = createRequire(join(root, 'package.json')).resolve('@typescript/native/package.json');
  return join(dirname(packageJson), 'bin/tsc');
}

async function build(): Promise<void> {
  await run(process.execPath, [compilerPath(), '-b', 'packages/core', 'packages/n8n-node', 'packages/zapier-app']);
  await run(process.execPath, [join(root, 'scripts/bundle.mjs')]);
}

async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(2), join(root, 'examples/leads.csv'));
  if (options === 'help') {
    process.stdout.write(usage);
    return;
  }
  const progress = new Progress(options.json);
  progress.line(paint('bold', 'From a CRM lead to an ended call, in n8n and in Zapier'));
  const leads = await progress.stage('Read the leads', () => Promise.resolve(readLeads(options.leadsFile)), (read) => `${read.length} leads`);
  await progress.stage('Build everything', build, () => 'core, n8n node, Zapier app');
  const { demonstrate } = await import('./demonstrate.ts');
  await demonstrate(options, progress, leads);
}

try {
  await start();
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
