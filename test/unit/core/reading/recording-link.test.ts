import { recordings } from '@iqra-automation/core';

const cloud = 'https://app.iqra.bot';

describe('the link to a recording', () => {
  test.each([
    'http://127.0.0.1:8080/a.wav', 'https://127.0.0.1/a.wav', 'https://2130706433/', 'https://0x7f.1/', 'https://localhost/', 'https://a.localhost./', 'https://[::1]/',
    'https://[::ffff:127.0.0.1]/', 'https://[::ffff:a00:1]/', 'https://[fe80::1]/', 'https://[fd00::1]/', 'https://[64:ff9b::a9fe:a9fe]/', 'https://10.0.0.1/',
    'https://172.16.0.1/', 'https://172.31.255.255/', 'https://192.168.1.1/', 'https://169.254.169.254/latest/meta-data', 'https://100.64.0.1/', 'https://0.0.0.0/',
    'https://metadata.google.internal/', 'https://nas.local/', 'http://files.example/a.wav', 'ftp://files.example/a.wav', 'file:///etc/passwd', 'data:audio/wav;base64,AA==',
    'https://user:pass@files.example/a.wav', 'no link', '',
  ])('%s is not followed by a server of the public net', (link) => {
    expect(() => recordings.addressOf(link, cloud)).toThrow(/The link to the recording is not followed/);
  });

  test.each(['https://files.example/a.wav?X-Amz=1', 'https://11.0.0.1/', 'https://172.32.0.1/', 'https://[2606:4700::1]/', 'https://localhost.example/'])('%s is', (link) => {
    expect(recordings.addressOf(link, cloud)).toBe(link);
  });

  test('into a private network is followed only where the server itself is there', () => {
    expect(recordings.addressOf('http://127.0.0.1:9000/a.wav', 'http://127.0.0.1:8080')).toBe('http://127.0.0.1:9000/a.wav');
    expect(recordings.addressOf('http://192.168.1.5/a.wav', 'https://10.0.0.2')).toBe('http://192.168.1.5/a.wav');
    expect(() => recordings.addressOf('http://files.example/a.wav', 'http://127.0.0.1:8080')).toThrow(/not encrypted/);
  });

  test('of a redirect is read against the address before it, and checked alike', () => {
    expect(recordings.addressOf('/b.wav', cloud, 'https://files.example/a.wav')).toBe('https://files.example/b.wav');
    expect(() => recordings.addressOf('//127.0.0.1/b.wav', cloud, 'https://files.example/a.wav')).toThrow('private network');
  });
});

test('a file is taken for a recording when it is sound, and not larger than 100 MB', () => {
  for (const contentType of ['audio/wav', 'audio/mpeg; x=1', 'application/octet-stream', 'binary/octet-stream', null]) recordings.checkHead({ contentType, contentLength: '100000000' });
  expect(() => recordings.checkHead({ contentType: 'text/html; charset=utf-8', contentLength: null })).toThrow(/something else \(text\/html\)/);
  expect(() => recordings.checkHead({ contentType: 'audio/wav', contentLength: '100000001' })).toThrow(/larger than 100 MB/);
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
])('the file of conversation %s is named %s', (id, name) => {
  expect(recordings.fileName(id, 'agent')).toBe(name);
});
