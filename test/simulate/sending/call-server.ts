import type { CallEntry, CallFilter, CallProgress, DialRequest, Page, ServerKind } from '@iqra-automation/core';
import type { VirtualTime } from './virtual-time.ts';

/** Chance and settings of the server's dispatcher, drawn once per entry. */
export interface Dispatch {
  /** From being due to being picked up: the dispatcher looks every few seconds, and lines can be busy. */
  readonly pickUpMs: number;
  /** `dials` rings; `fails` is marked Failed; `revives` is marked Failed although it rings; `cancels` is refused at pick-up. */
  readonly fate: 'dials' | 'fails' | 'revives' | 'cancels';
}

interface Entry {
  readonly queueId: string;
  readonly queuedAtMs: number;
  /** From then on counts and lists show it. */
  readonly listedFromMs: number;
  readonly request: DialRequest;
  progress: CallProgress;
  settledAtMs: number | null;
  rang: boolean;
}

const earlyDialMs = 60_000;
const forwardMs = 1_500;
const forwardLimitMs = 30_000;

/** The queue and the dispatcher of one modelled server: what is inserted, what rings, and what the two look-ups show. */
export class CallServer {
  readonly #time: VirtualTime;
  readonly #kind: ServerKind;
  readonly #dispatch: () => Dispatch;
  readonly #listLagMs: () => number;
  readonly #entries: Entry[] = [];
  #nextNumber = 1;

  constructor(time: VirtualTime, kind: ServerKind, dispatch: () => Dispatch, listLagMs: () => number = () => 0) {
    this.#time = time;
    this.#kind = kind;
    this.#dispatch = dispatch;
    this.#listLagMs = listLagMs;
  }

  get kind(): ServerKind {
    return this.#kind;
  }

  /** How many calls of the world's recipient rang. */
  get rings(): number {
    return this.#entries.filter((entry) => entry.rang).length;
  }

  /** Who was rung more than once. */
  get rungTwice(): readonly string[] {
    const rung = this.#entries.filter((entry) => entry.rang).map(({ request }) => request.recipientNumber);
    return [...new Set(rung.filter((number, index) => rung.indexOf(number) !== index))];
  }

  get expired(): number {
    return this.#entries.filter((entry) => entry.progress === 'expired').length;
  }

  has(queueId: string): boolean {
    return this.#entries.some((entry) => entry.queueId === queueId);
  }

  insert(request: DialRequest): string {
    const entry: Entry = {
      queueId: `q${this.#nextNumber++}`,
      queuedAtMs: this.#time.nowMs,
      listedFromMs: this.#time.nowMs + this.#listLagMs(),
      request,
      progress: 'queued',
      settledAtMs: null,
      rang: false,
    };
    this.#entries.push(entry);
    const { pickUpMs, fate } = this.#dispatch();
    const dueMs = Math.max(this.#time.nowMs, request.startMs - earlyDialMs);
    this.#time.at(dueMs + pickUpMs, () => this.#pickUp(entry, fate));
    return entry.queueId;
  }

  /** A call that this product placed to somebody else an hour ago, and that went well. */
  addEarlierCall(): void {
    const queuedAtMs = this.#time.nowMs - 3_600_000;
    const at = new Date(queuedAtMs).toISOString();
    const metadata = { iqra_call_key: 'another-event', iqra_call_at: at };
    const request: DialRequest = {
      recipientNumber: '+14155550199',
      campaignId: 'campaign',
      agentId: null,
      callingNumberId: null,
      dynamicVariables: {},
      metadata,
      configMetadata: { iqra_call_until: at },
      startMs: queuedAtMs,
      latestStartMs: queuedAtMs + 120_000,
      scheduled: false,
    };
    this.#entries.push({ queueId: 'earlier', queuedAtMs, listedFromMs: queuedAtMs, request, progress: 'placed', settledAtMs: queuedAtMs, rang: false });
  }

  /** One entry, or `null`. */
  get(queueId: string): CallEntry | null {
    const entry = this.#entries.find((one) => one.queueId === queueId);
    return entry === undefined ? null : this.#toCallEntry(entry);
  }

  count(filter: CallFilter): number {
    return this.#matching(filter).length;
  }

  list(filter: CallFilter, limit: number, offset: number): Page<CallEntry> {
    const all = this.#matching(filter).toReversed();
    const items = all.slice(offset, offset + limit).map((entry) => this.#toCallEntry(entry));
    const next = offset + limit;
    return { items, nextCursor: next < all.length ? String(next) : null, totalCount: all.length };
  }

  #matching(filter: CallFilter): Entry[] {
    const from = filter.createdFrom === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filter.createdFrom);
    const to = filter.recipientNumbers;
    return this.#entries.filter(
      ({ queuedAtMs, listedFromMs, request }) => listedFromMs <= this.#time.nowMs && queuedAtMs >= from && (to === undefined || to.includes(request.recipientNumber)),
    );
  }

  #pickUp(entry: Entry, fate: Dispatch['fate']): void {
    // The fence: read at pick-up and nowhere else, and only by the server kind that reads the call's `config`.
    if (this.#kind === 'config' && entry.request.latestStartMs <= this.#time.nowMs) return this.#settle(entry, 'expired');
    if (fate === 'cancels') return this.#settle(entry, 'canceled');
    entry.progress = 'processing';
    if (fate === 'dials') return this.#later(forwardMs, () => this.#ring(entry));
    this.#later(forwardLimitMs, () => {
      this.#settle(entry, 'failed');
      if (fate === 'revives') this.#later(forwardLimitMs, () => this.#ring(entry));
    });
  }

  #ring(entry: Entry): void {
    entry.rang = true;
    this.#settle(entry, 'placed');
  }

  #settle(entry: Entry, progress: CallProgress): void {
    entry.progress = progress;
    entry.settledAtMs = this.#time.nowMs;
  }

  #later(ms: number, run: () => void): void {
    this.#time.at(this.#time.nowMs + ms, run);
  }

  #toCallEntry(entry: Entry): CallEntry {
    const { queueId, progress, queuedAtMs, settledAtMs, request } = entry;
    return {
      queueId,
      progress,
      queuedAt: new Date(queuedAtMs).toISOString(),
      processingStartedAt: null,
      leftQueueAt: settledAtMs === null ? null : new Date(settledAtMs).toISOString(),
      dynamicVariables: request.dynamicVariables,
      metadata: this.#kind === 'config' ? { ...request.metadata, ...request.configMetadata } : request.metadata,
      campaignId: request.campaignId,
      callingNumberId: null,
      recipientNumber: request.recipientNumber,
      conversationId: null,
      sessionState: null,
      endReason: null,
    };
  }
}
