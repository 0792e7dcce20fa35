import type { Clock } from '../domain/from-host.ts';

/** What one poll may spend. Every number has a default in `budgetOf`; a host gives at least its own deadline. */
export interface PollBudget {
  /** Whole pages of a list. */
  readonly maxPages?: number;
  /** Reads of a single call by id. */
  readonly maxReads?: number;
  /** Ended calls handed over by one poll; the rest follows with the next. */
  readonly maxEvents?: number;
  /** Conversations read at the same time. */
  readonly concurrency?: number;
  /** The poll must return before this moment: ms since 1970 UTC of the host's own clock. Default: 4 minutes from now. */
  readonly deadlineMs?: number;
}

/** What a poll may spend where its host says nothing else. */
export const budgetOf = {
  /** A tracker that keeps its own mark. */
  tracker: { maxPages: 20, maxReads: 50, maxEvents: 500, concurrency: 4 },
  /** A host without a memory, over its window. */
  window: { maxReads: 10, concurrency: 5 },
  /** A host with a memory, from its mark: many pages are needed only after a burst or an outage; usually it is less than for a window. */
  mark: { maxPages: 60, maxReads: 60, maxEvents: 3000, concurrency: 5 },
  /** The conversations of the last two. */
  words: { concurrency: 5 },
} as const satisfies Readonly<Record<string, PollBudget>>;

/** How long a poll of a tracker may take, and one of a host that keeps no mark of its own. */
const trackerPollMs = 240_000;
export const sweepPollMs = 22_000;
/** The part of the time that lists may use; the rest is for conversations. */
const listShare = 0.6;

/** A test run by hand reads so many conversations one by one; with more, one list is asked for them, of this length. */
export const peekReads = { oneByOne: 2, listed: 25, calls: 3 } as const;

/** Counts down what is left of a budget. */
export class BudgetLeft {
  readonly maxEvents: number;
  readonly concurrency: number;
  private readonly maxPages: number;
  private readonly maxReads: number;
  private readonly listUntilMs: number;
  private readonly deadlineMs: number;
  private readonly clock: Clock;
  private pagesUsed = 0;
  private readsUsed = 0;

  constructor(budget: PollBudget, clock: Clock, pageFactor = 1) {
    const now = clock.now();
    this.clock = clock;
    this.maxPages = (budget.maxPages ?? budgetOf.tracker.maxPages) * pageFactor;
    this.maxReads = budget.maxReads ?? budgetOf.tracker.maxReads;
    this.maxEvents = budget.maxEvents ?? budgetOf.tracker.maxEvents;
    this.concurrency = budget.concurrency ?? budgetOf.tracker.concurrency;
    this.deadlineMs = budget.deadlineMs ?? now + trackerPollMs;
    this.listUntilMs = now + (this.deadlineMs - now) * listShare;
  }

  /** True when another page may be read; counts it. */
  takePage(): boolean {
    if (this.pagesUsed >= this.maxPages || this.clock.now() >= this.listUntilMs) return false;
    this.pagesUsed += 1;
    return true;
  }

  /** True when another call may be read by id; counts it. */
  takeRead(): boolean {
    if (this.readsUsed >= this.maxReads || this.clock.now() >= this.listUntilMs) return false;
    this.readsUsed += 1;
    return true;
  }

  timeIsUp(): boolean {
    return this.clock.now() >= this.deadlineMs;
  }
}
