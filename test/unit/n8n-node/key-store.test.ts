import { join } from 'node:path';
import type { KeyStore } from '@iqra-automation/core';
import type { createN8nKeyStore } from '../../../packages/n8n-node/nodes/connection/n8n-key-store.ts';
import { passTimeWhenIdle } from '../../hosts/idle-time.ts';
import { Random } from '../../simulate/sending/random.ts';

interface Module {
  readonly createN8nKeyStore: typeof createN8nKeyStore;
}
type Helpers = Parameters<typeof createN8nKeyStore>[0]['helpers'];

/** The store of processed values as n8n keeps it for one node: a list that is read, and then written back as a whole. */
class ProcessedValues {
  values: readonly string[] = [];
  readonly #tripMs: () => number;

  constructor(tripMs: number | (() => number)) {
    this.#tripMs = typeof tripMs === 'number' ? () => tripMs : tripMs;
  }

  get helpers(): Helpers {
    const trip = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, this.#tripMs()));
    return {
      checkProcessedAndRecord: async (items) => {
        await trip();
        const read = this.values;
        await trip();
        const isNew = (item: string | number): boolean => !read.includes(String(item));
        this.values = [...read, ...items.filter(isNew).map(String)];
        return { new: items.filter(isNew), processed: items.filter((item) => !isNew(item)) };
      },
      removeProcessed: async (items) => {
        await trip();
        const read = this.values;
        await trip();
        this.values = read.filter((value) => !items.map(String).includes(value));
      },
    };
  }
}

/** n8n's own package, which remembers nothing of a store: all processes of these tests share it, because it is large. */
const n8nWorkflowPath = require.resolve('n8n-workflow', { paths: [join(__dirname, '../../../packages/n8n-node')] });
const n8nWorkflow: unknown = jest.requireActual(n8nWorkflowPath);

/** The store as another process of n8n has it: with a memory of its own. */
function inOwnProcess(database: { readonly helpers: Helpers }): KeyStore {
  let made: KeyStore | undefined;
  jest.isolateModules(() => {
    jest.doMock(n8nWorkflowPath, () => n8nWorkflow);
    const module: Module = jest.requireActual('../../../packages/n8n-node/nodes/connection/n8n-key-store.ts');
    made = module.createN8nKeyStore({ helpers: database.helpers });
  });
  if (made === undefined) throw new Error('The module did not load.');
  return made;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let backToRealTime: () => void;
beforeEach(() => {
  backToRealTime = passTimeWhenIdle();
});
afterEach(() => backToRealTime());

describe('a hold on a key that all workers of one n8n share', () => {
  it.each([0, 5, 10, 20, 95, 100, 105, 110, 120, 250])('is given to one of two workers that ask %i ms apart', async (gapMs) => {
    const pairs = Array.from({ length: 2 }, async () => {
      const database = new ProcessedValues(5);
      const [first, second] = [inOwnProcess(database), inOwnProcess(database)];
      const later = pause(gapMs).then(() => second.acquire('key', 1));
      return await Promise.all([first.acquire('key', 1), later]);
    });
    for (const answers of await Promise.all(pairs)) expect(answers.filter((answer) => answer === 'acquired')).toHaveLength(1);
  });

  it('is given to workers that want other keys, although they overwrite each other', async () => {
    const database = new ProcessedValues(5);
    const answers = await Promise.all(['a', 'b', 'c'].map((key) => inOwnProcess(database).acquire(key, 1)));
    expect(answers).toEqual(['acquired', 'acquired', 'acquired']);
  });

  it('is never kept from a worker by its own traces, which another one has overwritten: nobody else wants these keys', async () => {
    const random = new Random(1, 1);
    const database = new ProcessedValues(() => random.between(1, 8));
    const workers = [inOwnProcess(database), inOwnProcess(database), inOwnProcess(database)];
    const answers = await Promise.all(workers.flatMap((worker, number) => Array.from({ length: 20 }, (_, event) => worker.acquire(`event ${number}-${event}`, 1))));
    expect(answers.filter((answer) => answer !== 'acquired')).toEqual([]);
  });

  it('can be taken at once after it was given back, and is not kept alive by those who ask for it', async () => {
    const database = new ProcessedValues(1);
    const [first, second] = [inOwnProcess(database), inOwnProcess(database)];
    expect(await first.acquire('key', 1)).toBe('acquired');
    const recorded = database.values;
    expect(await second.acquire('key', 1)).toBe('held');
    expect(database.values).toEqual(recorded);
    await first.release('key');
    expect(await second.acquire('key', 1)).toBe('acquired');
  });

  it('ends by itself within the time that is told, so that a worker that died does not keep the event', async () => {
    const database = new ProcessedValues(1);
    const store = inOwnProcess(database);
    expect(await store.acquire('key', 1)).toBe('acquired');
    const { now } = Date;
    try {
      const endMs = now() + (store.firstHold?.mostMs ?? 0);
      Date.now = () => endMs;
      expect(await inOwnProcess(database).acquire('key', 1)).toBe('acquired');
    } finally {
      Date.now = now;
    }
  });

  it.each([45_000, 125_000, 300_000])('lasts for %d ms when it is extended so, and leaves nothing behind when it is given back', async (holdMs) => {
    const database = new ProcessedValues(1);
    const holder = inOwnProcess(database);
    const { now } = Date;
    try {
      const startMs = now();
      Date.now = () => startMs;
      expect(await holder.acquire('key', 1)).toBe('acquired');
      await holder.extend('key', holdMs);
      Date.now = () => startMs + holdMs - 1_000;
      expect(await inOwnProcess(database).acquire('key', 1)).toBe('held');
      await holder.release('key');
      for (const laterMs of [0, 60_000, 200_000]) {
        Date.now = () => startMs + holdMs + laterMs;
        const next = inOwnProcess(database);
        expect(await next.acquire('key', 1)).toBe('acquired');
        await next.release('key');
      }
    } finally {
      Date.now = now;
    }
  });

  it('is not prolonged by those who ask for it while it lasts, although what they take back is written again by another worker', async () => {
    const database = new ProcessedValues(1);
    const lossy = { ...database.helpers, removeProcessed: () => Promise.resolve() };
    const holder = inOwnProcess(database);
    const { now } = Date;
    try {
      const startMs = Math.ceil(now() / 30_000) * 30_000;
      Date.now = () => startMs;
      expect(await holder.acquire('key', 1)).toBe('acquired');
      for (const [laterMs, answer] of [[29_999, 'held'], [30_001, 'held'], [59_999, 'held'], [60_001, 'acquired']] as const) {
        Date.now = () => startMs + laterMs;
        expect([laterMs, await inOwnProcess({ helpers: lossy }).acquire('key', 1)]).toEqual([laterMs, answer]);
      }
    } finally {
      Date.now = now;
    }
  });

  it('is given to everybody where n8n has no such store', async () => {
    const missing = (): Promise<never> => Promise.reject(new Error('Instance needs to initialized before use'));
    const module: Module = jest.requireActual('../../../packages/n8n-node/nodes/connection/n8n-key-store.ts');
    const store = module.createN8nKeyStore({ helpers: { checkProcessedAndRecord: missing, removeProcessed: missing } });
    expect(await store.acquire('key', 1)).toBe('acquired');
    await store.extend('key', 1);
    await store.release('key');
  });
});
