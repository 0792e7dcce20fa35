import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { regionIds, webCampaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { get, minute, post, stillSandbox } from '../api.ts';
import type { ConversationData, Page } from '../api.ts';

interface WebEntry {
  readonly queueId: string;
  readonly sessionId: string | null;
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await stillSandbox();
});
afterAll(() => sandbox.close());

const audio = { sampleRate: 16_000, bitsPerSample: 16, audioEncodingType: 1, audioEncodingFallbackMode: 0 };
const opus = { ...audio, sampleRate: 48_000, audioEncodingType: 7 };
const muLaw = { ...audio, sampleRate: 8_000, bitsPerSample: 8, audioEncodingType: 3 };
const request = {
  transportType: 0,
  webCampaignId: webCampaignIds.siteWidget,
  regionId: regionIds.open,
  clientIdentifier: 'visitor-42',
  audioInputConfiguration: audio,
  audioOutputConfiguration: { ...audio, frameDurationMs: 30 },
};
const start = (changes: Record<string, unknown> = {}) => post<{ sessionId: string; sessionWebSocketURL: string }>(sandbox, '/websession/initiate', { ...request, ...changes });

test.each<[Record<string, unknown>, string]>([
  [{ transportType: 2 }, 'CONFIG_TRANSPORT_TYPE_INVALID'],
  [{ webCampaignId: 'gone' }, 'EXCEPTION'],
  [{ regionId: 'mars' }, 'REGION_NOT_FOUND'],
  [{ regionId: regionIds.disabled }, 'REGION_DISABLED'],
  [{ regionId: regionIds.noServers }, 'REGION_NO_SERVERS'],
  [{ regionId: regionIds.busy }, 'REGION_NO_AVAILABLE_SERVERS'],
  [{ clientIdentifier: 'x'.repeat(257) }, 'CONFIG_CLIENT_IDENTIFIER_TOO_LONG'],
  [{ clientIdentifier: 'a/b' }, 'CONFIG_CLIENT_IDENTIFIER_INVALID'],
  [{ audioInputConfiguration: { ...audio, audioEncodingType: 9 } }, 'CONFIG_AUDIO_INPUT_CONFIGURATION_AUDIO_ENCODING_TYPE_INVALID'],
  [{ audioOutputConfiguration: { ...audio, frameDurationMs: 10 } }, 'CONFIG_AUDIO_OUTPUT_CONFIGURATION_FRAME_DURATION_MS_INVALID'],
])('%j is refused with %s', async (changes, tail) => {
  expect((await start(changes)).json.code).toBe(`InitiateWebSession:InitiateWebSession:${tail}`);
});

test.each<[Record<string, unknown>, string]>([
  [{ audioInputConfiguration: { ...audio, sampleRate: 7 } }, 'INVALID_SAMPLE_RATE'],
  [{ transportType: 1 }, 'WEBRTC_UNSUPPORTED_FORMAT'],
  [{ transportType: 1, audioInputConfiguration: opus, audioOutputConfiguration: { ...muLaw, frameDurationMs: 30 } }, 'WEBRTC_ASYMMETRY'],
])('%j is refused with %s, without the doubled prefix', async (changes, tail) => {
  expect((await start(changes)).json.code).toBe(`InitiateWebSession:VALIDATION:${tail}`);
});

test.each([{ webCampaignId: null }, { regionId: '' }, { clientIdentifier: ' ' }, { audioInputConfiguration: null }, { audioOutputConfiguration: null }])(
  '%j is refused by the framework, by name',
  async (changes) => {
    const answer = await start(changes);
    expect(answer.status).toBe(400);
    expect(Object.keys((JSON.parse(answer.text) as { errors: object }).errors)).toEqual(Object.keys(changes));
  },
);

test('a session starts, and its list entry hides what its detail shows', async () => {
  const started = (await start({ dynamicVariables: { page: '/prices' } })).json.data;
  expect(started).toEqual({ sessionId: expect.stringMatching(/^[0-9a-f]{24}$/), sessionWebSocketURL: expect.stringMatching(/^ws:/) });
  await sandbox.advance(10 * minute);
  const page = (await post<Page<WebEntry>>(sandbox, '/websession/history', { filter: { clientIdentifiers: ['visitor-42'] } })).json.data;
  const [item] = page.items;
  expect(item).toEqual({
    queueId: expect.any(String), status: 3, createdAt: expect.any(String), processingStartedAt: null, completedAt: null, clientIdentifier: 'visitor-42',
    webCampaignId: webCampaignIds.siteWidget, dynamicVariables: { page: '/prices' }, metadata: {}, sessionId: started.sessionId, sessionStatus: null, sessionEndType: null,
  });
  const detail = await post(sandbox, `/websession/history/${item?.queueId ?? ''}`);
  expect(detail.json.data).toMatchObject({ sessionStatus: 6, sessionEndType: 5, completedAt: expect.any(String) });
  const conversation = (await get<ConversationData>(sandbox, `/conversations/${started.sessionId}`)).json.data;
  expect(conversation).toMatchObject({ queueId: null, clients: [{ clientType: 2 }] });
  const web = await post<Page<ConversationData>>(sandbox, '/conversations', { filter: { sessionInitiationTypes: [1] } });
  expect(web.json.data.totalCount).toBe(1);
});

test('the count takes the wrapper, unlike the call counts, and counts everything without it', async () => {
  expect((await post<number>(sandbox, '/websession/count', { filter: {} })).json.data).toBe(1);
  expect((await post<number>(sandbox, '/websession/count', { filter: { queueStatusTypes: [0] } })).json.data).toBe(0);
  expect((await post<number>(sandbox, '/websession/count', { queueStatusTypes: [0] })).json.data).toBe(1);
});

test('codes of the detail, the cursors and exceptions', async () => {
  expect((await post(sandbox, '/websession/history/x')).json.code).toBe('GetWebSessionDetail:GetWebSessionMetaDataAsync:NOT_FOUND');
  const code = async (body: unknown) => (await post(sandbox, '/websession/history', body)).json.code;
  expect(await code({ nextCursor: 'x', filter: {} })).toBe('GetWebSessionHistory:GetWebSessionsMetaDataListAsync:INVALID_REQUEST');
  expect(await code({ nextCursor: 'x', previousCursor: 'y' })).toBe('GetWebSessionHistory:GetWebSessionsMetaDataListAsync:INVALID_CURSOR');
  sandbox.faults.add({ kind: 'exception', times: 4 });
  expect(await code({})).toBe('GetWebSessionHistory:EXCEPTION');
  expect((await post(sandbox, '/websession/history/x')).json.code).toBe('GetWebSessionDetail:EXCEPTION');
  expect((await post(sandbox, '/websession/count', { filter: {} })).json.code).toBe('GetWebSessionsCount:EXCEPTION');
  expect((await start()).json.code).toBe('InitiateWebSession:EXCEPTION');
});
