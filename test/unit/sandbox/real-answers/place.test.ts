import { startSandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import type { JsonObject } from '../../../../packages/sandbox/src/wire/json-value.ts';
import { wireDate } from '../../../../packages/sandbox/src/wire/dates.ts';
import { rowsInDepth } from '../../../depth.ts';
import { changed, recording, textOf } from './recordings.ts';
import type { Exchange } from './recordings.ts';
import { differences, isRepeated, Replay } from './replay.ts';

const { world, exchanges } = recording('place');

/** What the sandbox then holds, in the words of the recording. */
function storedBy(sandbox: Sandbox): readonly JsonObject[] {
  return sandbox.ledger().accepted.map((call) => ({
    campaignId: call.campaignId,
    numberId: call.numberId,
    recipientNumber: call.recipient,
    scheduledFor: wireDate(call.scheduledFor),
    scheduledUntil: call.expiresAt === null ? null : wireDate(call.expiresAt),
    dynamicVariables: call.dynamicVariables,
    metadata: call.metadata,
  }));
}

function storedDifference({ queued, stored }: Exchange, sandbox: Sandbox): readonly string[] {
  const held = storedBy(sandbox);
  if (held.length !== queued) return [`queued ${held.length}, not ${String(queued)}`];
  const [call] = held;
  if (stored === undefined || stored === null || call === undefined) return [];
  return Object.entries(stored).flatMap(([name, value]) => (same(value, call[name]) ? [] : [`stored ${name}: ${JSON.stringify(call[name]).slice(0, 200)}, not ${JSON.stringify(value).slice(0, 200)}`]));
}

function same(expected: unknown, got: unknown): boolean {
  if (isRepeated(expected)) return got === textOf(expected);
  if (typeof expected !== 'object' || expected === null || typeof got !== 'object' || got === null) return expected === got;
  // A map of very many keys is recorded as their number.
  if ('{keys}' in expected) return Object.keys(got).length === expected['{keys}'];
  const names = Object.keys(expected);
  const at = (value: object, name: string): unknown => Object.getOwnPropertyDescriptor(value, name)?.value;
  return names.length === Object.keys(got).length && names.every((name) => same(at(expected, name), at(got, name)));
}

/** One server answers all calls of an unchanged world, and forgets each before the next. */
test('every recorded call is answered, and stored, as the server did it', async () => {
  const start = (own: JsonObject): Promise<Sandbox> => startSandbox({ world: own, startAt: '2026-11-24T08:00:00Z', timeScale: 0 });
  const unchanged = await start(world);
  const different: Record<string, readonly string[]> = {};
  for (const exchange of rowsInDepth(exchanges, { quick: 120 })) {
    const own = exchange.change === undefined ? world : changed(world, exchange.change);
    const sandbox = own === world ? unchanged : await start(own);
    const answer = await new Replay(sandbox, own).ask(exchange);
    const found = [...differences(exchange.answer, answer), ...storedDifference(exchange, sandbox)];
    if (found.length > 0) different[exchange.id] = found;
    if (sandbox === unchanged) sandbox.reset();
    else await sandbox.close();
  }
  await unchanged.close();
  expect(exchanges).toHaveLength(470);
  expect(different).toEqual({});
}, 60_000);
