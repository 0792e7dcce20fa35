import assert from 'node:assert/strict';
import { campaignIds } from '../../sandbox/seed.ts';
import { scripted } from '../recipients.ts';
import type { RunItem } from '../rest-client.ts';
import { waitUntil } from '../wait-until.ts';
import { acceptedFor, initiateParameters, lead, runIqra, type Stage } from './stage.ts';

const callEndTimeoutMs = 60_000;
const pausedItem = { note: 'one item' };

/** Every resource and operation of the node once, against calls that were really placed. */
export async function checkOperations(stage: Stage): Promise<void> {
  const { checks, recipients, sandbox } = stage;
  const read = async (name: string, parameters: Record<string, unknown>): Promise<readonly RunItem[]> => {
    const run = await runIqra(stage, name, [pausedItem], parameters);
    assert.equal(run.execution.status, 'success', run.error?.message);
    return run.items;
  };
  const phones = [recipients.next(), recipients.next(), recipients.next(scripted.talksAndHangsUp)];
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

/** Waits for the talk with the third person and reads it. */
async function checkConversations({ checks }: Stage, read: Read, queueId: string): Promise<void> {
  let sessionId = '';
  await checks.check('conversation, get: the talk of a call', async () => {
    sessionId = await waitUntil('the call to have a conversation', callEndTimeoutMs, async () => {
      const [call] = await read('Get its conversation id', { resource: 'call', operation: 'get', queueId, simplify: false });
      const id = call?.json['conversationId'] ?? call?.json['sessionId'];
      return typeof id === 'string' && id !== '' ? id : undefined;
    });
    const [item] = await read('Get a conversation', { resource: 'conversation', operation: 'get', conversationId: sessionId });
    assert.ok(Object.values(item?.json ?? {}).includes(sessionId), 'the conversation that was asked for');
  });

  await checks.check('conversation, get many: the talk is in the list', async () => {
    const items = await read('Get conversations', { resource: 'conversation', operation: 'getAll', returnAll: true });
    assert.ok(items.some((item) => Object.values(item.json).includes(sessionId)));
  });
}

async function checkOtherReads({ checks }: Stage, read: Read): Promise<void> {
  let inboundId = '';
  await checks.check('inbound call, get many and get', async () => {
    const items = await read('Get inbound calls', { resource: 'inboundCall', operation: 'getAll', returnAll: true });
    assert.equal(items.length, 1);
    inboundId = String(items[0]?.json['queueId']);
    const [item] = await read('Get an inbound call', { resource: 'inboundCall', operation: 'get', queueId: inboundId });
    assert.equal(item?.json['queueId'], inboundId);
  });
}
