import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { get, initiate, post, postForm, stillSandbox } from '../api.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await stillSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.faults.clear());

const problem = async (answer: Awaited<ReturnType<typeof post>>, status = 400) => {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  return JSON.parse(answer.text) as { title: string; status: number; errors: Record<string, string[]>; extensions: unknown };
};

test.each<[string, unknown]>([
  ['limit 0', { limit: 0 }],
  ['limit 101', { limit: 101 }],
  ['limit a word', { limit: 'ten' }],
  ['limit null', { limit: null }],
  ['limit a fraction', { limit: 1.5 }],
  ['status as text', { filter: { queueStatusTypes: ['Failed'] } }],
  ['one status instead of a list', { filter: { queueStatusTypes: 4 } }],
  ['date not ISO', { filter: { startCreatedDate: 'yesterday' } }],
  ['recipients not text', { filter: { recipientNumbers: [14155550101] } }],
  ['filter a text', { filter: 'x' }],
  ['body a list', []],
  ['body null', 'null'],
  ['body broken', '{"limit":'],
  ['body empty', ''],
])('400 problem+json: %s', async (_case, body) => {
  const { title, status, errors, extensions } = await problem(await post(sandbox, '/queues/outbound', body, { headers: { 'content-type': 'application/json' } }));
  expect({ title, status }).toEqual({ title: 'One or more validation errors occurred.', status: 400 });
  expect(Object.values(errors).every((texts) => texts.length > 0)).toBe(true);
  expect(extensions).toHaveProperty('traceId');
});

test('a malformed request is refused before the key is looked at', async () => {
  await problem(await post(sandbox, '/queues/outbound', { limit: 0 }, { key: null }));
  const { errors } = await problem(await post(sandbox, '/queues/outbound', {}, { key: null, businessId: 'clinic' }));
  expect(errors).toHaveProperty('businessId');
  await problem(await get(sandbox, '', { businessId: '9223372036854775808' }));
});

test('names in a JSON body are read in any case, unknown ones ignored, null allowed', async () => {
  const answer = await post<{ pageSize: number }>(sandbox, '/queues/outbound', { Limit: 3, NEXTCURSOR: null, Filter: null, page: 2 });
  expect(answer.json.data.pageSize).toBe(3);
});

test('415 for a body that is not JSON', async () => {
  const text = await problem(await post(sandbox, '/queues/outbound', '{}', { headers: { 'content-type': 'text/plain' } }), 415);
  const nothing = await problem(await post(sandbox, '/queues/outbound/count'), 415);
  expect([text.title, nothing.title]).toEqual(['Unsupported Media Type', 'Unsupported Media Type']);
});

test('404 with an empty body for an unknown path, 405 for a known one with the wrong verb', async () => {
  const unknown = await post(sandbox, '/queues/sideways', {});
  expect([unknown.status, unknown.text]).toEqual([404, '']);
  for (const path of ['/queues/outbound', '/queues/outbound/6742e6b8f0a1c2d3e4f50617', '/call/initiate']) {
    const answer = await get(sandbox, path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  }
  expect((await post(sandbox, '/conversations/x', {})).status).toBe(405);
});

test('paths are read in any case, with or without a slash at the end', async () => {
  const response = await fetch(`${sandbox.origin}/API/V1/Business/184/Queues/Outbound/Count/`, {
    method: 'POST',
    headers: { authorization: `Token ${sandbox.apiKey}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(await response.json()).toMatchObject({ success: true });
});

test('a form over 10 MiB, an encoded value over 4 MiB and broken multipart are refused with 400, and nothing is queued', async () => {
  const before = sandbox.ledger().accepted.length;
  const large = await problem(await postForm(sandbox, { config: '{}', bulk_file: new Blob([new Uint8Array(10 * 1024 * 1024)]) }));
  expect(large.errors['']?.[0]).toMatch(/Failed to read the request form.*too large/);
  const encoded = { headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  const value = await problem(await post(sandbox, '/call/initiate', `config=${'x'.repeat(4 * 1024 * 1024 + 1)}`, encoded));
  expect(value.errors['']?.[0]).toMatch(/value length limit/);
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=X']) {
    await problem(await post(sandbox, '/call/initiate', '--X\r\nContent-Disposition: form-data; name="config"\r\n\r\n{', { headers: { 'content-type': type } }));
  }
  expect(sandbox.ledger().accepted).toHaveLength(before);
});

test('a url-encoded form works for one call; a JSON body is an empty form', async () => {
  const config = JSON.stringify({
    campaignId: '6713c0f2a54d1b0c9e4f7a23',
    number: { type: 0, toNumber: '+14155550101' },
    schedule: { dateTimeUTC: '2026-11-24T09:00:00Z', maxDateTimeUTC: '2026-11-24T09:02:00Z' },
  });
  const encoded = await post(sandbox, '/call/initiate', new URLSearchParams({ config }).toString(), { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  expect(encoded.json.success).toBe(true);
  const json = await post(sandbox, '/call/initiate', { config });
  expect(json.json.code).toBe('InitiateCall:QueueCallInitiationRequestAsync:FORM_DATA_CONFIG_NOT_FOUND');
});

test('the Date header is the clock of the sandbox', async () => {
  const before = await get(sandbox, '');
  expect(before.headers.get('date')).toBe(new Date(sandbox.now()).toUTCString());
  await sandbox.advance(3_600_000);
  const after = await get(sandbox, '');
  expect(Date.parse(after.headers.get('date') ?? '') - Date.parse(before.headers.get('date') ?? '')).toBe(3_600_000);
});

test('any origin may read the API', async () => {
  expect((await get(sandbox, '', { headers: { origin: 'https://elsewhere.example' } })).headers.get('access-control-allow-origin')).toBe('*');
  const preflight = await fetch(`${sandbox.origin}/api/v1/user`, { method: 'OPTIONS', headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' } });
  expect(preflight.status).toBe(204);
});

test('a node that is not installed yet redirects every path to /install; a login page answers HTML', async () => {
  sandbox.faults.add({ kind: 'redirect', times: null });
  for (const answer of [await get(sandbox, ''), await initiate(sandbox), await post(sandbox, '/nowhere', {})]) {
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/install']);
  }
  sandbox.faults.clear();
  sandbox.faults.add({ kind: 'html', times: null });
  const page = await initiate(sandbox);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
});

test('the documented rate limit: the 61st request within a minute of the sandbox gets 429', async () => {
  const limited = await stillSandbox({ requestsPerMinute: 60 });
  for (let left = 59; left >= 0; left -= 1) {
    const answer = await post(limited, '/queues/outbound/count', {});
    expect([answer.status, answer.headers.get('x-ratelimit-remaining')]).toEqual([200, String(left)]);
  }
  await limited.advance(20_000);
  const refused = await initiate(limited);
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('x-ratelimit-remaining')]).toEqual([429, '40', '0']);
  expect(limited.ledger().accepted).toHaveLength(0);
  await limited.advance(40_000);
  expect((await initiate(limited)).json.success).toBe(true);
  await limited.close();
});
