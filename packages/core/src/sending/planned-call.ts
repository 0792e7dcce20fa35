import type { IqraError } from '../errors/iqra-error.ts';
import type { CallOutcome } from '../domain/call.ts';
import type { RequestFormat } from '../domain/from-host.ts';

/**
 * `event_key`: the user's own name for the event, the same in every run. `run`: this run and item of the host; a new run has another.
 * `attempt`: another attempt at a person, named by the call before it, the same in every run.
 */
export type KeyKind = 'event_key' | 'run' | 'attempt';

/** Keys of calls that can only follow another one. Computed when one is asked for: most look-ups show no call at all. */
export type LaterKeys = Pick<ReadonlySet<string>, 'has'>;

/** A call that every rule has passed: what may be sent, and when. Nothing has been sent yet. */
export interface PlannedCall {
  /** Strict E.164. */
  readonly recipientNumber: string;
  readonly campaignId: string | null;
  readonly agentId: string | null;
  readonly callingNumberId: string | null;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  /** The user's own metadata; the keys that this product writes are added on sending. */
  readonly metadata: Readonly<Record<string, string>>;
  /** `null` = now. Else the first allowed moment, in ms since 1970 UTC. */
  readonly startMs: number | null;
  /** The call may not be dialled after this moment (end of a calling window); `null` = no such limit. */
  readonly latestStartLimitMs: number | null;
  /** How long the server may keep trying an immediate call before it expires. */
  readonly keepTryingMs: number;
  /** The identity of the event that asks for this call (see `sending/`). */
  readonly callKey: string;
  /** What the key names: decides what a person can be told about running the step again. */
  readonly keyKind: KeyKind;
  /** How long an earlier call with the same key counts as the same event. */
  readonly keyLifetimeMs: number;
  /** How long before its planned time an earlier call of the event may have been asked for; absent = it is never planned ahead. */
  readonly keyAheadMs?: number;
  /** Keys of calls that can only follow this one. Where one of them was placed, this one comes too late, also if it never rang itself. */
  readonly laterKeys: LaterKeys;
  /** Which host sends, for `metadata.iqra_call_source`. */
  readonly source: string;
  /** 1 for a first call; 2 and more for another one at somebody who was not reached. */
  readonly attempt?: number;
  /** The campaign's name where the host knows it, for the result. */
  readonly campaignName?: string | null;
  /** The recipient's own time zone as it was told; it goes along with the call, for a later attempt. */
  readonly contactTimeZone?: string | null;
  /** The recipient's time zone where there is one, for the result. */
  readonly localZone?: string | null;
  readonly warnings: readonly string[];
}

/** One send on the wire. Times in ms since 1970 UTC. */
export interface DialRequest {
  readonly recipientNumber: string;
  readonly campaignId: string | null;
  readonly agentId: string | null;
  readonly callingNumberId: string | null;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  /** Complete, with the keys that this product writes. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Joins the metadata in the `config` form only: what comes back of it proves which form the server reads. */
  readonly configMetadata?: Readonly<Record<string, string>>;
  readonly startMs: number;
  /** Sent as the server's latest start: after it an undialled call expires. */
  readonly latestStartMs: number;
  /** True when the user chose a later time; the documented form then carries it too. */
  readonly scheduled: boolean;
}

/** What one send proved. Each error says the same in its `placement`. */
export type DialAnswer =
  | { readonly kind: 'queued'; readonly queueId: string; readonly serverTimeMs: number }
  /** The request provably never left this machine. */
  | { readonly kind: 'not_sent'; readonly error: IqraError }
  /** The server answered with a refusal that precedes the queue. */
  | { readonly kind: 'refused'; readonly error: IqraError }
  /** Refused before processing because of too many requests. */
  | { readonly kind: 'throttled'; readonly error: IqraError; readonly retryAfterMs: number }
  /** The server says that the call is in the queue, but not under which id. */
  | { readonly kind: 'queued_without_id'; readonly error: IqraError }
  /** Anything else: the call may or may not be in the queue. */
  | { readonly kind: 'ambiguous'; readonly error: IqraError };

/** Sends one request exactly once, without redirects, and says what the answer proves. Never throws for a network failure. */
export type Dial = (request: DialRequest) => Promise<DialAnswer>;

/** The result of placing a call, the same in every host. Times are ISO 8601 UTC. */
export interface PlacedCall {
  readonly status: 'placed' | 'already_called';
  /** One or two sentences: what happened, and how an earlier call of the event went. */
  readonly note: string;
  readonly queueId: string;
  /** True when this run put the call into the queue (also when that was only learnt by a look-up). */
  readonly placed: boolean;
  /** True when the same event already had a call; nothing was sent. */
  readonly deduplicated: boolean;
  /** True when the answer was lost and the call was found by a look-up. */
  readonly recovered: boolean;
  /** How the event's earlier call ended; absent until it has. */
  readonly outcome?: CallOutcome;
  readonly recipientNumber: string;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  /** The planned time; empty for an earlier call that does not show it. */
  readonly scheduledFor: string;
  /** The same with the offset of the recipient's time zone; empty where the zone is not one. */
  readonly scheduledForLocal: string;
  /** The moment after which the call expires undialled; empty where the server knows no such moment. */
  readonly latestStart: string;
  readonly callKey: string;
  readonly warnings: readonly string[];
}

/** When a call may ring. Each is empty where it is not known. */
export type CallTimes = Pick<PlacedCall, 'scheduledFor' | 'scheduledForLocal' | 'latestStart'>;

/** A place that lets one worker at a time hold a key, shared by all workers of a host where the host has one. */
export interface KeyStore {
  /**
   * Takes the key for `ttlMs`, or says that somebody holds it. `unavailable` = the store cannot tell now.
   */
  acquire(key: string, ttlMs: number): Promise<'acquired' | 'held' | 'unavailable'>;
  extend(key: string, ttlMs: number): Promise<void>;
  release(key: string): Promise<void>;
  /**
   * How long a hold lasts that was just taken, where the store gives short ones whatever is asked for: then a run may wait for the end of
   * a hold whose holder has died. `extend` gives what is asked for.
   */
  readonly firstHold?: { readonly leastMs: number; readonly mostMs: number };
}

/** What a host allows during sending, and what the connection says. */
export interface SendingOptions {
  /** Look up the event's key before sending. */
  readonly checkBeforeSending: boolean;
  /** After an ambiguous answer the host can wait past the fence (minutes) instead of reporting the placement as unknown. */
  readonly waitToSettle: boolean;
  readonly requestFormat: RequestFormat;
  /** False for a host that runs a throttled step again by itself: then 429 ends the run at once. Default true. */
  readonly waitWhenThrottled?: boolean;
  /** The run must return before this moment (host's own time limit), in ms since 1970 UTC of the host's clock. */
  readonly deadlineMs?: number;
}
