import type { CallReads } from '../api/registry.ts';
import { isIqraError, type IqraError } from '../errors/iqra-error.ts';
import type { EndedCall, TrackedEntry } from './judge-call.ts';
import { CampaignCache } from './campaign-cache.ts';
import type { CallSource } from './call-source.ts';
import { twiceListed } from './remembered-calls.ts';
import type { BudgetLeft } from './poll-budget.ts';
import { failureOf } from './poll-ended-calls.ts';
import { doubtfulList, newPass, readPass, type PassEnd, type PollNotice } from './read-pass.ts';
import { clockSkewMs, defaultGiveUpAfterMs, dropOutMarginMs, endGraceMs, firstReachesMs, unreadableCampaignCallSeconds } from './time-limits.ts';

export interface SweptWindow<E extends TrackedEntry> {
  readonly ended: readonly EndedCall<E>[];
  readonly campaigns: CampaignCache;
  readonly readAtMs: number;
  readonly notices: readonly PollNotice[];
  /** Where reading stopped; what was read before is valid. */
  readonly failure: IqraError | null;
}

export interface WindowOptions {
  readonly windowMs: number;
  readonly giveUpAfterMs: number | undefined;
  readonly hostNowMs: number;
}

/**
 * Reads the calls of the last hours without any memory, the newest part first, and keeps those that have ended. Throws when
 * nothing at all could be read.
 */
export async function sweepWindow<E extends TrackedEntry>(
  source: CallSource<E>,
  reads: Pick<CallReads, 'getBusiness'>,
  budget: BudgetLeft,
  options: WindowOptions,
): Promise<SweptWindow<E>> {
  const sweep = new WindowSweep(source, reads, budget, options);
  const failure = await failureOf(() => sweep.run());
  if (failure !== null && sweep.pagesTaken === 0) throw failure;
  return sweep.result(failure);
}

class WindowSweep<E extends TrackedEntry> {
  pagesTaken = 0;
  private readonly ended = new Map<string, EndedCall<E>>();
  private readonly unconfirmed = new Map<string, number>();
  private readonly campaigns = new CampaignCache();
  private readonly notices: PollNotice[] = [];
  private readAtMs: number;
  private readonly source: CallSource<E>;
  private readonly reads: Pick<CallReads, 'getBusiness'>;
  private readonly budget: BudgetLeft;
  private readonly options: WindowOptions;

  constructor(source: CallSource<E>, reads: Pick<CallReads, 'getBusiness'>, budget: BudgetLeft, options: WindowOptions) {
    this.source = source;
    this.reads = reads;
    this.budget = budget;
    this.options = options;
    this.readAtMs = options.hostNowMs;
  }

  async run(): Promise<void> {
    await this.readSlices();
    await this.confirm();
  }

  result(failure: IqraError | null): SweptWindow<E> {
    return { ended: [...this.ended.values()], campaigns: this.campaigns, readAtMs: this.readAtMs, notices: this.notices, failure };
  }

  private async readSlices(): Promise<void> {
    const { hostNowMs, windowMs } = this.options;
    let toMs: number | null = null;
    for (const reach of [...firstReachesMs, windowMs]) {
      const fromMs = hostNowMs - Math.min(reach, windowMs);
      if (toMs !== null && fromMs >= toMs) continue;
      const end: PassEnd = await readPass(this.source, newPass(fromMs, toMs), this.budget, (entries, at) => this.takePage(entries, at), () => {
        this.pagesTaken += 1;
      });
      this.pagesTaken += end.kind === 'complete' ? 1 : 0;
      if (end.kind === 'doubtful') this.notices.push(doubtfulList);
      if (end.kind === 'unfinished') {
        this.notices.push({ code: 'window_not_read', message: 'More calls than one poll can read: the oldest part of the window was not read.' });
        return;
      }
      toMs = fromMs;
    }
  }

  private async takePage(entries: readonly E[], readAtMs: number): Promise<boolean> {
    this.readAtMs = Math.max(this.readAtMs, readAtMs);
    await this.prepareCampaigns(entries, readAtMs);
    const twice = twiceListed(entries);
    for (const entry of entries) {
      if (twice.has(entry.queueId)) this.unconfirmed.set(entry.queueId, this.source.stampMs(entry) ?? readAtMs);
      else this.take(entry, readAtMs, false);
    }
    return true;
  }

  /** Ends without a reason count only when an exact read shows them too; the oldest first, they drop out of the window first. */
  private async confirm(): Promise<void> {
    const oldestFirst = [...this.unconfirmed].sort(([, a], [, b]) => a - b);
    for (const [queueId] of oldestFirst) {
      if (!this.budget.takeRead()) return;
      try {
        const answer = await this.source.get(queueId);
        this.take(answer.value, answer.serverTimeMs, true);
      } catch (error) {
        if (!isIqraError(error) || error.kind !== 'not_found') throw error;
      }
    }
  }

  private take(entry: E, readAtMs: number, exact: boolean): void {
    const stampMs = this.source.stampMs(entry);
    if (stampMs === null) return;
    const maxCallTimeSeconds = this.campaigns.maxCallTimeSeconds(this.source.campaignId(entry));
    const giveUpAfterMs = this.giveUpAfterMs(maxCallTimeSeconds);
    const judgement = this.source.judge(entry, { readAtMs, maxCallTimeSeconds, giveUpAfterMs, confirmUnknown: !exact });
    if (judgement.ended) this.ended.set(entry.queueId, { entry, judgement, stampMs });
    else if (judgement.why === 'needs_confirmation') this.unconfirmed.set(entry.queueId, stampMs);
  }

  /** Never before the longest allowed conversation is over. */
  private giveUpAfterMs(maxCallTimeSeconds: number | null): number {
    const longestMs = (maxCallTimeSeconds ?? this.source.fallbackCallSeconds ?? unreadableCampaignCallSeconds) * 1000;
    const beforeItDropsOut = Math.max(this.options.windowMs - dropOutMarginMs, longestMs + endGraceMs + clockSkewMs);
    return Math.min(this.options.giveUpAfterMs ?? defaultGiveUpAfterMs, beforeItDropsOut);
  }

  private async prepareCampaigns(entries: readonly E[], nowMs: number): Promise<void> {
    const problem = await this.campaigns.prepare(entries.map((entry) => this.source.campaignId(entry)), this.reads, nowMs);
    if (problem === null) return;
    this.notices.push({ code: 'campaigns_unreadable', message: `The campaigns could not be read, so names are left out. ${problem}` });
  }
}
