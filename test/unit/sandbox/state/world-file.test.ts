import { startSandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { loadWorld } from '../../../../packages/sandbox/src/state/world-file.ts';
import type { JsonObject, JsonValue } from '../../../../packages/sandbox/src/wire/json-value.ts';
import { entry, initiate, list, minute, post } from '../api.ts';
import { changed, worldOf } from '../real-answers/recordings.ts';

const world = worldOf('read');

/** The world with one place changed; without a value the place is gone. */
const broken = (at: readonly (string | number)[], value?: JsonValue): JsonObject => changed(world, [value === undefined ? { at } : { at, value }]);

test.each<[string, JsonValue, RegExp]>([
  ['a list', [], /^The world is not a JSON object; /],
  ['a text that is no file', 'nowhere.json', /^The world file nowhere\.json could not be read: there is no such file\.$/],
  ...['users', 'keys', 'businesses', 'outbound', 'inbound', 'conversations', 'webSessions', 'usage', 'regions'].map(
    (part): [string, JsonValue, RegExp] => [`no ${part}`, broken([part]), new RegExp(`^The world's "${part}" is missing; it should be `)],
  ),
  ['a key of nobody', broken(['keys', 'main', 'user'], 'x@y.example'), /^The world's "keys\.main\.user" is not the e-mail address of one of the users\.$/],
  ['half a business', broken(['businesses', 1, 'businessApp']), /^The world's "businesses\[1\]\.businessApp" is missing; it should be an object\.$/],
  ['campaigns that are none', broken(['businesses', 0, 'businessApp', 'telephonyCampaigns'], 'x'), /^The world's "businesses\[0\]\.businessApp\.telephonyCampaigns" is not a list\.$/],
  ['a call without a moment', broken(['outbound', 3, 'createdAt'], 'yesterday'), /^The world's "outbound\[3\]\.createdAt" is not a moment in ISO 8601\.$/],
  ['metadata of numbers', broken(['outbound', 0, 'metadata'], { a: 1 }), /^The world's "outbound\[0\]\.metadata" is not an object of texts\.$/],
  ['a turn that is none', broken(['conversations', 40, 'turns', 0], 7), /^The world's "conversations\[40\]\.turns\[0\]" is not an object\.$/],
])('%s: one sentence that names the place, and no server starts', async (_case, content, sentence) => {
  expect(() => loadWorld(content)).toThrow(sentence);
  await expect(startSandbox({ world: content })).rejects.toThrow(sentence);
});

test('loaded entries stay as they are, while calls placed in that world live; a reset keeps what was loaded', async () => {
  const sandbox = await startSandbox({ world, startAt: '2026-11-24T09:00:00Z', timeScale: 0 });
  const waiting = '6742e6b8f0a1c2d30a000001';
  const before = await entry(sandbox, waiting);
  const total = (await list(sandbox)).totalCount;
  const answer = await initiate(sandbox, { campaignId: '6713c0f2a54d1b0c9e4f7a26', dynamicVariables: {} });
  await sandbox.advance(7 * 24 * 60 * minute);
  expect(await entry(sandbox, waiting)).toEqual(before);
  expect(await entry(sandbox, answer.json.data[0] ?? '')).toMatchObject({ status: 4 });
  expect((await list(sandbox)).totalCount).toBe(total + 1);
  sandbox.reset();
  expect((await post<number>(sandbox, '/queues/outbound/count', {})).json.data).toBe(total);
  await sandbox.close();
});
