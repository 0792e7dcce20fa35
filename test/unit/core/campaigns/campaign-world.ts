import { checkCampaigns, type BusinessSetup, type CampaignCheck } from '@iqra-automation/core';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import type { JsonObject, JsonValue } from '../../../../packages/sandbox/src/wire/json-value.ts';
import { changed, worldOf, type Exchange } from '../../sandbox/real-answers/recordings.ts';
import { openClient } from '../open-sandbox-client.ts';

export type Changes = NonNullable<Exchange['change']>;

/** The campaign of the recorded world that the changes of a test are about, and what it refers to. */
export const ids = {
  campaign: '6713c0f2a54d1b0c9e4f7a21',
  script: '6713c0f2a54d1b0c9e4f0d01',
  integration: '6713c0f2a54d1b0c9e4f0c01',
  numbers: { us: '6713c0f2a54d1b0c9e4f0b01', gb: '6713c0f2a54d1b0c9e4f0b02', noVoice: '6713c0f2a54d1b0c9e4f0b03', sip: '6713c0f2a54d1b0c9e4f0b04', modemTel: '6713c0f2a54d1b0c9e4f0b05' },
} as const;

const business = ['businesses', 0] as const;
const app = [...business, 'businessApp'] as const;
const campaign = [...app, 'telephonyCampaigns', 0] as const;

/** Where the server keeps what the tests change. */
export const at = {
  permission: [...business, 'businessData', 'permission'],
  scripts: [...app, 'scripts'],
  integrations: [...app, 'integrations'],
  tools: [...app, 'tools'],
  greeting: [...app, 'agents', 0, 'utterances', 'greetingMessage'],
  opening: [...app, 'agents', 0, 'utterances', 'openingType'],
  number: (index: number) => [...app, 'numbers', index],
  campaign: (...path: readonly (string | number)[]) => [...campaign, ...path],
  action: (name: string) => [...campaign, 'actions', name],
} as const;

/** A tool as the server stores it: a POST with a raw body (1, 3), unless told otherwise. */
export function tool(id: string, configuration: JsonObject = {}): JsonObject {
  const plain = { inputSchemea: [], requestType: 1, endpoint: 'https://crm.example/hook', headers: {}, bodyType: 3, bodyData: '{}' };
  return { id, general: { name: { en: `Tool ${id}` } }, configuration: { ...plain, ...configuration } };
}

export const callback = tool('callback', { inputSchemea: [{ id: 'call', name: { en: 'Call' } }], endpoint: '{{ call.iqra_resume_url }}' });
export const callsBack = { toolId: 'callback', arguments: { call: '{={call_queue_metadata}=}' } };

/** Makes the recorded campaign one about which nothing is to be said. */
const sound: Changes = [
  { at: at.scripts, value: [{ id: ids.script, nodes: [], edges: [] }] },
  { at: at.integrations, value: [{ id: ids.integration, type: 'twilio', friendlyName: 'Twilio', fields: {} }] },
  { at: at.greeting, value: { en: 'Hello, this is the dental clinic.' } },
  { at: at.tools, value: [callback] },
  { at: at.campaign('voicemailDetection', 'isEnabled'), value: true },
  ...['callInitiationFailureTool', 'callDeclinedTool', 'callMissedTool', 'callEndedTool'].map((name) => ({ at: at.action(name), value: callsBack })),
];

export function soundWorld(changes: Changes = []): JsonObject {
  return changed(worldOf('place'), [...sound, ...changes]);
}

export async function withWorld<T>(world: JsonValue, work: (sandbox: Sandbox, client: ReturnType<typeof openClient>) => Promise<T>): Promise<T> {
  const sandbox = await startSandbox({ world, timeScale: 0, startAt: '2026-11-24T09:00:00Z' });
  try {
    return await work(sandbox, openClient(sandbox, { apiKey: sandbox.apiKey, connection: { businessId: String(sandbox.businessId) } }));
  } finally {
    await sandbox.close();
  }
}

/** What the check says of the changed campaign, read over HTTP. */
export async function checkOf(changes: Changes, recipientCountries?: unknown): Promise<CampaignCheck> {
  const checks = await withWorld(soundWorld(changes), async (_sandbox, client) => await checkCampaigns(client, { campaignId: ids.campaign, recipientCountries }, 'id'));
  const [check] = checks;
  if (check === undefined) throw new Error('The campaign was not checked.');
  return check;
}

export async function setupOf(world: JsonValue): Promise<BusinessSetup> {
  return await withWorld(world, async (_sandbox, client) => (await client.getBusinessSetup()).value);
}
