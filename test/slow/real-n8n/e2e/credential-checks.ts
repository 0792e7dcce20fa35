import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brokenKeys, keys } from '../../../../packages/sandbox/src/seed.ts';
import { findFreePort } from '../../../../tools/local-n8n/free-port.ts';
import { sandboxCredential, type Stage } from './stage.ts';

/** The credential's Test button, with good and wrong values. */
export async function checkCredential(stage: Stage): Promise<void> {
  const { n8n, sandbox, checks } = stage;
  const good = sandboxCredential(sandbox);
  const test = (changes: Record<string, string>) => n8n.client.testCredential('Tested', { ...good, ...changes });

  await checks.check('credential test: a good key is accepted', async () => {
    const result = await test({});
    assert.equal(result.status, 'OK', result.message);
  });

  const wrong: readonly (readonly [string, Record<string, string>])[] = [
    ['a malformed key', { apiKey: brokenKeys.INVALID_FORMAT }],
    ['a revoked key', { apiKey: brokenKeys.KEY_NOT_FOUND }],
    ['a key for another business', { apiKey: keys.restrictedElsewhere.text }],
    ['a business that does not exist', { businessId: '999' }],
  ];
  for (const [what, changes] of wrong) {
    await checks.check(`credential test: ${what} is refused with a sentence`, async () => {
      const result = await test(changes);
      assert.equal(result.status, 'Error', `n8n says: ${result.message}`);
      assert.ok(result.message.length > 15, `too short to help: "${result.message}"`);
      assert.ok(!result.message.includes(good['apiKey'] ?? ''), 'the message does not show the key');
    });
  }

  const deaf = `http://127.0.0.1:${await findFreePort()}`;
  for (const [what, baseUrl, sentence] of [
    ['an address where nothing listens', deaf, `Nothing answers at ${deaf}.`],
    ['an address that is none', 'app.iqra.bot', 'Base URL must be a web address'],
  ] as const) {
    await checks.check(`credential test: ${what} is refused with a sentence, never with a bare code`, async () => {
      const result = await test({ baseUrl });
      assert.equal(result.status, 'Error', result.message);
      assert.ok(result.message.startsWith(sentence), result.message);
      assert.doesNotMatch(result.message, /ECONN|ERR_/);
    });
  }

  await checks.check('credential test: blanks around what was copied do no harm', async () => {
    const blank = Object.fromEntries(Object.entries(good).map(([name, value]) => [name, name === 'requestFormat' ? value : ` ${value}\n`]));
    assert.equal((await test(blank)).status, 'OK');
  });

  await checks.check('credential test: a web page instead of the API is refused and points at the base URL', async () => {
    const page = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<html><body>Welcome</body></html>'));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    try {
      const result = await test({ baseUrl: `http://127.0.0.1:${(page.address() as AddressInfo).port}` });
      assert.equal(result.status, 'Error', result.message);
      assert.match(result.message, /URL|address/i);
    } finally {
      page.closeAllConnections();
      page.close();
    }
  });
}
