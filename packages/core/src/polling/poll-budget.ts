import type { Clock } from '../domain/clock.ts';

/** What one poll may spend. Every number has a default; a host gives at least its own deadline. */
export interface PollBudget {
  /** Pages of 50 calls. Default 20. */
  readonly maxPages?: number;
  /** Reads of a single call by id. Default 50. */
  readonly maxReads?: number;
  /** Ended calls handed over by one poll; the rest follows with the next. Default 500. */
  readonly maxEvents?: number;
  /** Conversations read at the same time. Default 4. */
  readonly concurrency?: number;
  /** The poll must return before this moment: ms since 1970 UTC of the host's own clock. Default: 4 minutes from now. */
  readonly deadlineMs?: number;
}

const defaultPollMs = 240_000;
/** The part of the time that lists may use; the rest is for conversations. */
const listShare = 0.6;

/** Counts down what is left of a budget. */
export class BudgetLeft {
  readonly maxEvents: number;
  readonly concurrency: number;
  pagesUsed = 0;
  readsUsed = 0;
  private readonly maxPages: number;
  private readonly maxReads: number;
  private readonly listUntilMs: number;
  private readonly deadlineMs: number;
  private readonly clock: Clock;

  constructor(budget: PollBudget, clock: Clock, pageFactor = 1) {
    const now = clock.now();
    this.clock = clock;
    this.maxPages = (budget.maxPages ?? 20) * pageFactor;
    this.maxReads = budget.maxReads ?? 50;
    this.maxEvents = budget.maxEvents ?? 500;
    this.concurrency = budget.concurrency ?? 4;
    this.deadlineMs = budget.deadlineMs ?? now + defaultPollMs;
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
