import type { LookUpVerdict } from './look-up.ts';
import type { SendingRun } from './sending-run.ts';

/** How one call goes along with the others of its batch up to its first send. Without a batch it goes alone. */
export interface CallLead {
  /** Resolves when the call may be prepared: there is room for it and for its look-up among the requests of the connection. */
  join(run: SendingRun): Promise<void>;
  /** The verdict of a look-up that others of the batch share; `null` = this call has to be looked up alone. */
  lookUp(run: SendingRun): Promise<LookUpVerdict | null>;
  /**
   * Resolves when the first send may leave, at once. False when the look-up, made at `lookedAtMs` of the host's clock (`null` =
   * none was wanted), is too old by then: the call has to join again.
   */
  depart(lookedAtMs: number | null): Promise<boolean>;
}

export function createSoloLead(pace: (() => Promise<void>) | undefined): CallLead {
  return {
    join: () => Promise.resolve(),
    lookUp: () => Promise.resolve(null),
    depart: async () => {
      await pace?.();
      return true;
    },
  };
}
