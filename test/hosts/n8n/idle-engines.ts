import { Socket } from 'node:net';
import type { ForkedEngine } from './forked-engine.ts';

declare global {
  /** Of all test files that one process of Jest runs, one after the other; absent outside of Jest. */
  var idleN8nEngines: ForkedEngine[] | undefined;
}

/** Whether a later test of this process can use an engine that this one has started. */
export function canLendEngines(): boolean {
  return globalThis.idleN8nEngines !== undefined;
}

/** An engine that has come to rest waits for the next one who needs one; it keeps no process alive. */
export function lendEngine(engine: ForkedEngine): void {
  hold(engine, 'unref');
  globalThis.idleN8nEngines?.push(engine);
}

/** An engine that waits, if there is one that still lives. */
export function takeIdleEngine(): ForkedEngine | undefined {
  const engine = globalThis.idleN8nEngines?.pop();
  if (engine === undefined) return undefined;
  if (engine.child.exitCode !== null || engine.child.signalCode !== null) return takeIdleEngine();
  hold(engine, 'ref');
  return engine;
}

/** Whether this process stays for the engine's sake. */
function hold({ child }: ForkedEngine, how: 'ref' | 'unref'): void {
  child[how]();
  child.channel?.[how]();
  for (const stream of [child.stdout, child.stderr]) if (stream instanceof Socket) stream[how]();
}
