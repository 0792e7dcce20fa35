import assert from 'node:assert/strict';
import { nodeType, triggerType } from '../workflow-builder.ts';
import type { Stage } from './stage.ts';

/** The packed node is there as a community package: node, tool, trigger, credential type, icons. */
export async function checkInstallation({ n8n, checks }: Stage): Promise<void> {
  const types = await n8n.client.nodeTypes();
  const find = (name: string): Record<string, unknown> => {
    const type = types.find((candidate) => candidate['name'] === name);
    assert.ok(type, `n8n does not list the node type ${name}`);
    return type;
  };

  await checks.check('community package: n8n lists the node, its tool form and the trigger', () => {
    find(nodeType);
    find(`${nodeType}Tool`);
    const trigger = find(triggerType);
    assert.equal(trigger['polling'], true, 'the trigger polls');
  });

  await checks.check('community package: light and dark icons are served', async () => {
    for (const name of [nodeType, triggerType]) {
      const icon = find(name)['iconUrl'] as string | { light: string; dark: string } | undefined;
      assert.ok(icon !== undefined && typeof icon !== 'string', `${name} has a light and a dark icon`);
      for (const url of [icon.light, icon.dark]) {
        const response = await fetch(`${n8n.address}/${url}`, { headers: { cookie: n8n.session.cookie() } });
        assert.equal(response.status, 200, `${url} answers 200`);
        assert.match(await response.text(), /<svg/, `${url} is an SVG`);
      }
    }
  });

  await checks.check('community package: the credential type is listed', async () => {
    const credentials = (await n8n.session.request('GET', '/types/credentials.json')) as { name: string }[];
    assert.ok(credentials.some((credential) => credential.name === 'iqraAiApi'));
  });
}
