import { join } from 'node:path';
import type { Handler, HandlerAnswer } from '../hosts/zapier/handler.ts';
import { startOwnProcessHandler } from '../hosts/zapier/own-process-handler.ts';
import { type PlatformServices, startPlatformServices } from '../hosts/zapier/platform-services.ts';

/** KILL_MIN_LIMIT of zapier-platform-core: a process with fewer runs is not ended for its memory. */
const runsBeforeTheCheck = 250;
const laterMs = Date.parse('2030-01-01T00:00:00Z');

let services: PlatformServices;
let app: Handler;

beforeAll(async () => {
  services = await startPlatformServices();
  app = await startOwnProcessHandler({ appPath: join(import.meta.dirname, 'large-zapier-app.cjs'), logEndpoint: services.logUrl });
});
afterAll(async () => {
  await app.close();
  await services.close();
});

async function act(does: 'nothing' | 'grow' | 'exit'): Promise<HandlerAnswer> {
  return app.call({ command: 'execute', method: 'creates.act.operation.perform', bundle: { authData: {}, inputData: { does }, meta: {} } });
}

async function actInProcess(does: 'nothing' | 'grow'): Promise<{ readonly id: number; readonly nowMs: number }> {
  const answer = await act(does);
  if (!answer.ok) throw new Error(answer.errorMessage);
  return answer.results as { readonly id: number; readonly nowMs: number };
}

test('a process that has grown too large is replaced, and the run that met the end is answered by its successor, whose clock goes on', async () => {
  app.moveClock(laterMs);
  const { id: first } = await actInProcess('grow');
  for (let run = 1; run < runsBeforeTheCheck; run += 1) expect(await actInProcess('nothing')).toMatchObject({ id: first });
  const { id: second, nowMs } = await actInProcess('nothing');
  expect(second).not.toBe(first);
  expect(nowMs - laterMs).toBeGreaterThanOrEqual(0);
  expect(nowMs - laterMs).toBeLessThan(60_000);
  expect(app.processOutput()).toContain('Force killing process by Zapier for memory usage');
}, 60_000);

test('a run whose process ends of itself has failed and is not repeated; the next has a process again', async () => {
  const { id } = await actInProcess('nothing');
  expect(await act('exit')).toEqual({ ok: false, errorName: 'ProcessExitedException', errorMessage: "The app's process ended with code 3." });
  expect((await actInProcess('nothing')).id).not.toBe(id);
});
