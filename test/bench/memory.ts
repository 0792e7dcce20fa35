import { startN8nEngine } from '../hosts/n8n/engine.ts';
import { startAnsweringServer } from './answering-server.ts';
import type { Row } from './figures.ts';
import { credentialFor, leadItems, placeCalls } from './n8n-workflows.ts';

const mostGrownMegabytes = 100;

/** What the n8n process holds after so many items more than before them, after a garbage collection. */
export async function measureMemory(packageDir: string, items: number): Promise<readonly Row[]> {
  const server = await startAnsweringServer(0);
  const engine = await startN8nEngine({ packageDir, credentials: [credentialFor(server.origin)] });
  try {
    await engine.runWorkflow({ workflow: placeCalls, items: leadItems(500), startNode: 'Leads' });
    const before = await engine.resources();
    const run = await engine.runWorkflow({ workflow: placeCalls, items: leadItems(items), startNode: 'Leads' });
    const placed = run.nodes['Place Call']?.[0]?.outputs[0]?.length ?? 0;
    if (placed !== items) throw new Error(`${placed} of ${items} calls were placed.`);
    const after = await engine.resources();
    const grown = (after.heapUsedBytes - before.heapUsedBytes) / 1e6;
    const resident = (after.residentBytes - before.residentBytes) / 1e6;
    const limit = { text: `<= ${mostGrownMegabytes} MB`, kept: grown <= mostGrownMegabytes };
    return [
      { measure: `heap growth of the n8n process over ${items} items`, value: grown, unit: 'MB', comparedWith: 'heap before', other: before.heapUsedBytes / 1e6, ratio: (grown * 1e6) / before.heapUsedBytes, limit },
      { measure: `resident memory growth of the n8n process over ${items} items`, value: resident, unit: 'MB', comparedWith: 'resident before', other: before.residentBytes / 1e6, ratio: (resident * 1e6) / before.residentBytes },
    ];
  } finally {
    await engine.close();
    await server.close();
  }
}
