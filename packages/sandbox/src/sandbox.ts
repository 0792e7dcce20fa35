import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ActionRunner } from './actions/action-runner.ts';
import type { ActionFate, RunAction } from './actions/action-runner.ts';
import type { ActionSlot } from './actions/campaign-actions.ts';
import { settlesAt } from './calls/call-state.ts';
import { isOutcomeName } from './calls/outcomes.ts';
import type { OutcomeName } from './calls/outcomes.ts';
import type { ActiveFault } from './faults/fault-board.ts';
import { FaultBoard } from './faults/fault-board.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import { RateLimit } from './http/rate-limit.ts';
import { RequestLog } from './http/request-log.ts';
import type { LoggedRequest } from './http/request-log.ts';
import { serve } from './http/serve.ts';
import { LiveFeed } from './page/live-feed.ts';
import { allOperations } from './operations/all-operations.ts';
import type { RequestFormat } from './operations/initiate-call.ts';
import { ownTenancy } from './seed/own-tenancy.ts';
import { businessIds, numberIds, routeIds } from './seed.ts';
import { memoryJournal, openJournal } from './state/journal.ts';
import { ledgerOf } from './state/ledger.ts';
import type { Ledger } from './state/ledger.ts';
import { SandboxState } from './state/sandbox-state.ts';
import { loadWorld } from './state/world-file.ts';
import type { LoadedWorld } from './state/world-file.ts';
import { nothingLoaded } from './state/world.ts';
import type { ClockAnchor } from './time/virtual-clock.ts';
import { VirtualClock } from './time/virtual-clock.ts';

export type { ActionFate, RunAction, FaultRule, RequestFormat, Ledger, LoggedRequest, OutcomeName, ActiveFault };

export interface SandboxOptions {
  /** 0 (default) = any free port of 127.0.0.1. */
  readonly port?: number;
  /** Folder of the durable store; absent = memory only. */
  readonly dataDir?: string;
  /** Sandbox ms per real ms; default 1, 0 = the clock stands still and moves by `advance` only. */
  readonly timeScale?: number;
  /** Which request form the server reads and in which casing it answers; default `either` (reads both, camelCase), with a world `config`. */
  readonly format?: RequestFormat;
  /** Decides ids and the outcomes of unscripted recipients; default `iqra`. */
  readonly seed?: string;
  /** A world file (its path, or its content): users, keys, businesses and stored records instead of the sandbox's own. */
  readonly world?: unknown;
  /** Real time; default the machine's clock. */
  readonly clock?: { now(): number };
  /** Sandbox time at the start, ms since 1970 UTC or ISO 8601; default real time. */
  readonly startAt?: number | string;
  /** The job that marks conversations as ended every 5 minutes; default on. */
  readonly cleanupJob?: boolean;
  /** Usage records, which only the hosted service writes; default on. */
  readonly usageRecords?: boolean;
  /** Requests per minute and key before 429; default none. */
  readonly requestsPerMinute?: number;
  /** Decides the outcome of a call instead of the recipient's last two digits. */
  readonly outcomeOf?: (recipientNumber: string) => OutcomeName | undefined;
  /** What becomes of the request of a campaign's action on its way; default: it is sent. */
  readonly actionFate?: (action: { readonly slot: ActionSlot; readonly queueId: string }) => ActionFate;
  /** How many requests `requests()` keeps; default 1000. */
  readonly keepRequests?: number;
  /** Where notices go (a torn last line of the store); default nowhere. */
  readonly notice?: (text: string) => void;
}

const ownWorld: LoadedWorld = { tenancy: ownTenancy, records: nothingLoaded };

export interface InboundOptions {
  readonly callerNumber?: string;
  readonly outcome?: OutcomeName;
}

export interface Sandbox {
  /** For example `http://127.0.0.1:40123`; the API is below `/api/v1`. */
  readonly origin: string;
  readonly port: number;
  /** The key that may do everything. More keys: `keys` in seed.ts. */
  readonly apiKey: string;
  readonly businessId: number;
  /** Sandbox time, ms since 1970 UTC. */
  now(): number;
  /** Moves the sandbox's clock forward; everything in between has then happened. Resolves when durable. */
  advance(ms: number): Promise<void>;
  /** Jumps to the moment when every accepted call has come to its end (never less than now). */
  advanceUntilSettled(): Promise<void>;
  setTimeScale(timeScale: number): Promise<void>;
  readonly timeScale: number;
  readonly faults: {
    add(rule: FaultRule): ActiveFault;
    clear(): void;
    list(): readonly ActiveFault[];
  };
  /** Who was accepted, who was rung, who was rung twice for one event. */
  ledger(): Ledger;
  /** The newest requests to the API, oldest first, with their exact bodies. */
  requests(): readonly LoggedRequest[];
  /** The requests that campaigns' actions have sent, oldest first. */
  actions(): readonly RunAction[];
  /** Resolves when every action that is due has been sent and answered. */
  actionsSettled(): Promise<void>;
  /** Somebody calls the business. Returns the queue id. */
  addInboundCall(options?: InboundOptions): string;
  /** Cancels all waiting calls the way the deletion of a business does: without a completion time. */
  cancelQueued(): void;
  /** Forgets all calls, faults and logged requests. The clock stays. */
  reset(): void;
  /** Ends open connections and the store. */
  close(): Promise<void>;
}

/** Starts a stand-in for the Iqra server on 127.0.0.1. Throws when the port is taken or the store is damaged. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = options.world === undefined ? ownWorld : loadWorld(options.world);
  const seed = options.seed ?? 'iqra';
  const realNow = (): number => options.clock?.now() ?? Date.now();
  const opened = options.dataDir === undefined ? { journal: memoryJournal, records: [], notice: null } : openJournal(options.dataDir);
  if (opened.notice !== null) options.notice?.(opened.notice);
  const isNew = opened.records.length === 0;
  const storedSeed = opened.records.find((record) => record.kind === 'opened')?.seed ?? seed;
  const storedClock = opened.records.findLast((record) => record.kind === 'clock');
  const anchor: ClockAnchor = storedClock ?? { real: realNow(), virtual: startTime(options.startAt, realNow()), timeScale: options.timeScale ?? 1 };
  const clock = new VirtualClock(realNow, anchor);
  const { journal } = opened;
  const state = new SandboxState({
    seed: storedSeed,
    clock,
    journal,
    cleanupJob: options.cleanupJob ?? true,
    usageRecords: options.usageRecords ?? true,
    outcomeOf: options.outcomeOf,
    cursorSecret: `cursor-secret/${storedSeed}`,
    tenancy: world.tenancy,
    loaded: world.records,
  });
  for (const record of opened.records) state.world.apply(record);
  const keepClock = (moved: ClockAnchor): Promise<void> => journal.append({ kind: 'clock', ...moved });
  if (isNew) await journal.append({ kind: 'opened', version: 1, seed: storedSeed });
  if (isNew) await keepClock(anchor);
  else if (options.timeScale !== undefined && options.timeScale !== anchor.timeScale) await keepClock(clock.setTimeScale(options.timeScale));

  const faults = new FaultBoard(storedSeed);
  const log = new RequestLog(options.keepRequests ?? 1_000);
  const format = options.format ?? (options.world === undefined ? 'either' : 'config');
  const rateLimit = options.requestsPerMinute === undefined ? null : new RateLimit(options.requestsPerMinute);
  let origin = '';
  const api = { state, faults, log, operations: allOperations(format), format, rateLimit, origin: () => origin };
  const feed = new LiveFeed(state);
  const runner = new ActionRunner({ state, fateOf: options.actionFate ?? (() => 'sent') });
  const server = createServer((request, response) => serve(api, { sandbox, state, feed }, request, response));
  const port = await listen(server, options.port ?? 0);
  origin = `http://127.0.0.1:${port}`;

  const sandbox: Sandbox = {
    origin,
    port,
    apiKey: world.tenancy.keys[0]?.text ?? '',
    businessId: [...world.tenancy.businesses.keys()][0] ?? 0,
    now: () => state.now(),
    advance: (ms) => keepClock(clock.advance(ms)),
    advanceUntilSettled: () => {
      const calls = [...state.world.calls, ...state.world.inbound];
      const latest = calls.reduce((last, call) => Math.max(last, settlesAt(call.plan, state.options.cleanupJob)), 0);
      return keepClock(clock.advance(Math.max(0, latest - state.now())));
    },
    setTimeScale: (timeScale) => keepClock(clock.setTimeScale(timeScale)),
    get timeScale() {
      return clock.timeScale;
    },
    faults: { add: (rule) => faults.add(rule), clear: () => faults.clear(), list: () => faults.list() },
    ledger: () => ledgerOf(state.world.calls, state.now()),
    requests: () => log.list(),
    actions: () => runner.list(),
    actionsSettled: () => runner.settled(),
    addInboundCall: (inbound = {}) => addInboundCall(state, inbound),
    cancelQueued: () => state.cancelQueued(),
    reset: () => {
      state.reset();
      faults.clear();
      log.clear();
    },
    close: async () => {
      feed.close();
      await runner.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await journal.close();
    },
  };
  return sandbox;
}

function startTime(startAt: number | string | undefined, realNow: number): number {
  if (startAt === undefined) return realNow;
  const ms = typeof startAt === 'number' ? startAt : Date.parse(startAt);
  if (!Number.isFinite(ms)) throw new RangeError(`"${startAt}" is not a moment; write ISO 8601, for example 2026-11-24T09:00:00Z.`);
  return ms;
}

function addInboundCall(state: SandboxState, options: InboundOptions): string {
  const callerNumber = options.callerNumber ?? '+14155550123';
  const outcome = options.outcome !== undefined && isOutcomeName(options.outcome) ? options.outcome : 'agent_hung_up';
  const call = state.acceptInboundCall({
    at: state.now(),
    businessId: businessIds.clinic,
    numberId: numberIds.us,
    provider: 2,
    routeId: routeIds.reception,
    callerNumber,
    outcome,
  });
  return call.queueId;
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
