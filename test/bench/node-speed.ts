import { startN8nEngine, type N8nEngine } from '../hosts/n8n/engine.ts';
import { startAnsweringServer, type SeenRequest } from './answering-server.ts';
import { median, type Row } from './figures.ts';
import { runHttpRequestNode } from './http-request-node.ts';
import { concurrency, credentialFor, leadItems, placeCalls } from './n8n-workflows.ts';

const answerAfterMs = 100;
/** One look-up for as many calls as are sent together. */
const idealRequestsPerCall = 1 + 1 / concurrency;
const mostRequestsPerCall = 1.12;
/** Each call waits for two answers, one after the other: that of its look-up and its own. */
const answersInTurn = 2;
const mostOverIdeal = 1.1;
/** When a loop that does nothing else is already so far from the ideal, other work on the machine decides. */
const busyOverIdeal = 1.05;

export interface SpeedOptions {
  readonly packageDir: string;
  readonly items: number;
  readonly rounds: number;
}

/** Items per second of the node, beside the ideal, a bare loop and n8n's own HTTP Request node, all in turn. */
export async function measureNodeSpeed({ packageDir, items, rounds }: SpeedOptions): Promise<readonly Row[]> {
  const server = await startAnsweringServer(answerAfterMs);
  const engine = await startN8nEngine({ packageDir, credentials: [credentialFor(server.origin)] });
  try {
    await runNode(engine, 20);
    const { samples } = await server.report();
    const cpuBeforeMs = (await engine.resources()).cpuMs;
    const nodeMs: number[] = [];
    const bareMs: number[] = [];
    let requests = 0;
    for (let round = 0; round < rounds; round += 1) {
      bareMs.push(await runBareLoop(server.origin, samples, items));
      await server.report();
      nodeMs.push(await runNode(engine, items));
      requests += (await server.report()).requests;
    }
    const cpuMs = ((await engine.resources()).cpuMs - cpuBeforeMs) / (items * rounds);
    const httpRequestNode = await runHttpRequestNode({ server, samples, items, answerAfterMs });
    return [...speedRows(items, median(nodeMs), median(bareMs)), requestsRow(requests / (items * rounds)), ...httpRequestRows(httpRequestNode, items, cpuMs)];
  } finally {
    await engine.close();
    await server.close();
  }
}

async function runNode(engine: N8nEngine, items: number): Promise<number> {
  const startedMs = performance.now();
  const run = await engine.runWorkflow({ workflow: placeCalls, items: leadItems(items), startNode: 'Leads' });
  const tookMs = performance.now() - startedMs;
  const placed = run.nodes['Place Call']?.[0]?.outputs[0]?.length ?? 0;
  if (placed !== items) throw new Error(`${placed} of ${items} calls were placed: ${run.nodes['Place Call']?.[0]?.error?.message ?? run.error?.message ?? 'no reason given'}`);
  return tookMs;
}

/** The same requests by a program that does nothing else: for each ten items one look-up, then ten calls at a time. */
async function runBareLoop(origin: string, samples: readonly SeenRequest[], items: number): Promise<number> {
  const send = async ({ path, headers, body }: SeenRequest): Promise<void> => {
    await (await fetch(`${origin}${path}`, { method: 'POST', headers, body: Buffer.from(body, 'base64') })).text();
  };
  const [lookUp, call] = [samples.find(({ path }) => path.endsWith('/count')), samples.find(({ path }) => path.endsWith('/initiate'))];
  if (lookUp === undefined || call === undefined) throw new Error('The node sent no look-up or no call.');
  const startedMs = performance.now();
  for (let left = items; left > 0; left -= concurrency) {
    await send(lookUp);
    await Promise.all(Array.from({ length: Math.min(concurrency, left) }, () => send(call)));
  }
  return performance.now() - startedMs;
}

function speedRows(items: number, nodeMs: number, bareMs: number): readonly Row[] {
  const idealMs = (items * answersInTurn * answerAfterMs) / concurrency;
  const perSecond = (ms: number): number => (items / ms) * 1_000;
  const measure = `n8n node, ${items} items, ${concurrency} at a time, every answer after ${answerAfterMs} ms`;
  const against = (name: string, ownMs: number, comparedWith: string, ms: number): Row => ({
    measure: name,
    value: perSecond(ownMs),
    unit: 'items/s',
    comparedWith: `${comparedWith} (ratio of times)`,
    other: perSecond(ms),
    ratio: ownMs / ms,
  });
  const isKept = nodeMs / idealMs <= mostOverIdeal;
  const isBusy = bareMs / idealMs > busyOverIdeal;
  const ideal = 'ideal: ten items in two answers of 100 ms, one after the other';
  return [
    { ...against(measure, nodeMs, ideal, idealMs), limit: { text: `<= ${mostOverIdeal}`, kept: isKept || (isBusy ? null : false) } },
    against(measure, nodeMs, 'floor: bare loop of fetch in the same run, the same requests in the same order', bareMs),
    against('that bare loop of fetch', bareMs, ideal, idealMs),
  ];
}

function requestsRow(perCall: number): Row {
  const limit = { text: `<= ${mostRequestsPerCall}`, kept: perCall <= mostRequestsPerCall };
  const comparedWith = `ideal: one look-up for ${concurrency} calls`;
  return { measure: `requests per call, ${concurrency} at a time`, value: perCall, unit: 'requests', comparedWith, other: idealRequestsPerCall, ratio: perCall / idealRequestsPerCall, limit };
}

function httpRequestRows(found: Awaited<ReturnType<typeof runHttpRequestNode>>, items: number, cpuMs: number): readonly Row[] {
  const measure = 'processor time of the n8n process per item';
  if (typeof found === 'string') return [{ measure, value: cpuMs, unit: 'ms', comparedWith: `n8n's own HTTP Request node: ${found}`, other: null, ratio: null }];
  const { tookMs, cpuMsPerItem } = found;
  const idealMs = (items * answerAfterMs) / concurrency;
  return [
    { measure, value: cpuMs, unit: 'ms', comparedWith: "n8n's own HTTP Request node, the initiate request only", other: cpuMsPerItem, ratio: cpuMs / cpuMsPerItem },
    {
      measure: "n8n's own HTTP Request node, the initiate request only, batches of 10 every 100 ms",
      value: (items / tookMs) * 1_000,
      unit: 'items/s',
      comparedWith: 'its own ideal: requests x 100 ms / 10 (ratio of times)',
      other: (items / idealMs) * 1_000,
      ratio: tookMs / idealMs,
    },
  ];
}

