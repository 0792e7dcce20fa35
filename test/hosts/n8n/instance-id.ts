import { Container, n8nCore } from './n8n-modules.ts';

/** n8n reads it from its database when it starts, and makes it up the first time. */
export function beKnownAs(instanceId: string): void {
  const settings = Container.get(n8nCore.InstanceSettings) as { instanceId: string };
  settings.instanceId = instanceId;
}
