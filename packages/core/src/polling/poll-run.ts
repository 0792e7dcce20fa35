import { isIqraError } from '../errors/iqra-error.ts';
import { describeDistantMoment } from '../hours/local-time.ts';
import type { TrackedEntry } from './judge-call.ts';
import type { PollBook } from './poll-book.ts';
import type { CallSource } from './call-source.ts';
import { isDue, type PendingCall } from './pending-calls.ts';
import type { BudgetLeft } from './poll-budget.ts';
import { doubtfulList, newPass, readPass, type Pass, type PassEnd } from './read-pass.ts';
import { clockJumpMs, clockSkewMs, longestSliceMs, markAheadMs, overlapMs, pollsForNewOffset, shortestSliceMs } from './time-limits.ts';
import type { Tracker } from './tracker.ts';

/** Passes begun, gone on with, or tried again after a doubtful answer. */
const maxPassesPerPoll = 4;

/**
 * The lists and look-ups of one poll, and the move of the mark. It changes the tracker it was given, which is a copy of the
 * stored state; nothing counts before the host saves it.
 */
export class PollRun<E extends TrackedEntry> {
  private readonly source: CallSource<E>;
  private readonly tracker: Tracker;
  private readonly book: PollBook<E>;
  private readonly budget: BudgetLeft;
  private readonly hostNow: () => number;
  private frontierMs: number;
  private readonly startMarkMs: number;
  private serverNowMs = Number.NEGATIVE_INFINITY;

  constructor(source: CallSource<E>, tracker: Tracker, book: PollBook<E>, budget: BudgetLeft, hostNow: () => number) {
    this.source = source;
    this.tracker = tracker;
    this.book = book;
    this.budget = budget;
    this.hostNow = hostNow;
    this.frontierMs = tracker.markMs;
    this.startMarkMs = tracker.markMs;
    book.pinMs = tracker.pass?.openMs ?? Number.POSITIVE_INFINITY;
  }

  /** Latest server time heard of; this machine's only before the first answer. */
  nowMs(): number {
    return Number.isFinite(this.serverNowMs) ? this.serverNowMs : this.hostNow();
  }

  /** The same, without a step ahead that the server's clock has just made against the host's. */
  trustedNowMs(): number {
    return Math.min(this.nowMs(), this.book.deadlineAtMs ?? Number.POSITIVE_INFINITY);
  }

  /** True when the mark lies further ahead than clocks can differ: of the server's time, and of what it was at other polls. */
  markIsAhead(): boolean {
    const expectedMs = this.tracker.clock === null ? Number.NEGATIVE_INFINITY : this.hostNow() + this.tracker.clock.offsetMs;
    return Number.isFinite(this.serverNowMs) && this.tracker.markMs > Math.max(this.serverNowMs, expectedMs) + markAheadMs;
  }

  /** Reads ranges in ascending order until the present is reached, the budget is used up, or enough ended calls are found. */
  async readRanges(): Promise<void> {
    for (let passes = 0; passes < maxPassesPerPoll; passes += 1) {
      const resumed = this.tracker.pass;
      const end = await this.readOn(resumed ?? this.nextPass());
      this.tracker.pass = end.pass;
      if (end.kind === 'unfinished' && resumed === null) this.tracker.sliceMs = Math.max(shortestSliceMs, this.tracker.sliceMs / 4);
      if (end.kind === 'unfinished') return;
      if (end.kind === 'doubtful') {
        if (!this.book.notices.includes(doubtfulList)) this.book.notices.push(doubtfulList);
        continue;
      }
      if (resumed === null) this.tracker.sliceMs = Math.min(longestSliceMs, this.tracker.sliceMs * 2);
      if (this.closePass(end) || Number.isFinite(this.book.pinMs) || this.enough()) return;
    }
  }

  /** Reads the calls that are followed by id and due, the longest due first. */
  async readFollowed(): Promise<void> {
    const due = [...this.tracker.pending]
      .filter(([queueId, call]) => isDue(call, this.nowMs()) && !this.book.ended.has(queueId))
      .sort(([, a], [, b]) => a.nextReadMs - b.nextReadMs);
    for (const [queueId, call] of due) {
      if (this.enough() || !this.budget.takeRead()) return;
      await this.readOne(queueId, call);
    }
  }

  /** Asks for calls that stay at "processing". */
  async readStalled(firstPoll: boolean): Promise<void> {
    if (this.source.stalled === undefined || !Number.isFinite(this.serverNowMs)) return;
    const { state, calls } = await this.source.stalled(this.tracker.stalled, this.trustedNowMs(), firstPoll);
    this.book.takeStalled(calls);
    this.tracker.stalled = state;
  }

  /** Moves the mark as far as everything before it is reported or followed by id. */
  finish(): void {
    const { tracker, book } = this;
    if (tracker.pass !== null) {
      const openMs = Number.isFinite(book.pinMs) ? book.pinMs : null;
      tracker.pass = book.pinMs < tracker.pass.fromMs ? null : { ...tracker.pass, openMs };
    }
    tracker.markMs = Math.min(this.trustedFrontierMs(), book.pinMs);
    tracker.seen.forgetBefore(tracker.markMs);
    if (tracker.pass === null) tracker.quietUntilMs = null;
    if (this.nowMs() - this.frontierMs > longestSliceMs) {
      const message = `Calls are read up to ${describeDistantMoment(this.frontierMs)}; the next polls read on from there.`;
      book.notices.push({ code: 'catching_up', message });
    }
  }

  /**
   * One wrong `Date` must not carry the mark past calls that nobody has seen. While the server's clock has just moved against the
   * host's, the mark stays an overlap behind the newest call that was read, whose own time may be a skew ahead; a clock that keeps its new
   * time, or whose calls have it, is right.
   */
  private trustedFrontierMs(): number {
    const { tracker, book } = this;
    if (!Number.isFinite(this.serverNowMs)) return this.frontierMs;
    const offsetMs = this.serverNowMs - this.hostNow();
    const known = tracker.clock ?? { offsetMs, otherPolls: 0 };
    const callsAgree = book.newestMs > this.hostNow() + known.offsetMs + clockSkewMs + clockJumpMs && book.newestMs > this.serverNowMs - overlapMs;
    const agrees = Math.abs(offsetMs - known.offsetMs) <= clockJumpMs || callsAgree;
    if (agrees || known.otherPolls + 1 >= pollsForNewOffset) {
      const isFirst = tracker.clock === null;
      tracker.clock = { offsetMs, otherPolls: 0 };
      // Of two clocks that differ at the first poll nobody knows which is right.
      return isFirst ? Math.max(this.startMarkMs, Math.min(this.frontierMs, this.hostNow() - overlapMs)) : this.frontierMs;
    }
    tracker.clock = { ...known, otherPolls: known.otherPolls + 1 };
    return Math.max(this.startMarkMs, Math.min(this.frontierMs, book.newestMs - overlapMs));
  }

  /**
   * While catching up, a pass ends before the overlap, so that each one moves the mark: the overlap is read again by every pass that
   * begins in it, and short passes there would never get to the newest calls.
   */
  private nextPass(): Pass {
    const fromMs = this.frontierMs;
    const sliceEndMs = fromMs + this.tracker.sliceMs;
    const toMs = sliceEndMs < this.nowMs() - overlapMs ? sliceEndMs : null;
    return newPass(fromMs, toMs);
  }

  private readOn(start: Pass): Promise<PassEnd> {
    const takePage = async (entries: readonly E[], readAtMs: number): Promise<boolean> => {
      this.hear(readAtMs);
      await this.book.takeListed(entries, readAtMs);
      return !this.enough();
    };
    return readPass(this.source, start, this.budget, takePage, (pass) => {
      this.tracker.pass = pass;
    });
  }

  /** Every call listed up to the end of the pass, less the overlap, has been read. Returns true when that is the present. */
  private closePass(end: Extract<PassEnd, { kind: 'complete' }>): boolean {
    this.hear(end.readAtMs);
    this.tracker.pass = null;
    const startedAtMs = end.pass.startedAtMs ?? end.readAtMs;
    const toMs = end.pass.toMs ?? Number.POSITIVE_INFINITY;
    this.frontierMs = Math.max(this.frontierMs, Math.min(toMs, startedAtMs - overlapMs));
    return toMs >= startedAtMs;
  }

  private async readOne(queueId: string, call: PendingCall): Promise<void> {
    try {
      const answer = await this.source.get(queueId);
      this.hear(answer.serverTimeMs);
      await this.book.takeExact(answer.value, answer.serverTimeMs);
    } catch (error) {
      if (!isIqraError(error) || error.kind !== 'not_found') throw error;
      this.book.takeLost(queueId, call, this.nowMs());
    }
  }

  /** Where the server's clock has just moved ahead of the host's, no deadline is over by its time alone. */
  private hear(serverTimeMs: number): void {
    this.serverNowMs = Math.max(this.serverNowMs, serverTimeMs);
    const { clock } = this.tracker;
    const expectedMs = clock === null || clock.otherPolls + 1 >= pollsForNewOffset ? Number.POSITIVE_INFINITY : this.hostNow() + clock.offsetMs;
    this.book.deadlineAtMs = this.serverNowMs - expectedMs > clockJumpMs ? expectedMs : null;
  }

  private enough(): boolean {
    return this.book.ended.size >= this.budget.maxEvents;
  }
}
