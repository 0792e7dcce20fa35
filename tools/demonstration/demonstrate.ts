/** The main job, visibly: leads of a CRM become calls through both hosts, and the ended calls come back. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { findGaps, type EndedCall, type HostReport } from './host-report.ts';
import type { HostRun } from './host-run.ts';
import type { Lead } from './leads.ts';
import type { DemoOptions } from './options.ts';
import { packNode, type PackedNode } from './pack-node.ts';
import { PlainFailure } from './plain-failure.ts';
import { paint, printHost, type Progress } from './print-report.ts';
import { openN8n } from './run-n8n.ts';
import { openZapier } from './run-zapier.ts';
import { startSandboxProcess, type SandboxLedger, type SandboxProcess } from './sandbox-process.ts';
import { toJsonReport } from './json-report.ts';

const pathOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** One tick of the sandbox's clock between two polls. */
const tickMs = 5 * 60_000;
/** Every scripted call has come to its end long before this many ticks. */
const mostTicks = 60;

/** Leads become calls in both hosts and come back as ended calls. @throws PlainFailure unless every lead is accounted for. */
export async function demonstrate(options: DemoOptions, progress: Progress, leads: readonly Lead[]): Promise<void> {
  const packed = await progress.stage('Pack the n8n node', () => packNode(pathOf('packages/n8n-node')), (node) => `${node.kilobytes} kB, as a user installs it`);
  const sandbox = await progress.stage('Start the sandbox server', startSandboxProcess, (server) => server.origin);
  try {
    await runBoth(options, progress, leads, packed, sandbox);
    if (options.keep) await stayOpen(progress, sandbox);
  } finally {
    await sandbox.close();
    await rm(packed.folder, { recursive: true, force: true });
  }
}

async function runBoth(options: DemoOptions, progress: Progress, leads: readonly Lead[], packed: PackedNode, sandbox: SandboxProcess): Promise<void> {
  const n8n = await progress.stage('Load the packed node into the n8n engine', () => openN8n(packed.packageDir, sandbox), () => 'trigger activated');
  const zapier = await progress.stage('Load the built app into the Zapier handler', () => openZapier(pathOf('packages/zapier-app/dist/index.js'), sandbox), () => 'trigger switched on');
  try {
    // A host would go on asking a dead server for each lead; the report would only say so many times.
    await Promise.race([placeAndTrack(options, progress, leads, [n8n, zapier], sandbox), sandbox.gone]);
  } finally {
    await Promise.all([n8n.close(), zapier.close()]);
  }
}

async function placeAndTrack(options: DemoOptions, progress: Progress, leads: readonly Lead[], hosts: readonly [HostRun, HostRun], sandbox: SandboxProcess): Promise<void> {
  const [n8n, zapier] = hosts;
  const byN8n = await progress.stage('Run the leads through n8n', () => n8n.placeAll(leads), ({ placed }) => `${placed.length} calls placed`);
  const byZapier = await progress.stage('Run the leads through Zapier', () => zapier.placeAll(leads), ({ placed }) => `${placed.length} calls placed`);
  const expected = byN8n.placed.length + byZapier.placed.length;
  const ended = await progress.stage('Let time run fast and fire both triggers', () => waitForEnds(sandbox, hosts, expected), ([a, b]) => `${(a?.length ?? 0) + (b?.length ?? 0)} of ${expected} calls ended`);
  const reports = {
    n8n: { leads: leads.length, ...byN8n, ended: ended[0] ?? [] },
    zapier: { leads: leads.length, ...byZapier, ended: ended[1] ?? [] },
  };
  conclude(options, progress, leads, reports, await sandbox.ledger());
}

/** Moves the clock and polls each host in turn, until every placed call has been reported or time is up. */
async function waitForEnds(sandbox: SandboxProcess, hosts: readonly HostRun[], expected: number): Promise<readonly (readonly EndedCall[])[]> {
  const ended: EndedCall[][] = hosts.map(() => []);
  for (let tick = 0; tick < mostTicks && ended.flat().length < expected; tick += 1) {
    await sandbox.advance(tickMs);
    for (const [index, host] of hosts.entries()) ended[index]?.push(...(await host.pollEnded()));
  }
  return ended;
}

type Reports = Readonly<Record<'n8n' | 'zapier', HostReport>>;

function conclude(options: DemoOptions, progress: Progress, leads: readonly Lead[], reports: Reports, ledger: SandboxLedger): void {
  if (options.json) process.stdout.write(`${JSON.stringify(toJsonReport(reports, ledger))}\n`);
  printHost(progress, 'n8n', reports.n8n, leads);
  printHost(progress, 'Zapier', reports.zapier, leads);
  progress.line();
  const twice = ledger.dialledTwice.length;
  progress.line(`${paint('bold', 'The server dialled')} ${ledger.dials.length} calls; people dialled twice for one event: ${paint(twice === 0 ? 'green' : 'red', String(twice))}`);
  const gaps = [...findGaps('n8n', reports.n8n, leads), ...findGaps('Zapier', reports.zapier, leads), ...(twice > 0 ? ['Somebody was dialled twice for one event.'] : [])];
  if (gaps.length > 0) throw new PlainFailure(gaps.join('\n'));
  progress.line(paint('green', 'Every lead is accounted for in both hosts.'));
}

async function stayOpen(progress: Progress, sandbox: SandboxProcess): Promise<void> {
  process.stderr.write(`\nThe sandbox keeps running at ${sandbox.origin} (page and API). Press Ctrl-C to end it.\n`);
  progress.line(`Business ID ${sandbox.businessId}, API key ${sandbox.apiKey}`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
