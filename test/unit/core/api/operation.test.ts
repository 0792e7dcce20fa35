import { isIqraError, type Client } from '@iqra-automation/core';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { openClient } from '../open-sandbox-client.ts';

describe('an id in an address', () => {
  let sandbox: Sandbox;
  let client: Client;

  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
    client = openClient(sandbox);
  });
  afterAll(() => sandbox.close());
  beforeEach(() => sandbox.reset());

  const strangeIds = ['', ' ', '.', '..', '../..', '...', '%2e%2e', 'a/b', 'a?b=c', 'a#b', '\ud83d', 'é', '\u0000', '\\..\\'];

  test.each(strangeIds)('%j stays an id: nothing else is asked for, and nothing has it', async (id) => {
    for (const read of [client.getCall, client.getInboundCall, client.getConversation, client.getWebSession]) {
      sandbox.reset();
      const failure = await read(id).then(
        () => null,
        (error: unknown) => error,
      );
      const asked = sandbox.requests().map(({ path }) => path.split('/').length);
      expect(isIqraError(failure) && failure.kind).toBe('not_found');
      expect(new Set(asked)).toEqual(new Set([read === client.getConversation ? 7 : 8]));
    }
  });
});
