import { listenToOutput, type ForkedEngine } from './forked-engine.ts';
import type { EngineCallName, EngineCalls, EngineReply, EngineRequest, ReportedError } from './messages.ts';

/** The engine's process ended before it had answered. */
export class EngineGone extends Error {
  override readonly name = 'EngineGone';
}

/** An error that a call met inside the engine, with the parts that n8n would show. */
class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly reported: ReportedError;

  constructor(reported: ReportedError) {
    super(reported.message);
    this.reported = reported;
  }
}

export interface Caller {
  /** Rejects with an `EngineError`, or an `EngineGone` when the process ends before it has answered. */
  call<Name extends EngineCallName>(name: Name, ...argument: Parameters<EngineCalls[Name]>): Promise<Awaited<ReturnType<EngineCalls[Name]>>>;
  /** Whether no call waits for its reply. */
  isIdle(): boolean;
  /** Listens no longer. */
  leave(): void;
}

/** Matches the replies of the process with the calls that wait for them. */
export function createCaller({ child }: ForkedEngine): Caller {
  const printed = listenToOutput(child);
  const waiting = new Map<number, { resolve(value: never): void; reject(reason: Error): void }>();
  const gone = (): EngineGone => new EngineGone(`The engine's process has ended. ${printed.newest()}`.trim());
  let lastId = 0;
  const onMessage = (message: EngineReply): void => {
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) caller?.resolve(message.value as never);
    else caller?.reject(new EngineError(message.error));
  };
  const onExit = (): void => {
    for (const caller of waiting.values()) caller.reject(gone());
    waiting.clear();
  };
  child.on('message', onMessage);
  child.once('exit', onExit);
  return {
    call: (name, ...argument) =>
      new Promise((resolve, reject) => {
        if (child.exitCode !== null || child.signalCode !== null) return reject(gone());
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        const request: EngineRequest = { id: lastId, call: name, argument: argument[0] };
        child.send(request);
      }),
    isIdle: () => waiting.size === 0,
    leave: () => {
      printed.leave();
      child.off('message', onMessage);
      child.off('exit', onExit);
    },
  };
}
