import { checkCampaigns } from '@iqra-automation/core';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../packages/sandbox/src/wire/json-value.ts';
import { businessAnswer, seedBusinesses } from '../../../../packages/sandbox/src/seed/businesses.ts';
import { worldOf } from '../../sandbox/real-answers/recordings.ts';
import { setupOf, withWorld } from './campaign-world.ts';

/** What may leave core: ids, names, numbers, keys of variables, the operator's public reason. Everything else is a secret until proven otherwise. */
const mayLeave: readonly RegExp[] = [
  /^businessData\.(id|name)$/,
  /^businessData\.permission\..*\.publicReason$/,
  /^businessApp\.(agents|tools)\.\d+\.(id|general\.name\.\w+)$/,
  /^businessApp\.scripts\.\d+\.(id|nodes\.\d+\.(id|toolId))$/,
  /^businessApp\.numbers\.\d+\.(id|number|countryCode)$/,
  /^businessApp\.tools\.\d+\.configuration\.inputSchemea\.\d+\.(id|name\.\w+)$/,
  /^businessApp\.telephonyCampaigns\.\d+\.(id|general\.name|agent\.(selectedAgentId|openingScriptId|language)|numberRoute\.(defaultNumberId|routeNumberList\.\w+)|variables\.\w+\.\d+\.key|actions\.\w+\.toolId)$/,
];

interface Canaries {
  readonly answer: JsonObject;
  readonly pathOf: ReadonlyMap<string, string>;
}

/** Each text replaced by one of its own; those that may leave keep one for one, so that what refers to each other still does. */
function withCanaries(answer: JsonObject): Canaries {
  const pathOf = new Map<string, string>();
  const shared = new Map<string, string>();
  const replace = (value: JsonValue, path: string): JsonValue => {
    if (Array.isArray(value)) return value.map((item, index) => replace(item, `${path}.${index}`));
    if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner, path === '' ? name : `${path}.${name}`)]));
    if (typeof value !== 'string') return value;
    const leaves = mayLeave.some((pattern) => pattern.test(path));
    const canary = (leaves ? shared.get(value) : undefined) ?? `canary${pathOf.size}x`;
    if (leaves) shared.set(value, canary);
    if (!pathOf.has(canary)) pathOf.set(canary, path);
    return canary;
  };
  return { answer: replace(answer, '') as JsonObject, pathOf };
}

/** A business with something in every place that a secret can stand in. */
function fullBusiness(): readonly JsonObject[] {
  const world = worldOf('read');
  const recorded = (world['businesses'] as readonly JsonObject[])[0] ?? {};
  const app = recorded['businessApp'] as JsonObject;
  const campaigns = (app['telephonyCampaigns'] as readonly JsonObject[]).map((campaign) => ({
    ...campaign,
    voicemailDetection: { isEnabled: false, messageToLeave: { en: 'secret message' } },
    actions: { callEndedTool: { toolId: '6713c0f2a54d1b0c9e4f7e01', arguments: { slot: 'Bearer argument-secret' } } },
    configuration: { retryOnDecline: { enabled: true, count: 1, delay: 1, unit: 1 }, retryOnMiss: { enabled: true } },
  }));
  const permission = { makeCall: { Full: { disabledAt: '2026-11-01T00:00:00Z', publicReason: 'Unpaid', privateReason: 'private secret' } } };
  const full = { ...recorded, businessData: { ...(recorded['businessData'] as JsonObject), permission }, businessApp: { ...app, telephonyCampaigns: campaigns } };
  return [full, ...seedBusinesses.filter(({ disabled }) => !disabled).map((seed) => businessAnswer(seed))];
}

test.each(fullBusiness().map((answer, index) => [index, answer] as const))('of the texts of business %i only ids and names leave core', async (_index, answer) => {
  const { answer: canaries, pathOf } = withCanaries(answer);
  const world = worldOf('read');
  const idOf = (canaries['businessData'] as JsonObject)['id'];
  const own = { ...canaries, businessData: { ...(canaries['businessData'] as JsonObject), id: 184 }, businessApp: { ...(canaries['businessApp'] as JsonObject), id: 184 } };
  expect(idOf).toBeDefined();
  const opened = { ...world, businesses: [own], outbound: [], inbound: [], conversations: [], webSessions: [], usage: [] };
  const shown = JSON.stringify([
    await setupOf(opened),
    await withWorld(opened, async (_sandbox, client) => await checkCampaigns(client, { recipientCountries: 'DE, JE' }, 'id')),
    await withWorld(opened, async (_sandbox, client) => (await client.getBusiness()).value),
  ]);
  const left = [...new Set(shown.match(/canary\d+x/g) ?? [])].map((canary) => pathOf.get(canary) ?? '');
  expect(left.length).toBeGreaterThan(10);
  expect(left.filter((path) => !mayLeave.some((pattern) => pattern.test(path)))).toEqual([]);
  expect(pathOf.size).toBeGreaterThan(left.length);
});
