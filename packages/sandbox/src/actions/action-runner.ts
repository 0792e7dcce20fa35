import type { SandboxState } from '../state/sandbox-state.ts';
import type { OutboundCall } from '../state/world.ts';
import { variablesOf } from './action-variables.ts';
import { actionsOf } from './campaign-actions.ts';
import type { ActionSlot, CampaignAction } from './campaign-actions.ts';
import { configuredAction } from './custom-tool.ts';
import type { ConfiguredAction } from './custom-tool.ts';
import { toolRequest } from './tool-request.ts';
import type { ToolRequest } from './tool-request.ts';

/** How one run of a tool went. The server writes it into a log that nobody outside sees. */
export interface RunAction {
  readonly slot: ActionSlot;
  readonly queueId: string;
  readonly at: number;
  /** `null` = nothing was sent: a template failed. */
  readonly url: string | null;
  /** The answer's status, or why there is none. Any status counts as done. */
  readonly result: number | string;
}

/** What the network makes of a request: `lost` on its way, or `doubled`. */
export type ActionFate = 'sent' | 'lost' | 'doubled';

export interface ActionRunnerOptions {
  readonly state: SandboxState;
  readonly fateOf: (action: { readonly slot: ActionSlot; readonly queueId: string }) => ActionFate;
}

const everyMs = 50;
const timeoutMs = 5_000;
const mostKept = 5_000;

/** Starts the actions of campaigns as their time comes: one attempt each, which nobody waits for and nobody repeats. */
export class ActionRunner {
  readonly #options: ActionRunnerOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #done: RunAction[] = [];
  #doneUntil: number;
  #calls: readonly OutboundCall[] = [];
  #seen = 0;
  #waiting: { readonly call: OutboundCall; readonly action: CampaignAction }[] = [];

  constructor(options: ActionRunnerOptions) {
    this.#options = options;
    // What came before the start was sent by an earlier process, or is lost.
    this.#doneUntil = options.state.now();
    this.#timer = setInterval(() => this.runDue(), everyMs).unref();
  }

  list(): readonly RunAction[] {
    return this.#done;
  }

  /** Starts what has become due. */
  runDue(): void {
    const now = this.#options.state.now();
    this.#takeNewCalls();
    const due = this.#waiting.filter(({ action }) => action.at <= now).sort((left, right) => left.action.at - right.action.at);
    this.#waiting = this.#waiting.filter(({ action }) => action.at > now);
    for (const { call, action } of due) if (action.at > this.#doneUntil && isStill(call, action)) this.#start(call, action);
    this.#doneUntil = now;
  }

  /** Resolves when every action that has been started has its answer. */
  async settled(): Promise<void> {
    this.runDue();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    await Promise.all(this.#running);
  }

  #takeNewCalls(): void {
    const { calls } = this.#options.state.world;
    if (calls !== this.#calls) {
      this.#calls = calls;
      this.#seen = 0;
      this.#waiting = [];
    }
    for (; this.#seen < calls.length; this.#seen += 1) {
      const call = calls[this.#seen];
      if (call !== undefined) this.#waiting.push(...actionsOf(call.plan).map((action) => ({ call, action })));
    }
  }

  #start(call: OutboundCall, action: CampaignAction): void {
    const business = this.#options.state.options.tenancy.businesses.get(call.accepted.businessId);
    const configured = business === undefined ? null : configuredAction(business, call.accepted.campaignId, action.slot);
    if (configured === null) return;
    const run = this.#run(call, action, configured).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #run(call: OutboundCall, action: CampaignAction, configured: ConfiguredAction): Promise<void> {
    const told = { slot: action.slot, queueId: call.queueId, at: action.at };
    let request: ToolRequest;
    try {
      request = toolRequest(configured, variablesOf(call, action));
    } catch (error) {
      this.#keep({ ...told, url: null, result: error instanceof Error ? error.message : String(error) });
      return;
    }
    const fate = this.#options.fateOf(told);
    const times = fate === 'lost' ? 0 : fate === 'doubled' ? 2 : 1;
    if (times === 0) this.#keep({ ...told, url: request.url, result: 'lost' });
    for (let sent = 0; sent < times; sent += 1) this.#keep({ ...told, url: request.url, result: await this.#send(request) });
  }

  async #send({ method, url, headers, body }: ToolRequest): Promise<number | string> {
    try {
      const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]);
      const response = await fetch(url, { method, headers, ...(body === null ? {} : { body }), signal });
      await response.arrayBuffer();
      return response.status;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #keep(run: RunAction): void {
    this.#done.push(run);
    if (this.#done.length > mostKept) this.#done = this.#done.slice(-mostKept);
  }
}

/** The plan of a call can be replaced when its business is deleted. */
function isStill(call: OutboundCall, action: CampaignAction): boolean {
  return actionsOf(call.plan).some(({ slot, at }) => slot === action.slot && at === action.at);
}
