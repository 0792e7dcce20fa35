import { join } from 'node:path';

/** Node 24, which runs TypeScript files as they are, whatever Node runs the tests. */
export const nodeBinary = join(__dirname, '../../../node_modules/node/bin/node');
export const sandboxMain = join(__dirname, '../../../packages/sandbox/src/main.ts');
