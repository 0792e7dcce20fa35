import { passTimeWhenIdle } from '../idle-time.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from './zapier-with-sandbox.ts';

export interface ZapierInIdleTime extends ZapierWithSandbox {
  /** As nothing had happened yet, but for the time that has passed. */
  forget(): void;
}

/** The built app and a sandbox in this process, for which time jumps on once all is idle, until `close`. */
export async function startZapierInIdleTime(): Promise<ZapierInIdleTime> {
  const backToRealTime = passTimeWhenIdle();
  const zapier = await startZapierWithSandbox({ sandbox: { clock: { now: () => Date.now() } } });
  return {
    ...zapier,
    forget: () => {
      zapier.sandbox.reset();
      zapier.app.services.cache.clear();
      zapier.app.services.setCacheBehaviour('works');
    },
    close: async () => {
      await zapier.close();
      backToRealTime();
    },
  };
}
