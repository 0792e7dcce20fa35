import type { EngineCredentialsHelper } from './credentials-helper.ts';
import type { CapturedLog } from './captured-log.ts';
import type { EngineNodeTypes } from './node-types.ts';
import type { WaitingDoor } from './waiting-door.ts';

/** One package, ready to run, with the credentials that users have saved. */
export interface LoadedEngine {
  readonly packageDir: string;
  readonly nodeTypes: EngineNodeTypes;
  readonly credentials: EngineCredentialsHelper;
  readonly log: CapturedLog;
  /** By execution id, the data that n8n would save, as JSON. */
  readonly savedExecutions: Map<string, string>;
  /** By execution id, how a person stops what runs. */
  readonly stops: Map<string, () => void>;
  /** Where waiting executions are kept and woken, once it is open. */
  waiting?: WaitingDoor;
  nextExecutionId(): string;
}
