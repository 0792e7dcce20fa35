import type { ServerResponse } from 'node:http';
import type { SandboxState } from '../state/sandbox-state.ts';
import { inboundRow, outboundRow } from './call-row.ts';
import type { CallRow } from './call-row.ts';
import { summaryOf } from './summary.ts';

const everyMs = 500;
const shownCalls = 200;

/** Sends the page what changed, over server-sent events, as long as somebody looks at it. */
export class LiveFeed {
  readonly #state: SandboxState;
  readonly #viewers = new Set<ServerResponse>();
  #sent = new Map<string, string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(state: SandboxState) {
    this.#state = state;
  }

  /** Adds a viewer: everything first, changes from then on. */
  open(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
    const rows = newestRows(this.#state);
    response.write(event('snapshot', { summary: summaryOf(this.#state), rows }));
    this.#viewers.add(response);
    response.on('close', () => this.#leave(response));
    this.#timer ??= setInterval(() => this.#tick(), everyMs).unref();
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    for (const viewer of this.#viewers) viewer.end();
    this.#viewers.clear();
  }

  #leave(response: ServerResponse): void {
    this.#viewers.delete(response);
    if (this.#viewers.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.#sent.clear();
  }

  #tick(): void {
    const rows = newestRows(this.#state);
    const texts = new Map(rows.map((row) => [row.queueId, JSON.stringify(row)]));
    const changed = rows.filter((row) => this.#sent.get(row.queueId) !== texts.get(row.queueId));
    this.#sent = texts;
    const message = event('change', { summary: summaryOf(this.#state), rows: changed, shown: rows.map((row) => row.queueId) });
    for (const viewer of this.#viewers) viewer.write(message);
  }
}

/** The newest calls of both directions, newest first. */
export function newestRows(state: SandboxState): readonly CallRow[] {
  const now = state.now();
  const out = state.world.calls.slice(-shownCalls).map((call) => outboundRow(state, call, now));
  const incoming = state.world.inbound.slice(-shownCalls).map((call) => inboundRow(state, call, now));
  return [...out, ...incoming].sort((left, right) => right.at - left.at || (right.queueId < left.queueId ? -1 : 1)).slice(0, shownCalls);
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
