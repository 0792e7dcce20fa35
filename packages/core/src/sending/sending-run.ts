import type { CallEntry } from '../domain/call.ts';
import type { Clock } from '../domain/from-host.ts';
import type { AnswerFacts } from '../domain/reads.ts';
import type { IqraError } from '../errors/iqra-error.ts';
import { readCallTags } from './call-metadata.ts';
import { fenceMarginMs, longestRequestLifeMs, type SendWindow } from './fence.ts';
import { createKeyLease, createRecentKeys, type InFlightKeys, type KeyLease, type RecentKeys } from './held-keys.ts';
import { lookUpCall, type LookUpVerdict, type SendingReads } from './look-up.ts';
import type { Dial, KeyStore, PlannedCall, SendingOptions } from './planned-call.ts';
import { noTimeLeft } from './sending-errors.ts';
import { createServerKnowledge, createServerTime, type LatestStartReading, type ServerKnowledge, type ServerTime } from './server-knowledge.ts';

/** What a run is about to do. Times in ms since 1970 UTC by the server's clock. */
export type SendingProgress =
  /** Told, and awaited, before the request leaves: a host that keeps a record writes it here. */
  | { readonly step: 'sending'; readonly send: Send }
  | { readonly step: 'settling'; readonly untilMs: number };

export interface SendingDeps {
  readonly reads: SendingReads;
  readonly dial: Dial;
  readonly clock: Clock;
  /** Resolves when the next request may leave; awaited before the fence is set, so that waiting does not use it up (docs/decisions/0011-sending-turn-before-fence.md). */
  readonly pace?: (() => Promise<void>) | undefined;
  /** Where the call is one of a batch that is looked up in portions. Only for a host without a time limit. */
  readonly lead?: CallLead | undefined;
  /** A lease that all workers of the host share. Without one, two workers that start within a second can both send. */
  readonly keyStore?: KeyStore | undefined;
  /** One per process and connection, as the next two; without them a run knows only itself. */
  readonly inFlight: InFlightKeys;
  readonly recent?: RecentKeys | undefined;
  readonly knowledge?: ServerKnowledge | undefined;
  readonly onProgress?: ((progress: SendingProgress) => void | Promise<void>) | undefined;
  /** Told when the run ends without its call while a request that was answered with a bare status may still arrive, for so many ms. */
  readonly onLeftOpen?: ((forMs: number) => void) | undefined;
  /**
   * Asked once, after the event's look-up and right before its first send: a rule's reason not to call, or `null`. Here, because an
   * event that has its call already must be answered with that call, not with a rule that counts it
   * (docs/decisions/0005-rules-object-after-the-look-up.md).
   */
  readonly objection?: (() => Promise<IqraError | null>) | undefined;
  /**
   * Where a run that waits for the call is told of its end. Asked for right before the first send and not earlier, because a host
   * may wait once it has given one, and a call that the event has already carries another.
   */
  readonly resumeAddress?: (() => unknown) | undefined;
}

export interface Send {
  readonly number: number;
  readonly window: SendWindow;
  /** By the server's clock, never later than the true moment. */
  readonly sentAtMs: number;
}

/** One run of the protocol for one call. */
export interface SendingRun {
  readonly deps: SendingDeps;
  readonly call: PlannedCall;
  readonly options: SendingOptions;
  readonly time: ServerTime;
  readonly knowledge: ServerKnowledge;
  readonly recent: RecentKeys;
  readonly deadline: Deadline;
  readonly lead: CallLead;
  readonly lease: KeyLease;
  readonly sent: Send[];
  /** How often the call was sent again after an earlier send had been settled. */
  resends: number;
  /** True once a send may have reached the server: from then on a failure proves nothing. */
  mayHaveLeft: boolean;
  /**
   * An HTTP status came in the place of the server's own answer, so whoever sent it may have passed the request on: until then, by the
   * server's clock, a call of it may still reach the queue. `null` = no such request is under way.
   */
  openUntilMs: number | null;
  /** True once the newest calls were read for what they show of the server. */
  learned: boolean;
  /** What every send of the call carries; `null` where nobody waits, and before the first send. */
  resumeAddress: string | null;
  /** What the last look-up showed of the server; `null` before the first. */
  seen: AnswerFacts | null;
}

/** Least time in which a send is worth starting. */
export const leastSendMs = 3_000;
/** Least time in which a look-up is worth starting. */
export const leastLookUpMs = 1_000;
/** Creation times and answer times come from one server, but the latter are cut to seconds. */
const ownEntryDoubtMs = 10_000;
/** What looking and waiting may add before a hold is renewed. */
export const leaseSlackMs = 60_000;

export function createRun(deps: SendingDeps, call: PlannedCall, options: SendingOptions): SendingRun {
  const knowledge = deps.knowledge ?? createServerKnowledge();
  return {
    deps,
    call,
    options,
    time: createServerTime(deps.clock),
    knowledge,
    recent: deps.recent ?? createRecentKeys(),
    deadline: createDeadline(deps.clock, options.deadlineMs),
    lead: deps.lead ?? createSoloLead(deps.pace),
    lease: createKeyLease(deps.keyStore, [call.callKey], deps.clock),
    sent: [],
    resends: 0,
    mayHaveLeft: false,
    openUntilMs: null,
    learned: false,
    resumeAddress: null,
    seen: null,
  };
}

/** How long the keys must stay held from a send until its placement is settled without us. */
export function holdMs(call: PlannedCall): number {
  const untilFenceMs = call.keepTryingMs + fenceMarginMs;
  return call.startMs === null ? untilFenceMs : Math.max(untilFenceMs, longestRequestLifeMs + leaseSlackMs);
}

/** One look-up within the host's time limit. */
export async function lookUp(run: SendingRun): Promise<LookUpVerdict> {
  const verdict = await run.deadline.within(lookUpCall(run.deps.reads, run), lateVerdict);
  if (verdict.kind !== 'failed') run.seen = verdict.count;
  return verdict;
}

function lateVerdict(): LookUpVerdict {
  const error = noTimeLeft();
  return { kind: 'failed', error, reason: error.message };
}

/**
 * Whether this server enforces the latest start of a call. Believed only of the connection's own word (a format in which nothing
 * else can be read) and of an entry of ours that came back with it: the casing of an answer proves nothing but a documented server.
 */
export function latestStartReading(run: Pick<SendingRun, 'options' | 'knowledge' | 'seen' | 'call'>): LatestStartReading {
  if (run.options.requestFormat === 'documented' || run.seen?.serverKind === 'documented') return 'ignored';
  if (run.options.requestFormat === 'config') return 'enforced';
  // Without a campaign there is no `config` form in the request.
  return run.call.campaignId === null ? 'ignored' : run.knowledge.latestStart();
}

/** True when a late insert can only expire: the server enforces the latest start, by a clock that is known. */
export function isFenced(run: SendingRun): boolean {
  if (latestStartReading(run) !== 'enforced' || run.seen?.serverTimeGuessed === true || !run.time.known()) return false;
  return !run.time.isDoubtful() && run.knowledge.clock() !== 'differs';
}

/** True when the entry can have been made by this run, false when it is surely older or another run's. */
export function isOwn(run: SendingRun, entry: CallEntry): boolean {
  const first = run.sent[0];
  if (first === undefined || Date.parse(entry.queuedAt) < first.sentAtMs - ownEntryDoubtMs) return false;
  const { send, scheduledFor } = readCallTags(entry.metadata);
  if (send === null || scheduledFor === null) return true;
  return run.sent.some(({ number, window }) => number === send && window.startMs === Date.parse(scheduledFor));
}

/** How one call goes along with the others of its batch up to its first send. Without a batch it goes alone. */
export interface CallLead {
  /** Resolves when the call may be prepared: there is room for it and for its look-up among the requests of the connection. */
  join(run: SendingRun): Promise<void>;
  /** The verdict of a look-up that others of the batch share; `null` = this call has to be looked up alone. */
  lookUp(run: SendingRun): Promise<LookUpVerdict | null>;
  /**
   * Resolves when the first send may leave, at once. False when the look-up, made at `lookedAtMs` of the host's clock (`null` =
   * none was wanted), is too old by then: the call has to join again.
   */
  depart(lookedAtMs: number | null): Promise<boolean>;
}

function createSoloLead(pace: (() => Promise<void>) | undefined): CallLead {
  return {
    join: () => Promise.resolve(),
    lookUp: () => Promise.resolve(null),
    depart: async () => {
      await pace?.();
      return true;
    },
  };
}

/** The host's own time limit on one run. */
interface Deadline {
  /** Milliseconds left; infinite where the host sets no limit. */
  leftMs(): number;
  /** The value of `work`, or of `late` when the limit comes first; then `work` goes on unheard. */
  within<T>(work: Promise<T>, late: () => T): Promise<T>;
}

export function createDeadline(clock: Clock, deadlineMs: number | undefined): Deadline {
  if (deadlineMs === undefined) {
    return { leftMs: () => Number.POSITIVE_INFINITY, within: (work) => work };
  }
  const leftMs = (): number => deadlineMs - clock.now();
  // Whoever is still waited for when the limit comes; nothing else, since the watch outlives the run and would keep it in memory.
  const waiting = new Set<() => void>();
  let watch: 'off' | 'on' | 'over' = 'off';
  const startWatch = async (): Promise<void> => {
    watch = 'on';
    await clock.sleep(Math.max(leftMs(), 0));
    watch = 'over';
    for (const giveUp of waiting) giveUp();
  };
  return {
    leftMs,
    within: async (work, late) => {
      // One timer for the whole run, set when it is first needed.
      if (watch === 'off') void startWatch();
      if (watch === 'over') return await Promise.race([work, Promise.resolve().then(late)]);
      let giveUp = (): void => undefined;
      const limit = new Promise<'over'>((resolve) => { giveUp = () => resolve('over'); });
      waiting.add(giveUp);
      try {
        return await Promise.race([work, limit.then(late)]);
      } finally {
        waiting.delete(giveUp);
      }
    },
  };
}
