import { isIqraError, type Client } from '@iqra-automation/core';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { openClient } from '../open-sandbox-client.ts';
import { readEnvelope, readProblemSentences } from '../../../../packages/core/src/api/operation.ts';

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

const answer = (body: string, status = 200) => ({ status, headers: {}, body });

describe('the envelope', () => {
  test('is read in the casing of the server, which tells the kind that reads config', () => {
    expect(readEnvelope(answer('{"data":37,"success":true,"message":null,"code":null}'))).toEqual({ kind: 'data', data: 37, serverKind: 'config' });
  });

  test('is read in the documented casing, which tells the documented kind', () => {
    expect(readEnvelope(answer('{"Success":true,"Data":["x"],"Code":null,"Message":null}'))).toEqual({ kind: 'data', data: ['x'], serverKind: 'documented' });
  });

  test('a refusal with HTTP 200 is a refusal', () => {
    expect(readEnvelope(answer('{"data":null,"success":false,"message":null,"code":"GetX:1"}'))).toMatchObject({ kind: 'failure', serverCode: 'GetX:1', serverMessage: null });
  });

  test.each([
    ['', 'empty'],
    ['  \n', 'empty'],
    ['<!doctype html><title>Login</title>', 'html'],
    ['{"data":["6742', 'cut_json'],
    ['[1,2]', 'other_json'],
    ['{"detail":"Invalid token."}', 'other_json'],
    ['{"success":"true","data":[]}', 'other_json'],
    ['OK', 'text'],
    ['null', 'other_json'],
  ])('%p is not an answer of this API', (body, looksLike) => {
    expect(readEnvelope(answer(body))).toEqual({ kind: 'foreign', looksLike });
  });

  test('the sentences of a framework refusal are found', () => {
    const body = '{"errors":{"limit":["The field Limit must be between 1 and 100."]},"status":400}';
    expect(readProblemSentences(answer(body, 400))).toEqual(['The field Limit must be between 1 and 100.']);
    expect(readProblemSentences(answer('<html>', 400))).toEqual([]);
  });
});
