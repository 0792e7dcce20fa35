import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@iqra-automation/core';
import { createCallingMemory, createClient, createDoNotCallList, parseConnection, placeCall, refuseIfListed } from '@iqra-automation/core';
import * as axiosEntry from '@iqra-automation/core/axios';
import { createAxiosTransport, systemClock } from '@iqra-automation/core/axios';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { projectRoot, readSources } from '../contract/source-tree.ts';

/** Names that people outside this repository may build on. */
const promised = [
  'IqraError',
  'conversations',
  'createCallingMemory',
  'createClient',
  'createDoNotCallList',
  'isIqraError',
  'nextAllowedInterval',
  'normalizePhoneNumber',
  'parseConnection',
  'placeCall',
  'planCallTime',
  'polling',
  'readTimeZone',
  'refuseIfListed',
] as const;

/** Parts of the entry that hosts know under one name. */
const rooms = ['conversations', 'polling', 'recordings', 'retrying', 'searching', 'standings', 'transports', 'waiting'] as const;

function membersOfRooms(): readonly string[] {
  return rooms.flatMap((room) => Object.keys(core[room]).map((member) => `${room}.${member}`));
}

/** Whoever imports core, but for this test. */
function sourceOfUsers(): string {
  const folders = ['packages/n8n-node', 'packages/zapier-app', 'scripts', 'tools', 'test'];
  const files = folders.flatMap(readSources).filter(({ path }) => path !== 'test/unit/core/public-api.test.ts');
  return [...files.map(({ text }) => text), readFileSync(join(projectRoot, 'packages/core/README.md'), 'utf8')].join('\n');
}

/** Types too, which only the source tells. */
function exportedNames(): readonly string[] {
  const source = readFileSync(join(projectRoot, 'packages/core/src/index.ts'), 'utf8');
  return [...source.matchAll(/^export (?:type )?\{ (.*) \} from/gm)].flatMap(([, names = '']) => names.split(', '));
}

describe("core's entry, used from outside", () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
  });
  afterAll(() => sandbox.close());

  test('has what is promised, and little else, rooms with all their members counted', () => {
    expect(promised.filter((name) => !(name in core))).toEqual([]);
    expect(['peekEndedCalls', 'pollEndedCalls', 'sweepEndedCalls'].filter((name) => !(name in core.polling))).toEqual([]);
    expect(core.conversations).toHaveProperty('readConversation');
    expect(Object.keys(core).length - rooms.length + membersOfRooms().length).toBeLessThanOrEqual(97);
    expect(Object.keys(axiosEntry).sort()).toEqual(['createAxiosTransport', 'systemClock']);
  });

  test('has nothing that neither a host nor a script of this project uses', () => {
    const users = sourceOfUsers();
    expect(membersOfRooms().filter((name) => !users.includes(name))).toEqual([]);
    const declared = readFileSync(join(projectRoot, 'packages/core/public-api.txt'), 'utf8');
    const isPartOfAnother = (name: string): boolean => (declared.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length > 2;
    expect(exportedNames().filter((name) => !new RegExp(`\\b${name}\\b`).test(users) && !isPartOfAnother(name))).toEqual([]);
  });

  test('places a call with these calls and no others', async () => {
    const connection = parseConnection(
      { apiKey: sandbox.apiKey, businessId: String(sandbox.businessId), baseUrl: `${sandbox.origin}/`, requestFormat: 'auto' },
      { allowHttp: true },
    );
    const clock = { ...systemClock };
    const client = createClient({ transport: createAxiosTransport({ apiKey: sandbox.apiKey }), connection, clock });
    const input = { recipientNumber: '+14155552671', campaignId: campaignIds.reminders, dynamicVariables: { customer_name: 'Amina' } };
    const from = { source: 'script', itemId: 'item-1', stepId: '' };
    const memory = createCallingMemory();
    const placed = await placeCall({ client, connection, clock, memory }, input, from);
    expect(placed).toMatchObject({ placed: true, deduplicated: false, recipientNumber: '+14155552671' });
    expect(await placeCall({ client, connection, clock, memory }, input, from)).toMatchObject({ queueId: placed.queueId, placed: false, deduplicated: true });
  });

  test('plain http is for loopback, unless it is allowed', () => {
    const raw = { apiKey: 'k', businessId: '184', baseUrl: 'http://iqra.example', requestFormat: 'auto' };
    expect(parseConnection(raw, { allowHttp: true })).toEqual({ baseUrl: 'http://iqra.example', businessId: '184', requestFormat: 'auto' });
    expect(() => parseConnection(raw, { allowHttp: false })).toThrow(/https/);
  });

  test('a listed number is refused, one that is not listed is not', () => {
    const list = createDoNotCallList('+14155552671, +442079460018', {});
    expect(refuseIfListed(list, '+14155552671')).toMatchObject({ code: 'DO_NOT_CALL', placement: 'not_placed' });
    expect(refuseIfListed(list, '+14155552672')).toBeNull();
  });
});
