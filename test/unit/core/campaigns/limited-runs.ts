import { createCallingMemory, isIqraError, placeCall, type Client, type IqraError, type PlacedCall, type RequestFormat } from '@iqra-automation/core';
import { createCampaignCounts } from '@iqra-automation/core/testing';
import { startSandbox, type OutcomeName, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { businessIds, campaignIds, keys } from '../../../../packages/sandbox/src/seed.ts';
import { openClient } from '../open-sandbox-client.ts';

export const hourMs = 3_600_000;
/** Nine in the morning in London, six in the evening in Tokyo. */
const startAt = '2026-11-24T09:00:00Z';

export type Result = PlacedCall | IqraError;

export interface RunOptions {
  readonly zone?: string;
  /** How far the host's clock is ahead of the server's. */
  readonly skewMs?: number;
  readonly raw?: Record<string, unknown>;
  /** Of `config` it is known that a late request can only expire. */
  readonly requestFormat?: RequestFormat;
  /** No call is sent before this. */
  readonly gate?: () => Promise<void>;
}

/** One run of a step: what it gives for its items, which are called side by side, each for an event of its own. */
export interface Run {
  readonly one: (index: number, change?: Record<string, unknown>) => Promise<Result>;
  readonly all: (count: number, change?: Record<string, unknown>) => Promise<readonly Result[]>;
}

/** Runs of one process against one sandbox, whose clock goes forward only. */
export interface Process {
  readonly sandbox: Sandbox;
  /** How every call from now on ends; `undefined` = as its number says. */
  outcome: OutcomeName | undefined;
  openRun(options?: RunOptions): Run;
  /** The same with a limit. */
  limited(most: number, options?: RunOptions): Run;
  /** Counts of the whole campaign; the look-ups name a recipient. */
  dayCounts(): ReturnType<Sandbox['requests']>;
  accepted(): number;
  /** Another process, and a sandbox without calls. */
  restart(): void;
}

const phone = (index: number): string => `+6141${String(1_000_000 + index)}`;

export async function openProcess(): Promise<Process> {
  const state: { outcome: OutcomeName | undefined; events: number; memory: ReturnType<typeof createCallingMemory> } = { outcome: undefined, events: 0, memory: createCallingMemory() };
  const sandbox = await startSandbox({ timeScale: 0, startAt, outcomeOf: () => state.outcome, keepRequests: 10_000 });
  const openRun = ({ zone = 'UTC', skewMs = 0, raw = {}, requestFormat = 'auto', gate }: RunOptions = {}): Run => {
    const clock = { now: () => sandbox.now() + skewMs, sleep: () => Promise.resolve(), random: () => 0.5 };
    const connection = { baseUrl: sandbox.origin, businessId: String(businessIds.clinic), requestFormat };
    const gated = (inner: Client): Client => ({ ...inner, dial: async (request) => (await gate?.(), await inner.dial(request)), forOneItem: () => gated(inner.forOneItem()) });
    const client = gated(openClient(sandbox, { apiKey: keys.full.text, deps: { clock } }));
    const deps = { client, connection, clock, memory: state.memory, campaignCounts: createCampaignCounts() };
    const one = (index: number, change: Record<string, unknown> = {}): Promise<Result> => {
      state.events += 1;
      const input = { recipientNumber: phone(index), campaignId: campaignIds.consultation, callingHours: 'off', eventKey: `event ${state.events}`, ...raw, ...change };
      return placeCall(deps, input, { source: 'test', itemId: null, stepId: '', timeZone: zone }).catch((error: unknown) => {
        if (isIqraError(error)) return error;
        throw error;
      });
    };
    return { one, all: (count, change = {}) => Promise.all(Array.from({ length: count }, (_, index) => one(index, change))) };
  };
  return {
    sandbox,
    get outcome() {
      return state.outcome;
    },
    set outcome(outcome) {
      state.outcome = outcome;
    },
    openRun,
    limited: (most, more = {}) => openRun({ ...more, raw: { maxCampaignCallsPerDay: most, ...more.raw } }),
    dayCounts: () => sandbox.requests().filter(({ operation, body }) => operation === 'countOutbound' && !String(body).includes('recipientNumbers')),
    accepted: () => sandbox.ledger().accepted.length,
    restart: () => {
      sandbox.reset();
      state.memory = createCallingMemory();
      state.outcome = undefined;
    },
  };
}

export const codesOf = (results: readonly Result[]): string[] => results.map((one) => (isIqraError(one) ? one.code : one.status));
export const placedOf = (results: readonly Result[]): number => results.filter((one) => !isIqraError(one)).length;
