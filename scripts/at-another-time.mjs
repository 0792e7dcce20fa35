import { spawn } from 'node:child_process';

/**
 * Runs a command at another time: `pnpm at 2026-12-25T03:00Z pnpm exec jest test/unit/n8n-node`. The clocks of all its processes are moved by the
 * same span and run on; timers keep their own time. A result must not depend on the hour, the weekday or a holiday of the run.
 * Needs the program `faketime` (Debian: apt-get install faketime).
 */
const [moment = '', command, ...args] = process.argv.slice(2);
const toMs = Date.parse(moment);
if (Number.isNaN(toMs) || command === undefined) {
  process.stderr.write('Usage: pnpm at MOMENT COMMAND [ARGUMENTS]\n\n  MOMENT   as 2026-12-25T03:00Z\n');
  process.exit(2);
}
const aheadSeconds = Math.round((toMs - Date.now()) / 1000);
const span = `${aheadSeconds < 0 ? '' : '+'}${aheadSeconds}s`;
const child = spawn('faketime', ['-m', '--exclude-monotonic', '-f', span, command, ...args], {
  stdio: 'inherit',
  // Times of files stay real: the tools of the build compare them.
  env: { ...process.env, NO_FAKE_STAT: '1' },
});
child.on('error', () => {
  process.stderr.write('The program faketime is missing (Debian: apt-get install faketime).\n');
  process.exitCode = 1;
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
