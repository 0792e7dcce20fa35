import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import { type Bench, credentialFor, openBench, runNode } from '../n8n-node/bench.ts';

/** What was entered is read alike, whichever host it was entered in. */
let bench: Bench;
let zapier: ZapierWithSandbox;

beforeAll(async () => {
  [bench, zapier] = await Promise.all([openBench({ timeScale: 0, hurry: 100 }), startZapierWithSandbox({ sandbox: { timeScale: 0 }, app: { hurry: 100 } })]);
});
afterAll(() => Promise.all([bench.close(), zapier.close()]));

describe('The API Key', () => {
  /** What the test button says, and a run; empty = it works. */
  async function inN8n(apiKey: string): Promise<readonly string[]> {
    const credential = credentialFor(bench.sandbox, { apiKey });
    const button = await bench.engine.testCredential({ ...credential, id: 'tested' });
    await bench.engine.saveCredentials([credential]);
    const { run } = await runNode(bench.engine, { resource: 'call', operation: 'count' });
    await bench.engine.saveCredentials([credentialFor(bench.sandbox)]);
    return [button.status === 'OK' ? '' : button.message, run.error?.message ?? ''];
  }

  async function inZapier(apiKey: string): Promise<readonly string[]> {
    const step = { authData: { ...zapier.authData, api_key: apiKey } };
    const results = [await zapier.app.authTest(step), await zapier.app.search('find_calls', {}, step)];
    return results.map((result) => (result.status === 'success' ? '' : result.message));
  }

  it.each([
    ['blanks and a line break around it', (key: string) => ` \t${key}\r\n`],
    ['a zero-width space and a mark of byte order', (key: string) => `\uFEFF${key}\u200B`],
    ['a soft hyphen inside', (key: string) => `${key.slice(0, 4)}\u00AD${key.slice(4)}`],
    ['marks of writing direction', (key: string) => `\u202A${key}\u202C\u2066\u2069\u200E`],
    ['a filler of Hangul', (key: string) => `\u3164${key}`],
    ['a line break inside', (key: string) => `${key.slice(0, 4)}\n${key.slice(4)}`],
    ['the word of the header before it', (key: string) => `Token ${key}`],
    ['that word written small, after a blank that nobody sees', (key: string) => `\u200Btoken\u00A0\u2060${key} `],
    ['the word that other servers want', (key: string) => `Bearer ${key}`],
  ])('works with %s', async (_what, typed) => {
    expect(await inN8n(typed(bench.sandbox.apiKey))).toEqual(['', '']);
    expect(await inZapier(typed(zapier.sandbox.apiKey))).toEqual(['', '']);
  });

  it.each([
    ['nothing but what nobody sees', '\u00AD \u200B', /^API Key is required\./],
    ['the word of the header alone', 'Token ', /^API Key is required\./],
    ['a letter that no header carries', 'iu_schlüssel', /^API Key holds a character that no key has/],
  ])('is refused as %s', async (_what, typed, sentence) => {
    for (const said of [await inN8n(typed), await inZapier(typed)]) expect(said).toEqual([expect.stringMatching(sentence), expect.stringMatching(sentence)]);
  });
});
