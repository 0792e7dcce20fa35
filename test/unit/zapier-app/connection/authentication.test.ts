import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import type { StepResult } from '../../../hosts/zapier/step-result.ts';
import type { Values } from '../../../hosts/zapier/zapier-app.ts';
import { brokenKeys, businessIds, keys } from '../../../../packages/sandbox/src/seed.ts';

describe('the connection', () => {
  let zapier: ZapierWithSandbox;

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 }, app: { hurry: 20 } });
  });
  afterAll(() => zapier.close());

  const test = (fields: Values): Promise<StepResult> => zapier.app.authTest({ authData: { ...zapier.authData, ...fields } });

  it('works with the full key, through one count', async () => {
    zapier.sandbox.reset();
    expect(await test({})).toMatchObject({ status: 'success', results: { business_id: '184', business_name: 'Dental Clinic' } });
    expect(zapier.sandbox.requests().map(({ path }) => path)[0]).toMatch(/\/queues\/outbound\/count$/);
  });

  it.each([
    ['a key with blanks around it', { api_key: `  ${keys.full.text}\n` }],
    ['the word Token before the key', { api_key: `Token ${keys.full.text}` }],
    ['a business id with blanks', { business_id: ' 184 ' }],
    ['a business id as a number', { business_id: 184 }],
    ['no request format', { request_format: '' }],
  ])('accepts %s', async (_what, fields) => {
    expect(await test(fields)).toMatchObject({ status: 'success' });
  });

  it('accepts an address with a slash or the path of the API behind it', async () => {
    expect(await test({ base_url: `${zapier.sandbox.origin}/` })).toMatchObject({ status: 'success' });
    expect(await test({ base_url: `${zapier.sandbox.origin}/api/v1` })).toMatchObject({ status: 'success' });
  });

  it.each(Object.entries(brokenKeys))('a key that fails with %s expires the connection', async (_code, api_key) => {
    expect(await test({ api_key })).toMatchObject({ status: 'auth_expired', message: expect.stringContaining('API key') });
  });

  it('tells a revoked key, a restricted key, a missing permission and a disabled account apart', async () => {
    const results = await Promise.all([
      test({ api_key: keys.revoked.text }),
      test({ api_key: keys.restrictedElsewhere.text }),
      test({ api_key: keys.withoutOutboundQueue.text }),
      test({ api_key: keys.disabledUser.text }),
      test({ business_id: String(businessIds.disabled) }),
      test({ business_id: String(businessIds.readOnly) }),
      test({ business_id: '999' }),
    ]);
    const told = results.map((result) => [result.status, result.status === 'success' ? '' : result.message]);
    expect(told).toMatchObject([
      ['auth_expired', expect.stringContaining('revoked')],
      ['errored', expect.stringContaining('limited to other businesses')],
      ['errored', expect.stringContaining('Conversations, outbound')],
      ['errored', expect.stringContaining('account is disabled')],
      ['errored', expect.stringContaining('business is disabled')],
      ['errored', expect.stringContaining('read-only')],
      ['errored', expect.stringContaining('no business')],
    ]);
  });

  it.each([
    [{ api_key: '' }, 'API Key is required'],
    [{ business_id: '' }, 'Business ID is required'],
    [{ business_id: 'clinic' }, 'Business ID must be a number'],
    [{ request_format: 'xml' }, 'Request Format'],
  ])('%j is refused with a sentence', async (fields, sentence) => {
    expect(await test(fields)).toMatchObject({ status: 'halted', message: expect.stringContaining(sentence) });
  });

  it.each([
    ['html', 'web page'],
    ['redirect', 'redirect'],
    ['empty_body', 'empty answer'],
    ['500', 'failed'],
    ['403', 'Access was refused'],
  ] as const)('an address that answers with %s gives a sentence', async (kind, sentence) => {
    zapier.sandbox.faults.add({ kind, times: null });
    expect(await test({})).toMatchObject({ status: 'errored', message: expect.stringContaining(sentence) });
    zapier.sandbox.faults.clear();
  });

  it('connects with a key that may not read the name of the business, and labels it by its number', async () => {
    zapier.sandbox.faults.add({ kind: '403', times: null, match: { operation: 'getBusiness' } });
    expect(await zapier.app.connectionLabel()).toMatchObject({ status: 'success', results: expect.stringMatching(/^business 184, 127\.0\.0\.1/) });
    zapier.sandbox.faults.clear();
  });
});
