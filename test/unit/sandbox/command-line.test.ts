import { join } from 'node:path';
import { BadOption, readCommandLine } from '../../../packages/sandbox/src/command-line.ts';
import { startSandbox } from '../../../packages/sandbox/src/sandbox.ts';

test('all options', () => {
  const args = '--port 4000 --data d --time-scale 60 --format config --start-at 2026-11-24T09:00:00Z --seed s --requests-per-minute 60 --world w.json'.split(' ');
  expect(readCommandLine(args)).toEqual({ port: 4000, dataDir: 'd', timeScale: 60, format: 'config', startAt: '2026-11-24T09:00:00Z', seed: 's', requestsPerMinute: 60, world: 'w.json' });
  expect(readCommandLine(['--', '--port', '1'])).toEqual({ port: 1 });
  expect(readCommandLine([])).toEqual({});
  expect(readCommandLine(['--help'])).toBeNull();
});

test.each([
  [['--port', '70000'], /^--port is a whole number from 0 to 65535, not "70000"\.$/],
  [['--port', ''], /^--port is a whole number/],
  [['--time-scale', '-1'], /--time-scale/],
  [['--time-scale', 'fast'], /^--time-scale is a number from 0 to 1000000, not "fast"\.$/],
  [['--format', 'xml'], /^--format is one of documented, config, either, not "xml"\.$/],
  [['--start-at', 'noon'], /^--start-at is a moment in ISO 8601/],
  [['--speed', '3'], /^Unknown option '--speed'; --help lists the options\.$/],
  [['extra'], /--help lists the options\.$/],
])('%j is refused with one sentence', (args, message) => {
  expect(() => readCommandLine(args)).toThrow(BadOption);
  expect(() => readCommandLine(args)).toThrow(message);
});

test.each([
  [__filename, /^The world file \S+ is not JSON: .*\.$/],
  [join(__dirname, '../../../package.json'), /^The world's "users" is missing; it should be a list\.$/],
])('a world from %s starts no server, and one sentence says why', async (world, sentence) => {
  await expect(startSandbox({ world })).rejects.toThrow(sentence);
});
