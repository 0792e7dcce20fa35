import { polling, type CallEntry, type EndedCallEvent, type EndedCallOptions, type PollBudget, type PollResult } from '@iqra-automation/core';
import type { CallTable } from './call-table.ts';
import { entry, iso } from './entries.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** How far back a sweep looks in most tests, and how many conversations it reads. */
export const threeHours = { windowMs: 3 * hourMs, maxConversations: 25 } as const;

/** A host that keeps state and events together, and polls a table of calls. */
export class TableHost {
  readonly events: EndedCallEvent[] = [];
  state: PollResult<EndedCallEvent>['state'] | undefined;
  readonly #table: CallTable;
  readonly #options: EndedCallOptions;

  constructor(table: CallTable, options: EndedCallOptions = {}) {
    this.#table = table;
    this.#options = options;
  }

  async poll(budget: PollBudget = {}): Promise<PollResult<EndedCallEvent>> {
    const state: unknown = this.state === undefined ? undefined : JSON.parse(JSON.stringify(this.state));
    const result = await polling.pollEndedCalls({ reads: this.#table, clock: this.#table.clock, state, options: this.#options, budget });
    this.state = result.state;
    this.events.push(...result.events);
    return result;
  }

  /** Polls once a minute; returns what each event said and in which minute it came. */
  async pollFor(minutes: number): Promise<readonly string[]> {
    const heard: string[] = [];
    for (let minute = 1; minute <= minutes; minute += 1) {
      this.#table.nowMs += minuteMs;
      for (const { id, outcome } of (await this.poll()).events) heard.push(`${id}: ${outcome} after ${minute}`);
    }
    return heard;
  }

  /** How many calls the state remembers as reported: eight characters each. */
  get remembered(): number {
    return Object.values(this.state?.seen ?? {}).join('').length / 8;
  }

  get ids(): readonly string[] {
    return this.events.map(({ id }) => id);
  }
}

/** A call that was placed at this moment, a few seconds after it was queued. */
export function placedAt(queueId: string, atMs: number, change: Partial<CallEntry> = {}): CallEntry {
  return entry({ queueId, queuedAt: iso(atMs - 5_000), leftQueueAt: iso(atMs), conversationId: `s-${queueId}`, ...change });
}

export const running = { sessionState: 'active', endReason: 'not_set' } as const;
export const cleanedUp = { sessionState: 'ended', endReason: 'not_set' } as const;
export const failed = { progress: 'failed', conversationId: null, sessionState: null, endReason: null } as const;

/** Changes one call of the table. */
export function change(table: CallTable, queueId: string, changed: Partial<CallEntry>): void {
  const index = table.outbound.findIndex((call) => call.queueId === queueId);
  const before = table.outbound[index];
  if (before === undefined) throw new Error(`no call ${queueId}`);
  table.outbound[index] = { ...before, ...changed };
}
