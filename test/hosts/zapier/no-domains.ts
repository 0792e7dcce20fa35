import { createRequire } from 'node:module';

interface Domains {
  create: () => { on(event: string, handle: unknown): void; run<Value>(act: () => Value): Value };
}

/**
 * zapier-platform-core runs each event in a `node:domain`. The first domain of a process follows every promise of that process for good,
 * which makes all that runs there later, of whatever subject, about twice as slow. Without one an error that nobody catches ends the
 * process, and not the event alone.
 */
export function runEventsWithoutDomains(): void {
  const domains = createRequire(import.meta.url)('node:domain') as Domains;
  domains.create = () => ({ on: () => undefined, run: (act) => act() });
}
