import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { placed, stillSandbox } from '../api.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await stillSandbox();
});
afterEach(() => sandbox.close());

test('the page and its files come from this server alone', async () => {
  const html = await (await fetch(`${sandbox.origin}/`)).text();
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
  expect(files).toEqual(['data:,', '/page.css', '/page.js']);
  for (const file of ['/', '/page.css', '/page.js']) {
    const response = await fetch(sandbox.origin + file);
    expect([response.status, response.headers.get('content-security-policy')]).toEqual([200, expect.stringContaining("default-src 'self'")]);
    expect((await response.text()).replaceAll(/http:\/\/127\.0\.0\.1/g, '')).not.toMatch(/https?:\/\//);
  }
});

test('it is told about everything first and then about changes, with masked recipients', async () => {
  await placed(sandbox, '+14155550101');
  const events = await fetch(`${sandbox.origin}/_sandbox/events`);
  expect(events.headers.get('content-type')).toBe('text/event-stream');
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const readUntil = async (wanted: string): Promise<void> => {
    while (!text.includes(wanted)) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) throw new Error(`The stream ended without ${wanted}.`);
      text += chunk.value;
    }
  };
  await readUntil('"state":"processing"');
  expect(text).toMatch(/^event: snapshot\ndata: \{"summary":\{.*"accepted":1/);
  await sandbox.advance(20_000);
  await readUntil('"state":"talking"');
  await sandbox.advanceUntilSettled();
  await readUntil('"outcome":"Recipient hung up"');
  expect(text).not.toContain('4155550101');
  await reader?.cancel();
});

test('the sandbox closes although somebody watches', async () => {
  const watched = await stillSandbox();
  const events = await fetch(`${watched.origin}/_sandbox/events`);
  await watched.close();
  await expect(events.text()).resolves.toContain('snapshot');
});
