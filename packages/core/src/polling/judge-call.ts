import { outcomeOfEnd, type CallEntry, type CallOutcome, type EndReason, type InboundCallEntry, type SessionState } from '../domain/call.ts';
import { failedMayReviveMs, longestInboundCallSeconds } from '../domain/server-facts.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';
import {
  clockSkewMs,
  defaultGiveUpAfterMs,
  endGraceMs,
  missedAfterMs,
  unreadableCampaignCallSeconds,
} from './time-limits.ts';

/** What a judgement rests on. `deadline` and `gave_up` mean that the server never told how the call ended. */
export type JudgementBasis = 'queue' | 'session' | 'deadline' | 'gave_up' | 'stalled';

export type WaitReason =
  | 'not_placed'
  | 'in_progress'
  /** A failed call that may still turn into a placed one. */
  | 'failed_may_change'
  /** The cleanup job of the server wrote an end that may be premature. */
  | 'end_unconfirmed'
  /** No real end can come any more; an exact read by id must say so. */
  | 'needs_confirmation';

export type Judgement =
  | { readonly ended: true; readonly outcome: CallOutcome; readonly endReason: EndReason | null; readonly basis: JudgementBasis }
  | {
      readonly ended: false;
      readonly why: WaitReason;
      /** Earliest moment (ms since 1970 UTC, server time) at which waiting alone changes the verdict; `null` = only the server can. */
      readonly waitUntilMs: number | null;
    };

/** What the trackers need to know of an entry, whichever way the call went. */
export interface TrackedEntry {
  readonly queueId: string;
  readonly queuedAt: string;
  readonly conversationId: string | null;
}

export type EndedJudgement = Extract<Judgement, { ended: true }>;

/** A call whose end is certain, not reported yet. */
export interface EndedCall<E extends TrackedEntry> {
  readonly entry: E;
  readonly judgement: EndedJudgement;
  readonly stampMs: number;
}

export interface JudgeOptions {
  /** Server time of the answer that carried the entry, in ms since 1970 UTC. */
  readonly readAtMs: number;
  /** The same as far as it can be trusted: an end that the server never tells is told by this time. Default `readAtMs`. */
  readonly deadlineAtMs?: number;
  /** Longest conversation the campaign allows; `null` = it cannot be read. */
  readonly maxCallTimeSeconds: number | null;
  /** Server time at which this state of the call was first seen. Makes waits shorter: it bounds how wrong `leftQueueAt` can be. */
  readonly firstSeenMs?: number | undefined;
  /** Ask for one more read by id before an end is reported as unknown: a list joins conversations less exactly. Default false. */
  readonly confirmUnknown?: boolean;
  readonly giveUpAfterMs?: number | undefined;
}

type Deadlines = Readonly<Record<'failedFinal' | 'endFinal' | 'giveUp', number>>;

/**
 * The one definition of "this outbound call has ended", and with which outcome.
 *
 * `leftQueueAt` is when the call was placed, not when it ended, and it was written by another server's clock (up to
 * `clockSkewMs` away). An end counts when the conversation has ended with a reason. `ended` without a reason is written by a
 * cleanup job, possibly during a live call, so it counts only once the longest allowed conversation is over.
 */
export function judgeCall(entry: CallEntry, options: JudgeOptions): Judgement {
  const limits = deadlines(entry.leftQueueAt ?? entry.queuedAt, options);
  switch (entry.progress) {
    case 'canceled':
    case 'expired':
      return ended(entry.progress, entry.endReason, 'queue');
    case 'failed':
      if (entry.leftQueueAt === null || options.readAtMs >= limits.failedFinal) return ended('failed', entry.endReason, 'queue');
      return wait('failed_may_change', limits.failedFinal);
    case 'placed':
      return judgeSession(entry.sessionState, entry.endReason, limits, options);
    case 'queued':
    case 'processing':
    case 'unrecognised':
      return wait('not_placed', null);
    default:
      return entry.progress satisfies never;
  }
}

/** The same. The campaign is asked for only where its longest call time decides. */
export async function judgeWithLimit(entry: CallEntry, readAtMs: number, campaigns: Pick<CampaignDirectory, 'find'>, firstSeenMs?: number): Promise<Judgement> {
  const campaign = needsLimit(entry) ? await campaigns.find(entry.campaignId) : null;
  return judgeCall(entry, { readAtMs, maxCallTimeSeconds: campaign?.maxCallTimeSeconds ?? null, firstSeenMs });
}

/** Whether the longest call time of its campaign decides about a call: about an end without a reason. */
export function needsLimit({ progress, sessionState, endReason }: CallEntry): boolean {
  const over = sessionState === 'ended' || sessionState === 'error';
  return progress === 'placed' && over && (endReason === null || endReason === 'not_set');
}

/**
 * The same for an inbound call. Its queue status is rewritten by a cleanup job, also for answered calls, so the conversation
 * counts; its times run from the creation of the entry. A closed entry that never got a conversation was missed.
 */
export function judgeInboundCall(entry: InboundCallEntry, options: Omit<JudgeOptions, 'maxCallTimeSeconds'>): Judgement {
  const limits = deadlines(entry.queuedAt, { ...options, maxCallTimeSeconds: longestInboundCallSeconds });
  if (entry.conversationId === null && isClosed(entry.progress)) return judgeMissed(entry, options);
  return judgeSession(entry.sessionState, entry.endReason, limits, options);
}

function isClosed(progress: InboundCallEntry['progress']): boolean {
  return progress === 'failed' || progress === 'expired' || progress === 'canceled';
}

/** Nobody took it: the entry is closed, and there has been no conversation for longer than one can take to appear. */
function judgeMissed(entry: InboundCallEntry, options: Omit<JudgeOptions, 'maxCallTimeSeconds'>): Judgement {
  const missedMs = Date.parse(entry.queuedAt) + missedAfterMs;
  if (options.readAtMs < missedMs) return wait('end_unconfirmed', missedMs);
  return options.confirmUnknown === true ? wait('needs_confirmation', options.readAtMs) : ended('no_answer', entry.endReason, 'queue');
}

function judgeSession(
  state: SessionState | null,
  endReason: EndReason | null,
  limits: Deadlines,
  options: Pick<JudgeOptions, 'readAtMs' | 'deadlineAtMs' | 'confirmUnknown'>,
): Judgement {
  const deadlineAtMs = options.deadlineAtMs ?? options.readAtMs;
  const over = state === 'ended' || state === 'error';
  // A list may show the first of several conversations of one call: a failed set-up, while the phone rings.
  if (over && endReason === 'setup_failed' && options.confirmUnknown === true) return wait('needs_confirmation', options.readAtMs);
  if (over && endReason !== null && endReason !== 'not_set') return ended(outcomeOfEnd(endReason), endReason, 'session');
  if (over && deadlineAtMs > limits.endFinal) {
    return options.confirmUnknown === true
      ? wait('needs_confirmation', options.readAtMs)
      : ended('unknown', endReason, 'deadline');
  }
  if (deadlineAtMs > limits.giveUp) return ended('unknown', endReason, 'gave_up');
  return over ? wait('end_unconfirmed', Math.min(limits.endFinal, limits.giveUp)) : wait('in_progress', limits.giveUp);
}

/** The call left the queue no later than it was first seen so, and no later than its own time plus the possible skew. */
function deadlines(leftQueueAt: string, options: JudgeOptions): Deadlines {
  const leftMs = Date.parse(leftQueueAt);
  const leftByMs = Math.max(leftMs, Math.min(leftMs + clockSkewMs, options.firstSeenMs ?? Number.POSITIVE_INFINITY));
  const giveUp = leftMs + (options.giveUpAfterMs ?? defaultGiveUpAfterMs);
  const longestMs = (options.maxCallTimeSeconds ?? unreadableCampaignCallSeconds) * 1000;
  return { failedFinal: leftByMs + failedMayReviveMs, endFinal: Math.min(leftByMs + longestMs + endGraceMs, giveUp), giveUp };
}

function ended(outcome: CallOutcome, endReason: EndReason | null, basis: JudgementBasis): Judgement {
  return { ended: true, outcome, endReason, basis };
}

function wait(why: WaitReason, waitUntilMs: number | null): Judgement {
  return { ended: false, why, waitUntilMs };
}
