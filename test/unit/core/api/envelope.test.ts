import { readEnvelope, readProblemSentences } from '../../../../packages/core/src/api/envelope.ts';

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
