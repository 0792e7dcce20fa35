import { recordings } from '@iqra-automation/core';
import { conversation } from '../polling/entries.ts';

const cloud = 'https://app.iqra.bot';

interface Given {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is asked for, and what comes of it, where the file store answers so; after the last answer it has the file. */
async function fetched(link: string, baseUrl: string, answers: readonly Given[] = [], conversationId = 'c-1') {
  const asked: string[] = [];
  const talk = conversation({ conversationId, parties: [{ role: 'agent', id: 'a1', joinedAt: null, leftAt: null, recordingUrl: link }] });
  const request = (url: string) => {
    asked.push(url);
    const { status = 200, headers = {} } = answers[asked.length - 1] ?? {};
    return Promise.resolve({ status, header: (name: string) => headers[name] ?? null, body: 'sound', discard: () => undefined });
  };
  const result = await recordings.fetchRecording(request, { conversation: talk, side: 'agent', baseUrl }).catch((error: unknown) => error as Error);
  return { asked, ...('message' in result ? { error: result.message } : { file: result }) };
}

describe('the link to a recording', () => {
  test.each([
    'http://127.0.0.1:8080/a.wav', 'https://127.0.0.1/a.wav', 'https://2130706433/', 'https://0x7f.1/', 'https://localhost/', 'https://a.localhost./', 'https://[::1]/',
    'https://[::ffff:127.0.0.1]/', 'https://[::ffff:a00:1]/', 'https://[fe80::1]/', 'https://[fd00::1]/', 'https://[64:ff9b::a9fe:a9fe]/', 'https://10.0.0.1/',
    'https://172.16.0.1/', 'https://172.31.255.255/', 'https://192.168.1.1/', 'https://169.254.169.254/latest/meta-data', 'https://100.64.0.1/', 'https://0.0.0.0/',
    'https://metadata.google.internal/', 'https://nas.local/', 'http://files.example/a.wav', 'ftp://files.example/a.wav', 'file:///etc/passwd', 'data:audio/wav;base64,AA==',
    'https://user:pass@files.example/a.wav', 'no link', '',
  ])('%s is not followed by a server of the public net', async (link) => {
    expect(await fetched(link, cloud)).toEqual({ asked: [], error: expect.stringContaining('The link to the recording is not followed') });
  });

  test.each(['https://files.example/a.wav?X-Amz=1', 'https://11.0.0.1/', 'https://172.32.0.1/', 'https://[2606:4700::1]/', 'https://localhost.example/'])('%s is', async (link) => {
    expect(await fetched(link, cloud)).toMatchObject({ asked: [link], file: { body: 'sound' } });
  });

  test('into a private network is followed only where the server itself is there', async () => {
    expect(await fetched('http://127.0.0.1:9000/a.wav', 'http://127.0.0.1:8080')).toMatchObject({ asked: ['http://127.0.0.1:9000/a.wav'] });
    expect(await fetched('http://192.168.1.5/a.wav', 'https://10.0.0.2')).toMatchObject({ asked: ['http://192.168.1.5/a.wav'] });
    expect(await fetched('http://files.example/a.wav', 'http://127.0.0.1:8080')).toEqual({ asked: [], error: expect.stringContaining('not encrypted') });
  });

  test('of a redirect is read against the address before it, and checked alike', async () => {
    const moved = (location: string) => ({ status: 302, headers: { location } });
    expect(await fetched('https://files.example/a.wav', cloud, [moved('/b.wav')])).toMatchObject({ asked: ['https://files.example/a.wav', 'https://files.example/b.wav'] });
    expect(await fetched('https://files.example/a.wav', cloud, [moved('//127.0.0.1/b.wav')])).toMatchObject({ asked: ['https://files.example/a.wav'], error: expect.stringContaining('private network') });
  });
});

test('a file is taken for a recording when it is sound, and not larger than 100 MB', async () => {
  const head = (type: string | null, length: number) => fetched('https://files.example/a.wav', cloud, [{ headers: { ...(type === null ? {} : { 'content-type': type }), 'content-length': String(length) } }]);
  for (const type of ['audio/wav', 'audio/mpeg; x=1', 'application/octet-stream', 'binary/octet-stream', null]) {
    expect(await head(type, 100_000_000)).toMatchObject({ file: { length: 100_000_000, mimeType: type === 'audio/mpeg; x=1' ? 'audio/mpeg' : 'audio/wav' } });
  }
  expect(await head('text/html; charset=utf-8', 1)).toMatchObject({ error: expect.stringContaining('something else (text/html)') });
  expect(await head('audio/wav', 100_000_001)).toMatchObject({ error: expect.stringContaining('larger than 100 MB') });
});

test('a file that says nothing of its size ends where it is too large, without being held', async () => {
  const megabyte = new Uint8Array(1_000_000);
  async function* sound(megabytes: number) {
    for (let at = 0; at < megabytes; at += 1) yield megabyte;
  }
  let passed = 0;
  for await (const chunk of recordings.limited(sound(100))) passed += chunk.length;
  expect(passed).toBe(100_000_000);
  const drain = async () => {
    for await (const chunk of recordings.limited(sound(101))) passed += chunk.length;
  };
  await expect(drain()).rejects.toThrow(/larger than 100 MB/);
});

test.each([
  ['6742e6bcf0a1c2d3e4f50620', '6742e6bcf0a1c2d3e4f50620-agent.wav'],
  ['../../etc/passwd', 'etc-passwd-agent.wav'],
  ['..', 'conversation-agent.wav'],
  ['a'.repeat(200), `${'a'.repeat(60)}-agent.wav`],
])('the file of conversation %s is named %s', async (id, name) => {
  expect(await fetched('https://files.example/a.wav', cloud, [], id)).toMatchObject({ file: { fileName: name } });
});
