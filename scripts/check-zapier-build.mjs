/**
 * The slow checks of the Zapier app: what Zapier's command line makes of it, and what that does on Zapier's Node. Needs the network
 * once, for Node 22 and for the dependency of the staged app; no account. Run with `pnpm check:zapier`.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBurst } from '../test/hosts/zapier/burst.ts';
import { countFormFields } from '../test/hosts/zapier/check/form-fields.ts';
import { runAgainstHangingServer, runReplaysInRealTime } from '../test/hosts/zapier/check/real-time-limits.ts';
import { runEveryOperation } from '../test/hosts/zapier/check/run-every-operation.ts';
import { coldSteps, measureColdStart } from './zapier/cold-start.mjs';
import { runInvokeCommands } from './zapier/invoke.mjs';
import { ensureNode } from './other-node.mjs';
import { createPlatformCli } from './zapier/platform-cli.mjs';
import { stageZapierApp } from './zapier/stage.mjs';
import { unzip } from './zapier/unzip.mjs';

const largestZipBytes = 1_000_000;
const mostColdStartMs = 60;
const longestStepSeconds = 25;

const mostFieldsInFront = 12;
const bursts = [
  { name: '100 leads at once', arrivals: Array.from({ length: 100 }, () => 0) },
  { name: '25 leads a minute for 12 minutes', arrivals: Array.from({ length: 300 }, (_, at) => at * 2.4) },
];

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const work = mkdtempSync(join(tmpdir(), 'zapier-build-check-'));
let failures = 0;

function report(kept, what, details = '') {
  if (!kept) failures += 1;
  process.stdout.write(`${kept ? 'ok    ' : 'FAILED'} ${what}\n${kept || details === '' ? '' : `${details}\n`}`);
}

async function reportRuns(name, node, handlerPath) {
  const runs = await runEveryOperation(handlerPath, node);
  const failed = runs.filter(({ status }) => status !== 'success');
  process.stdout.write(`      requests of each: ${runs.map(({ operation, requests }) => `${operation} ${requests}`).join(', ')}\n`);
  report(failed.length === 0, `${name}: ${runs.length} operations of the unzipped build`, failed.map(({ operation, message }) => `${operation}: ${message}`).join('\n'));
}

try {
  const node22 = ensureNode(root, 22);
  const stage = stageZapierApp(root);
  const cli = createPlatformCli({ root, node22, stage });

  const validated = await cli(['validate', '--without-style']);
  report(validated.status === 0 && /structurally sound/.test(validated.output), 'zapier-platform validate --without-style: no error, no warning', validated.output);

  const built = await cli(['build', '--skip-dep-install', '--skip-validation']);
  report(built.status === 0, 'zapier-platform build, without account or network', built.output);
  const zipPath = join(stage, 'build/build.zip');
  const { size } = statSync(zipPath);
  report(size < largestZipBytes, `build.zip: ${size} bytes (limit ${largestZipBytes})`);

  unzip(root, zipPath, work);
  await reportRuns('Node 22', node22, join(work, 'zapierwrapper.js'));
  await reportRuns('Node 24', process.execPath, join(work, 'zapierwrapper.js'));

  for (const { campaign, front, advanced } of await countFormFields()) {
    report(front <= mostFieldsInFront, `fields of Initiate Outbound Call, ${campaign}: ${front} in front (limit ${mostFieldsInFront}), ${advanced} under Advanced`);
  }

  for (const { name, arrivals } of bursts) {
    const burst = await runBurst({ arrivals, pollEverySeconds: 120, requestsPerMinute: 60 });
    const { leads, placed, errored, halted, throttled, heldBack, rungTwice, requests, minutes } = burst;
    report(
      placed === leads && errored === 0 && halted === 0 && rungTwice === 0,
      `${name}: ${placed} of ${leads} placed in ${minutes.toFixed(1)} min, ${errored} errored, ${halted} halted, ${rungTwice} rung twice; ${heldBack} times held back by the platform, ${throttled} throttled, ${requests} requests`,
      burst.messages.join('\n'),
    );
  }

  const cold = measureColdStart(node22, work);
  report(cold.processor <= mostColdStartMs, `cold start over an empty app: ${cold.processor.toFixed(0)} ms of processor time (limit ${mostColdStartMs}), ${cold.wall.toFixed(0)} ms of wall time on this machine now`);
  const calling = measureColdStart(node22, work, coldSteps['a step that calls']);
  process.stdout.write(`      of a step that calls, up to its first request: ${calling.processor.toFixed(0)} ms of processor time, ${calling.wall.toFixed(0)} ms of wall time\n`);

  for (const { command, kept, output } of await runInvokeCommands(cli)) report(kept, `zapier-platform invoke ${command}`, output);

  for (const { step, status, seconds } of await runAgainstHangingServer()) {
    report(status !== 'success' && seconds < longestStepSeconds, `hanging server, ${step}: ${status} after ${seconds.toFixed(1)} s (limit ${longestStepSeconds})`);
  }

  const replays = await runReplaysInRealTime();
  report(replays.dialledTwice.length === 0, `replays: ${replays.runs} runs of ${replays.steps} steps that fail each time, nobody called twice`, replays.dialledTwice.join('\n'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
