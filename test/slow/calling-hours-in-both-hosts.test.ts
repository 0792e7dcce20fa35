import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packNode, type PackedNode } from '../../tools/demonstration/pack-node.ts';
import { openN8nHost } from '../proofs/calling-hours/n8n-host.ts';
import { runLeads } from '../proofs/calling-hours/run-leads.ts';
import { openZapierHost } from '../proofs/calling-hours/zapier-host.ts';
import type { CallingHost } from '../proofs/calling-hours/host.ts';
import type { Sandbox } from '../../packages/sandbox/src/sandbox.ts';

const packages = join(__dirname, '../../packages');
const leads = 300;

let packed: PackedNode;

beforeAll(async () => {
  packed = await packNode(join(packages, 'n8n-node'));
});
afterAll(() => rm(packed.folder, { recursive: true, force: true }));

const hosts: Readonly<Record<string, (sandbox: Sandbox) => Promise<CallingHost>>> = {
  n8n: (sandbox) => openN8nHost(packed.packageDir, sandbox),
  Zapier: (sandbox) => openZapierHost(join(packages, 'zapier-app/dist/index.js'), sandbox),
};

test.each(Object.entries(hosts))('%s rings nobody outside the hours, and Sydney the next morning for a workflow in New York', async (_, open) => {
  const { verdict, sydney } = await runLeads({ open, leads, seed: 'test' });
  expect(verdict).toMatchObject({ leads, outside: [], faults: [] });
  expect(verdict.countries).toBeGreaterThan(60);
  expect(verdict.dialled).toBeGreaterThan(leads * 0.7);
  expect(sydney).toEqual({ leadArrived: 'Tue 23:30', scheduledFor: 'Wed 09:02', latestStart: 'Wed 19:58', rungAt: 'Wed 09:01', right: true });
});

test('the judge sees people who are rung when nothing keeps the hours', async () => {
  const regardless = async (sandbox: Sandbox): Promise<CallingHost> => {
    const host = await openZapierHost(join(packages, 'zapier-app/dist/index.js'), sandbox);
    return { ...host, place: (batch) => host.place(batch.map((lead) => ({ ...lead, hoursName: 'long' }))) };
  };
  const { verdict, sydney } = await runLeads({ open: regardless, leads: 60, seed: 'regardless' });
  expect(verdict.outside.length).toBeGreaterThan(5);
  expect(verdict.faults.length).toBeGreaterThan(5);
  expect(sydney).toMatchObject({ scheduledFor: 'Wed 08:02', right: false });
});
