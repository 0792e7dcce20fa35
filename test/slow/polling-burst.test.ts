import { startSandbox, type OutcomeName } from '../../packages/sandbox/src/sandbox.ts';
import { Script, TestHost, placeCalls } from '../unit/core/polling/sandbox-host.ts';
import { openClient } from '../unit/core/open-sandbox-client.ts';

const minuteMs = 60_000;
const usual: readonly OutcomeName[] = ['recipient_hung_up', 'agent_hung_up', 'declined', 'no_answer', 'voicemail', 'agent_fault', 'canceled', 'provider_refused'];

test('a burst of 2,000 ends arrives whole, over a few polls', async () => {
  const script = new Script();
  const sandbox = await startSandbox(script.options);
  const client = openClient(sandbox);
  const host = new TestHost(() => client);
  await host.poll();
  const ids = await placeCalls(client, sandbox, script, Array.from({ length: 2_000 }, (_, i) => usual[i % 5] ?? 'declined'));
  await sandbox.advance(12 * minuteMs);
  const pages = () => sandbox.requests().filter(({ operation }) => operation === 'listOutbound').length;
  const sizes: number[] = [];
  for (let polls = 0; polls < 12 && host.events.length < ids.length; polls += 1) {
    await sandbox.advance(minuteMs);
    const before = pages();
    await host.poll();
    sizes.push(pages() - before);
  }
  expect(host.ids).toEqual(ids.toSorted());
  expect(Math.max(...sizes)).toBeLessThanOrEqual(20);
  expect(host.state?.length).toBeLessThan(22_000);
  await host.poll();
  expect(host.events).toHaveLength(2_000);
  await sandbox.close();
});
