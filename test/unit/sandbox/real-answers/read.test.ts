import { startSandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { recording } from './recordings.ts';
import { differences, Replay } from './replay.ts';

const { world, exchanges } = recording('read');
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ world, startAt: '2026-11-25T09:00:00Z', timeScale: 0 });
});
afterAll(() => sandbox.close());

test('every recorded read is answered as the server answered it', async () => {
  const replay = new Replay(sandbox, world);
  const different: Record<string, readonly string[]> = {};
  for (const exchange of exchanges) {
    const found = differences(exchange.answer, await replay.ask(exchange));
    if (found.length > 0) different[exchange.id] = found;
  }
  expect(exchanges).toHaveLength(572);
  expect(different).toEqual({});
});
