import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The environment of a command of this project that a test starts: Node finds its files compiled by the last start. */
export function compiledOnce(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'iqra-commands-compiled') };
}
