import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findFreePort } from './free-port.ts';

/** What a kept installation needs to find itself again: the addresses in its credentials must stay true. */
export interface KeptState {
  readonly sandboxPort: number;
  readonly modelPort: number;
  readonly brokerPort: number;
  /** The credentials and examples are there; the second start adds nothing, so that nobody's changes are undone. */
  readonly furnished: boolean;
}

export async function readState(folder: string): Promise<KeptState> {
  const file = path.join(folder, 'state.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as KeptState;
  const [sandboxPort, modelPort, brokerPort] = [await findFreePort(), await findFreePort(), await findFreePort()];
  return { sandboxPort, modelPort, brokerPort, furnished: false };
}

export function keepState(folder: string, state: KeptState): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'state.json'), `${JSON.stringify(state, null, 2)}\n`);
}
