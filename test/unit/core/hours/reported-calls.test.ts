import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { initiateCallFields, parseInput } from '@iqra-automation/core';
import { depth } from '../../../depth.ts';
import { plan } from './asked-call';
import { publicReports, type PublicReport } from './public-reports';

/** Reports about a number that was rung at a moment when it must not be. */
const reports = [...publicReports('K3'), ...publicReports('K4')];

const hoursOf = ({ input }: PublicReport): { readonly hours: string; readonly custom?: string } => {
  const chosen = input['callingHours'];
  const written = typeof chosen === 'string' ? chosen : 'custom daily 09:00-20:00';
  return written.startsWith('custom ') ? { hours: 'custom', custom: written.slice(7) } : { hours: written };
};

test.each(reports.map((report) => [report.id, report] as const))('%s: nobody is rung at that moment', (_id, report) => {
  const { number, now } = report.input as { readonly number: string; readonly now: string };
  const { start } = plan({ number, now, ...hoursOf(report) });
  expect(start === null ? 0 : Date.parse(start)).toBeGreaterThan(Date.parse(now));
});

test('the reports are all there', () => {
  expect(reports.length).toBeGreaterThanOrEqual(13);
});

const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
const installed = ['node-20', 'node-22'].map((name) => join(cache, 'iqra-automation', name, 'node_modules/node/bin/node'));
/** Node 24 comes with the development dependencies, 20 and 22 with `pnpm check`. */
const found = [...installed, resolve(__dirname, '../../../../node_modules/node/bin/node'), process.execPath].filter((path) => existsSync(path));
const everyNode = [...new Set(found.map((path) => realpathSync(path)))];
/** In `pnpm test` the oldest and the newest. */
const nodes = depth({ whole: everyNode.length, quick: 2 }) >= everyNode.length ? everyNode : [everyNode[0], everyNode.at(-1)].filter((path) => path !== undefined);

/** The plans of the reported calls and of calls at each hour of a day in places whose clocks changed lately, by one Node.js. */
function plansBy(node: string): string {
  const run = spawnSync(node, [resolve(__dirname, 'plans-of-one-node.cjs')], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}

test('every Node.js that is installed here plans the same, whatever its time zone data', () => {
  const plans = nodes.map(plansBy);
  expect(plans[0]?.split('\n').length).toBeGreaterThan(300);
  expect(new Set(plans).size).toBe(1);
});

test('K7-05: extra holidays whose mapping finds nothing are refused, and not off in silence', () => {
  for (const holidayDates of [null, '', ' ']) {
    const raw = { recipientNumber: '+14155552671', campaignId: 'x', callingHours: 'us_federal', holidayDates };
    expect(() => parseInput(initiateCallFields, raw)).toThrow(/Extra Holidays/);
  }
  expect(() => parseInput(initiateCallFields, { recipientNumber: '+14155552671', campaignId: 'x', callingHours: 'us_federal' })).not.toThrow();
});
