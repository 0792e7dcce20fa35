import type { CallOutcome } from '../domain/call.ts';
import type { CallReads } from '../api/registry.ts';
import type { CallSource } from './call-source.ts';
import type { EndedCall, Judgement, TrackedEntry } from './judge-call.ts';
import { twiceListed } from './remembered-calls.ts';
import { mayHaveWords } from './ended-call-event.ts';
import { followById, nextReadMs, type PendingCall } from './pending-calls.ts';
import type { PollNotice } from './read-pass.ts';
import { defaultGiveUpAfterMs, longestRereadMs, slowestWordsReadMs, unreadableCampaignCallSeconds } from './time-limits.ts';
import type { Tracker } from './tracker.ts';
import { resumeAddressKey } from '../waiting/resume-address.ts';

/** An ended call that a run may be waiting for: `metadata` holds the address, which nobody has checked. */
export interface WaitedForCall {
  readonly queueId: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface BookOptions {
  readonly giveUpAfterMs: number | undefined;
  /** Ended calls with another outcome are not reported. */
  readonly wanted: (outcome: CallOutcome) => boolean;
  /** The first poll of all: whatever has ended by now is the past. */
  readonly firstPoll: boolean;
}

/** The outcomes that an ended call can still get from what was said. */
function mayBecome(outcome: CallOutcome): readonly CallOutcome[] {
  return outcome === 'completed' ? ['completed', 'no_answer', 'voicemail', 'failed', 'unknown'] : [outcome];
}

/** So many ends without words are read by id in one poll; beyond that, lists are believed. */
const mostConfirmations = 20;

type Open = Extract<Judgement, { ended: false }>;

const confirmFirst = { ended: false, why: 'needs_confirmation', waitUntilMs: null } as const satisfies Judgement;

const gaveUp = { ended: true, outcome: 'unknown', endReason: null, basis: 'gave_up' } as const satisfies Judgement;

/** Sorts each call that was read into: reported before, ended now, or still open; and sees to it that open calls are read again. */
export class PollBook<E extends TrackedEntry> {
  readonly ended = new Map<string, EndedCall<E>>();
  readonly notices: PollNotice[] = [];
  /** The calls that this poll is done with and that carry the address of a run that waits for them, wanted or not. */
  readonly waitedFor: WaitedForCall[] = [];
  /** Oldest stamp that must be read again by range. */
  pinMs = Number.POSITIVE_INFINITY;
  /** Server time as far as it can be trusted; `null` = as the answer says. */
  deadlineAtMs: number | null = null;
  /** Newest stamp of all calls that this poll listed. */
  newestMs = Number.NEGATIVE_INFINITY;
  private confirmations = 0;
  private readonly source: CallSource<E>;
  private readonly tracker: Tracker;
  private readonly reads: Pick<CallReads, 'getBusiness'>;
  private readonly options: BookOptions;
  private readonly giveUpAfterMs: number;

  constructor(source: CallSource<E>, tracker: Tracker, reads: Pick<CallReads, 'getBusiness'>, options: BookOptions) {
    this.source = source;
    this.tracker = tracker;
    this.reads = reads;
    this.options = options;
    this.giveUpAfterMs = options.giveUpAfterMs ?? defaultGiveUpAfterMs;
  }

  /** Takes entries as a list gave them. */
  async takeListed(entries: readonly E[], readAtMs: number): Promise<void> {
    await this.prepareLimits(entries, readAtMs);
    const twice = twiceListed(entries);
    for (const entry of entries) {
      const stampMs = this.source.stampMs(entry);
      if (stampMs !== null) this.newestMs = Math.max(this.newestMs, stampMs);
      this.take(entry, readAtMs, twice.has(entry.queueId) ? 'contested' : 'list');
    }
  }

  /** Takes one entry that was read by its id; an end without a reason counts only from such a read. */
  async takeExact(entry: E, readAtMs: number): Promise<void> {
    if (!this.source.isChosen(entry)) {
      // Its campaign was taken out of the filter since.
      this.tracker.pending.delete(entry.queueId);
      return;
    }
    await this.prepareLimits([entry], readAtMs);
    this.take(entry, readAtMs, 'id');
  }

  /** "Not found" may be a passing failure of the server's database, so the call is given up only after the full wait. */
  takeLost(queueId: string, followed: PendingCall, nowMs: number): void {
    if (this.deadlineAt(nowMs) > followed.stampMs + this.giveUpAfterMs) {
      this.ended.set(queueId, { entry: this.source.lost(queueId, followed.stampMs), judgement: gaveUp, stampMs: followed.stampMs });
    }
    this.tracker.pending.set(queueId, { ...followed, nextReadMs: nowMs + longestRereadMs });
  }

  /** Takes calls that stay at "processing": told once, also should they end after all. */
  takeStalled(calls: readonly EndedCall<E>[]): void {
    for (const call of calls) if (this.options.wanted('unknown')) this.ended.set(call.entry.queueId, call);
  }

  /** A call that ended but is not reported by this poll: it must turn up again. */
  holdBack(call: EndedCall<E>, nowMs: number): void {
    const followed = this.tracker.pending.get(call.entry.queueId);
    if (followed === undefined) this.pinMs = Math.min(this.pinMs, call.stampMs);
    else this.tracker.pending.set(call.entry.queueId, { ...followed, nextReadMs: nowMs });
  }

  /** Follows an ended call by id because its conversation could not be read; returns for how long that has been so, in ms. */
  waitForWords(call: EndedCall<E>, nowMs: number): number {
    const followed = this.tracker.pending.get(call.entry.queueId);
    const wordsLateSinceMs = followed?.wordsLateSinceMs ?? nowMs;
    const lateForMs = nowMs - wordsLateSinceMs;
    const nextReadMs = nowMs + Math.min(slowestWordsReadMs, lateForMs / 4);
    const start = { stampMs: call.stampMs, firstSeenMs: nowMs, failedBefore: false };
    this.tracker.pending.set(call.entry.queueId, { ...start, ...followed, nextReadMs, wordsLateSinceMs });
    return lateForMs;
  }

  campaignName(entry: E): string | null {
    return this.tracker.campaigns.name(this.source.campaignId(entry));
  }

  /** The call is done with: reported, or not wanted. */
  finish(call: EndedCall<E>): void {
    const metadata = this.source.metadata(call.entry);
    if (metadata[resumeAddressKey] !== undefined) this.waitedFor.push({ queueId: call.entry.queueId, metadata });
    this.tracker.pending.delete(call.entry.queueId);
    this.tracker.seen.add(call.entry.queueId, call.stampMs);
  }

  /** Makes names and limits of the campaigns behind these calls known, as far as the server tells them. */
  async prepareCampaigns(entries: readonly E[], nowMs: number): Promise<void> {
    const problem = await this.tracker.campaigns.prepare(entries.map((entry) => this.source.campaignId(entry)), this.reads, nowMs);
    if (problem === null) return;
    const message = `The campaigns could not be read, so names are left out and waits are longer. ${problem}`;
    this.notices.push({ code: 'campaigns_unreadable', message });
  }

  /** Only an end without a reason depends on the campaign's longest call time. */
  private async prepareLimits(entries: readonly E[], nowMs: number): Promise<void> {
    const provisional = entries.filter((entry) => {
      const judgement = this.judge(entry, nowMs, undefined, true);
      return !judgement.ended && (judgement.why === 'end_unconfirmed' || judgement.why === 'needs_confirmation');
    });
    await this.prepareCampaigns(provisional, nowMs);
  }

  private take(entry: E, readAtMs: number, shownBy: 'list' | 'contested' | 'id'): void {
    const { queueId } = entry;
    const exact = shownBy === 'id';
    const followed = this.tracker.pending.get(queueId);
    const stampMs = this.source.stampMs(entry) ?? followed?.stampMs ?? null;
    if (stampMs === null || this.ended.has(queueId) || this.tracker.seen.has(queueId)) return;
    if (this.tracker.stalled.told[queueId] !== undefined) {
      this.finish({ entry, stampMs, judgement: gaveUp });
      return;
    }
    // Its words are late, and are asked for at its own pace.
    if (!exact && followed !== undefined && followed.wordsLateSinceMs !== null && followed.nextReadMs > readAtMs) return;
    const sameState = followed !== undefined && Math.abs(followed.stampMs - stampMs) < 1000;
    const firstSeenMs = sameState ? followed.firstSeenMs : undefined;
    const judged = this.judge(entry, readAtMs, firstSeenMs, !exact);
    const overdue = exact && this.deadlineAt(readAtMs) > stampMs + this.giveUpAfterMs;
    const believed = judged.ended || !overdue ? judged : gaveUp;
    const judgement = !exact && this.needsExactRead(entry, believed, stampMs, shownBy === 'contested') ? confirmFirst : believed;
    if (exact) this.tracker.sessions.noteExact(entry, stampMs);
    else if (!judgement.ended) this.tracker.sessions.noteListed(entry, stampMs);
    if (judgement.ended) this.takeEnded({ entry, judgement, stampMs });
    else this.follow(entry, judgement, { stampMs, firstSeenMs: firstSeenMs ?? readAtMs }, readAtMs);
  }

  /**
   * A list may show the first of two conversations: its end counts only where nothing contradicts it. An end without any words, which
   * nothing else is read of, is read by id while there is room for it.
   */
  private needsExactRead(entry: E, judged: Judgement, stampMs: number, contested: boolean): boolean {
    if (!judged.ended || judged.basis !== 'session') return false;
    const { sessions, pending } = this.tracker;
    if (contested || sessions.isContested(entry, stampMs)) return true;
    if (this.options.firstPoll || mayHaveWords(judged.outcome) || sessions.isConfirmed(entry, stampMs)) return false;
    if (this.confirmations >= mostConfirmations || pending.size >= mostConfirmations) return false;
    this.confirmations += 1;
    return true;
  }

  private takeEnded(call: EndedCall<E>): void {
    const { quietUntilMs } = this.tracker;
    const failedBefore = call.judgement.basis === 'queue' && this.tracker.pending.get(call.entry.queueId)?.failedBefore === true;
    const past = this.options.firstPoll || failedBefore || (quietUntilMs !== null && call.stampMs <= quietUntilMs);
    if (past || !mayBecome(call.judgement.outcome).some(this.options.wanted)) this.finish(call);
    else this.ended.set(call.entry.queueId, call);
  }

  private follow(entry: E, judgement: Open, times: Pick<PendingCall, 'stampMs' | 'firstSeenMs'>, nowMs: number): void {
    const followed = this.tracker.pending.get(entry.queueId);
    const failedBefore = followed?.failedBefore ?? (this.options.firstPoll && judgement.why === 'failed_may_change');
    if (followed === undefined && !failedBefore && !followById(judgement, nowMs - times.stampMs, this.tracker.pending.size)) {
      this.pinMs = Math.min(this.pinMs, times.stampMs);
      return;
    }
    const next = nextReadMs(judgement, times.stampMs, this.maxCallMs(entry), nowMs);
    const wordsLateSinceMs = followed?.wordsLateSinceMs ?? null;
    this.tracker.pending.set(entry.queueId, { ...times, nextReadMs: next, wordsLateSinceMs, failedBefore });
  }

  private judge(entry: E, readAtMs: number, firstSeenMs: number | undefined, confirmUnknown: boolean): Judgement {
    return this.source.judge(entry, {
      readAtMs,
      deadlineAtMs: this.deadlineAt(readAtMs),
      maxCallTimeSeconds: this.tracker.campaigns.maxCallTimeSeconds(this.source.campaignId(entry)),
      confirmUnknown,
      giveUpAfterMs: this.giveUpAfterMs,
      firstSeenMs,
    });
  }

  private deadlineAt(readAtMs: number): number {
    return Math.min(readAtMs, this.deadlineAtMs ?? readAtMs);
  }

  private maxCallMs(entry: E): number {
    const seconds = this.tracker.campaigns.maxCallTimeSeconds(this.source.campaignId(entry));
    return (seconds ?? this.source.fallbackCallSeconds ?? unreadableCampaignCallSeconds) * 1000;
  }
}
