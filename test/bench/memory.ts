import { startN8nEngine, type N8nEngine, type WorkflowJson } from '../hosts/n8n/engine.ts';
import { startAnsweringServer } from './answering-server.ts';
import type { Row } from './figures.ts';
import { credentialFor, leadItems, passOn, placeCalls } from './n8n-workflows.ts';

const mostGrownMegabytes = 100;
const warmUpItems = 500;
const sampleEveryMs = 2_000;

/** How much more an n8n process holds at its highest while it works through so many items, beside n8n handing the same items on. */
export async function measureMemory(packageDir: string, items: number): Promise<readonly Row[]> {
  const server = await startAnsweringServer(0);
  try {
    const grow = (workflow: WorkflowJson, node: string): Promise<Growth> => measureGrowth({ packageDir, origin: server.origin, workflow, node, items });
    const own = await grow(placeCalls, 'Place Call');
    const floor = await grow(passOn, 'Pass On');
    const limit = { text: `<= ${mostGrownMegabytes} MB`, kept: own.heapMegabytes <= mostGrownMegabytes };
    const row = (measure: string, value: number, other: number): Row => ({
      measure: `${measure} of the n8n process at its highest in ${items} items, garbage collected every ${sampleEveryMs / 1_000} s`,
      value,
      unit: 'MB',
      comparedWith: 'n8n handing the same items to No Operation',
      other,
      ratio: value / other,
    });
    return [{ ...row('heap growth', own.heapMegabytes, floor.heapMegabytes), limit }, row('resident memory growth', own.residentMegabytes, floor.residentMegabytes)];
  } finally {
    await server.close();
  }
}

interface Growth {
  readonly heapMegabytes: number;
  readonly residentMegabytes: number;
}

type Resources = Awaited<ReturnType<N8nEngine['resources']>>;

/** Readings until the run has ended, and one after it. */
async function sampleUntil(running: Promise<unknown>, read: () => Promise<Resources>): Promise<readonly Resources[]> {
  const samples: Resources[] = [];
  for (;;) {
    let pause: NodeJS.Timeout | undefined;
    const paused = new Promise<'paused'>((resolve) => {
      pause = setTimeout(() => resolve('paused'), sampleEveryMs);
    });
    const isOver = (await Promise.race([running.then(() => 'over' as const), paused])) === 'over';
    clearTimeout(pause);
    samples.push(await read());
    if (isOver) return samples;
  }
}

interface GrowthOptions {
  readonly packageDir: string;
  readonly origin: string;
  readonly workflow: WorkflowJson;
  readonly node: string;
  readonly items: number;
}

async function measureGrowth({ packageDir, origin, workflow, node, items }: GrowthOptions): Promise<Growth> {
  const engine = await startN8nEngine({ packageDir, credentials: [credentialFor(origin)] });
  try {
    await engine.runWorkflow({ workflow, items: leadItems(warmUpItems), startNode: 'Leads' });
    const before = await engine.resources();
    const running = engine.runWorkflow({ workflow, items: leadItems(items), startNode: 'Leads' });
    const samples = await sampleUntil(running, () => engine.resources());
    const done = (await running).nodes[node]?.[0]?.outputs[0]?.length ?? 0;
    if (done !== items) throw new Error(`${done} of ${items} items came out of ${node}.`);
    const highest = (of: (sample: Resources) => number): number => Math.max(...samples.map(of));
    return {
      heapMegabytes: (highest((sample) => sample.heapUsedBytes) - before.heapUsedBytes) / 1e6,
      residentMegabytes: (highest((sample) => sample.residentBytes) - before.residentBytes) / 1e6,
    };
  } finally {
    await engine.close();
  }
}
