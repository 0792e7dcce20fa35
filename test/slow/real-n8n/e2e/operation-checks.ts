import assert from 'node:assert/strict';
import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds, regionIds, webCampaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { scripted } from '../recipients.ts';
import type { RunItem } from '../../../../tools/local-n8n/rest-client.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import { acceptedFor, initiateParameters, lead, runIqra, type Stage } from './stage.ts';

const callEndTimeoutMs = 60_000;
const recordingTimeoutMs = 120_000;
const dayMs = 24 * 3_600_000;
const pausedItem = { note: 'one item' };

/** Every resource and operation of the node once, against calls that were really placed. */
export async function checkOperations(stage: Stage): Promise<void> {
  const { checks, recipients, sandbox } = stage;
  const read = async (name: string, parameters: Record<string, unknown>): Promise<readonly RunItem[]> => {
    const run = await runIqra(stage, name, [pausedItem], parameters);
    assert.equal(run.execution.status, 'success', run.error?.message);
    return run.items;
  };
  const phones = [recipients.next(), recipients.next(), recipients.next(scripted.voicemail)];
  const queueIds: string[] = [];

  await checks.check('call, initiate: three leads are called once each, in order, linked to their input items', async () => {
    const run = await runIqra(stage, 'Initiate', phones.map((phone) => lead(phone)), initiateParameters());
    assert.equal(run.execution.status, 'success', run.error?.message);
    assert.deepEqual(run.items.map((item) => item.json['recipientNumber']), phones);
    assert.deepEqual(run.items.map((item) => item.pairedItem), phones.map((_, item) => ({ item })));
    for (const { json } of run.items) {
      assert.equal(json['placed'], true);
      assert.equal(json['campaignId'], campaignIds.reminders);
      assert.ok(typeof json['callKey'] === 'string' && json['callKey'] !== '');
      queueIds.push(String(json['queueId']));
    }
    assert.deepEqual(phones.map((phone) => acceptedFor(sandbox, phone)), [1, 1, 1]);
  });

  await checks.check('call, initiate: the same events again call nobody and give the same calls', async () => {
    const run = await runIqra(stage, 'Initiate again', phones.map((phone) => lead(phone)), initiateParameters());
    assert.equal(run.execution.status, 'success', run.error?.message);
    assert.deepEqual(run.items.map((item) => item.json['queueId']), queueIds);
    assert.ok(run.items.every((item) => item.json['deduplicated'] === true && item.json['placed'] === false));
    assert.deepEqual(phones.map((phone) => acceptedFor(sandbox, phone)), [1, 1, 1]);
  });

  await checks.check('call, get: one call by its queue id', async () => {
    const [item] = await read('Get a call', { resource: 'call', operation: 'get', queueId: queueIds[0] });
    assert.equal(item?.json['queueId'], queueIds[0]);
    assert.equal(item?.json['recipientNumber'], phones[0]);
  });

  await checks.check('call, get many: the limit holds, Return All gives every call once', async () => {
    const limited = await read('Get two calls', { resource: 'call', operation: 'getAll', returnAll: false, limit: 2 });
    assert.equal(limited.length, 2);
    const all = await read('Get all calls', { resource: 'call', operation: 'getAll', returnAll: true });
    const ids = all.map((item) => item.json['queueId']);
    assert.equal(new Set(ids).size, ids.length, 'no call twice');
    assert.equal(ids.length, sandbox.ledger().accepted.length);
  });

  await checks.check('call, count: as many as the server has', async () => {
    const [item] = await read('Count calls', { resource: 'call', operation: 'count' });
    assert.equal(item?.json['count'], sandbox.ledger().accepted.length);
  });

  sandbox.addInboundCall();
  await checkConversations(stage, read, queueIds[2] ?? '');
  await checkOtherReads(stage, read);
}

type Read = (name: string, parameters: Record<string, unknown>) => Promise<readonly RunItem[]>;

/** Waits for the talk with the third person, reads it and downloads its recording. */
async function checkConversations(stage: Stage, read: Read, queueId: string): Promise<void> {
  const { checks } = stage;
  let conversationId = '';
  await checks.check('conversation, get: the talk of a call that was answered', async () => {
    conversationId = await waitUntil('the call to have a conversation', callEndTimeoutMs, async () => {
      const [call] = await read('Get its conversation id', { resource: 'call', operation: 'get', queueId });
      const id = call?.json['conversationId'];
      return typeof id === 'string' && id !== '' ? id : undefined;
    });
    const [item] = await read('Get a conversation', { resource: 'conversation', operation: 'get', conversationId });
    assert.equal(item?.json['conversationId'], conversationId);
    assert.equal(item?.json['queueId'], queueId);
  });

  await checks.check('conversation, get many: the talk is in the list', async () => {
    const items = await read('Get conversations', { resource: 'conversation', operation: 'getAll', returnAll: true });
    assert.ok(items.some((item) => item.json['conversationId'] === conversationId));
  });

  await checks.check('conversation, download recording: a missing one is said, an existing one is a sound file', async () => {
    const download = { resource: 'conversation', operation: 'downloadRecording', conversationId, side: 'agent', binaryPropertyName: 'data' };
    const early = await runIqra(stage, 'Recording too early', [pausedItem], download);
    assert.equal(early.execution.status, 'error');
    assert.match(early.error?.message ?? '', /recording/i);
    const file = await waitUntil('the recording', recordingTimeoutMs, async () => {
      const run = await runIqra(stage, 'Recording', [pausedItem], download);
      return run.items[0]?.binary?.['data'];
    });
    assert.match(file.mimeType, /^audio\//);
    assert.match(file.fileName ?? '', /\.wav$/);
  });
}

async function checkOtherReads({ checks, sandbox }: Stage, read: Read): Promise<void> {
  await checks.check('inbound call, get many and get', async () => {
    const items = await read('Get inbound calls', { resource: 'inboundCall', operation: 'getAll', returnAll: true });
    assert.equal(items.length, 1);
    const queueId = String(items[0]?.json['queueId']);
    const [item] = await read('Get an inbound call', { resource: 'inboundCall', operation: 'get', queueId });
    assert.equal(item?.json['queueId'], queueId);
  });

  await checks.check('campaign, get many and check: all are listed, and what is set up wrong is said', async () => {
    const campaigns = await read('Get campaigns', { resource: 'campaign', operation: 'getAll', returnAll: true });
    const checked = await read('Check campaigns', { resource: 'campaign', operation: 'check' });
    assert.deepEqual(checked.map((item) => item.json['campaignId']), campaigns.map((item) => item.json['campaignId']));
    const [sip] = await read('Check a campaign', { resource: 'campaign', operation: 'check', campaignId: { __rl: true, mode: 'id', value: campaignIds.sip } });
    assert.equal(sip?.json['ready'], false);
    assert.match(JSON.stringify(sip.json['findings']), /PROVIDER_CANNOT_CALL/);
  });

  await checks.check('web session, get many and get', async () => {
    const sessionId = await startWebSession(sandbox);
    const items = await read('Get web sessions', { resource: 'webSession', operation: 'getAll', returnAll: true });
    const found = items.find((item) => Object.values(item.json).includes(sessionId));
    assert.ok(found, 'the session is in the list');
    const [item] = await read('Get a web session', { resource: 'webSession', operation: 'get', webSessionId: found.json['webSessionId'] });
    assert.equal(item?.json['webSessionId'], found.json['webSessionId']);
  });

  await checks.check('usage, history and count: both answer, and agree', async () => {
    const period = { from: new Date(sandbox.now() - dayMs).toISOString(), to: new Date(sandbox.now() + dayMs).toISOString() };
    const records = await read('Usage history', { resource: 'usage', operation: 'history', returnAll: true });
    const [count] = await read('Usage count', { resource: 'usage', operation: 'count', ...period });
    assert.ok(records.length > 0, 'calls that ended leave usage records');
    assert.ok(JSON.stringify(count?.json).includes(String(records.length)), `counted ${JSON.stringify(count?.json)}, listed ${records.length}`);
  });
}

/** Starts a web session as a web page would; the node only reads them. */
async function startWebSession(sandbox: Sandbox): Promise<string> {
  const response = await fetch(`${sandbox.origin}/api/v1/business/${sandbox.businessId}/websession/initiate`, {
    method: 'POST',
    headers: { authorization: `Token ${sandbox.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      webCampaignId: webCampaignIds.siteWidget,
      regionId: regionIds.open,
      clientIdentifier: 'visitor-1',
      audioInputConfiguration: { sampleRate: 16_000, bitsPerSample: 16, audioEncodingType: 1 },
      audioOutputConfiguration: { sampleRate: 16_000, bitsPerSample: 16, audioEncodingType: 1, frameDurationMs: 60 },
      dynamicVariables: {},
      metadata: {},
    }),
  });
  const answer = (await response.json()) as { data: { sessionId: string } | null; message: string | null };
  if (answer.data === null) throw new Error(`The sandbox started no web session: ${answer.message ?? 'no reason'}`);
  return answer.data.sessionId;
}
