import type { IPollFunctions } from 'n8n-workflow';
import type { wakeWaitingRuns } from '../../../packages/n8n-node/nodes/IqraAiTrigger/wake-waiting-runs.ts';
import { passTimeWhenIdle } from '../../hosts/idle-time.ts';
import { httpRequest, openWaitingDoorStandIn, type WaitingDoorStandIn } from './waiting-door-stand-in.ts';

interface Module {
  readonly wakeWaitingRuns: typeof wakeWaitingRuns;
}

const trigger: Module = jest.requireActual('../../../packages/n8n-node/nodes/IqraAiTrigger/wake-waiting-runs.ts');

/** How this n8n's waiting webhooks answer; `null` = not at all. */
type Answers = { readonly status: number; readonly body: object } | null;

let door: WaitingDoorStandIn;
let answers: Answers;
let asked: string[];
let backToRealTime: () => void;

beforeEach(async () => {
  asked = [];
  backToRealTime = passTimeWhenIdle();
  door = await openWaitingDoorStandIn((request, response) => {
    asked.push(request.url ?? '');
    if (answers !== null) response.writeHead(answers.status, { 'content-type': 'application/json' }).end(JSON.stringify(answers.body));
  });
});
afterEach(async () => {
  backToRealTime();
  await door.close();
});

function wake(addresses: readonly string[], kept?: unknown) {
  const context = { additionalData: { webhookWaitingBaseUrl: door.base }, helpers: { httpRequest }, logger: { warn: () => undefined }, getNode: () => ({ name: 'Trigger' }) };
  const waitedFor = addresses.map((address, index) => ({ queueId: `call-${index}`, metadata: { iqra_resume_url: address } }));
  return trigger.wakeWaitingRuns(context as unknown as IPollFunctions, kept, waitedFor);
}

const sleeping = (execution: number): string => `${door.base}/${execution}/iqra-call-ended-6f5ddf1e?signature=a&iqra=b`;
const stillWaiting = (...open: readonly string[]): Answers => ({ status: 202, body: { state: 'waiting', open } });

describe('waking the executions that wait for calls', () => {
  it('keeps the events of the poll back for three seconds at most, and tells again whoever has not answered', async () => {
    answers = null;
    const startedMs = Date.now();
    const pending = await wake(Array.from({ length: 40 }, (_, index) => sleeping(index)));
    expect(Date.now() - startedMs).toBeLessThan(3_200);
    expect(pending).toHaveLength(40);
  });

  it('posts once to an execution, for however many of its calls, and judges the answer for each of them', async () => {
    answers = stillWaiting('call-7');
    const pending = await wake(Array.from({ length: 40 }, () => sleeping(1)));
    expect(asked).toEqual([new URL(sleeping(1)).pathname + new URL(sleeping(1)).search]);
    expect(pending.map(({ queueId, tries }) => [queueId, tries])).toEqual([['call-7', 1]]);
  });

  it('keeps a wake-up that n8n refused because its database was not ready, and posts it again until the execution has gone on', async () => {
    // n8n 2.41.1 answers everything so, before it looks at any address.
    answers = { status: 503, body: { code: 0, message: 'Database is not ready!' } };
    const [refused, ...none] = await wake([sleeping(1)]);
    expect(refused).toMatchObject({ queueId: 'call-0', address: sleeping(1), tries: 1 });
    expect(none).toEqual([]);
    expect(await wake([], [refused])).toEqual([refused]);
    expect(asked).toHaveLength(1);
    answers = { status: 200, body: { state: 'resumed' } };
    expect(await wake([], [{ ...refused, nextMs: Date.now() }])).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('tells again an execution that could not read a call, because it may be one whose end was told before', async () => {
    answers = { status: 202, body: { state: 'unread', open: ['another'] } };
    expect(await wake([sleeping(1)])).toHaveLength(1);
  });

  it('posts to no Wait or approval node of another workflow, whatever stands in the metadata or was kept', async () => {
    answers = stillWaiting();
    const foreign = [`${door.base}/77`, `${door.base}/77/`, `${door.base}/77?approved=true`, `${door.base}/77/approve?x=iqra-call-ended-1`, `${door.base}/iqra-call-ended-1/77`, `${door.base}/77/iqra-call-ended-1/more`];
    const kept = foreign.map((address, index) => ({ queueId: `kept-${index}`, address, sinceMs: 0, tries: 0, nextMs: 0 }));
    expect(await wake(foreign, kept)).toEqual([]);
    expect(asked).toEqual([]);
  });
});
