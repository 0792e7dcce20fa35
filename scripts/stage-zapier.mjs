/** Lays the built Zapier app out for Zapier's command line: `pnpm stage:zapier`. Prints the folder to work in. */
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stageZapierApp } from './zapier/stage.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
process.stdout.write(`Staged: ${relative(process.cwd(), stageZapierApp(root))}\n`);
