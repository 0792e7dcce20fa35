import type { OuterApps } from './zapier/outer-app.ts';

/** What a process of Jest holds outside the global object of each test file (plain-context-environment.ts). */
export interface SharedProcess {
  readonly global: typeof globalThis;
  readonly zapierApps: OuterApps;
  /** Google's library of phone numbers. */
  readonly googleNumbers: () => unknown;
}

/** Nothing where no Jest runs. */
export function sharedProcess(): SharedProcess | undefined {
  return (globalThis as { readonly sharedProcess?: SharedProcess }).sharedProcess;
}
