import type { CallEntry, CallOutcome, Conversation, DialRequest, EndReason } from '@iqra-automation/core';
import { CallServer, type Dispatch } from '../sending/call-server.ts';
import type { Random } from '../sending/random.ts';
import type { VirtualTime } from '../sending/virtual-time.ts';

/** How the person, or nobody, takes a call that rings. */
interface Talk {
  readonly endReason: EndReason;
  /** How it is told in the end. */
  readonly outcome: CallOutcome;
  readonly lastsMs: number;
  readonly optsOut: boolean;
}

/** One call as the world knows it, whatever anybody was told. */
export interface TrueCall {
  readonly queueId: string;
  readonly attempt: number;
  readonly askedMs: number;
  /** `null` = it did not ring. */
  readonly rangMs: number | null;
  /** `null` = it has not ended. */
  readonly endedMs: number | null;
  readonly outcome: CallOutcome | null;
  readonly optedOut: boolean;
}

/** The longest talk of the world's campaign, and what is added before an end that nobody told is told as unknown. */
export const longestTalkMs = 600_000;
const cleanUpMs = 300_000;
const failedIsFinalMs = 130_000;
const lookEveryMs = 30_000;

/** The queue of the simulated sending, with people who answer or do not, and somebody who sees each end. */
export class AnsweringServer extends CallServer {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #onEnd: (queueId: string) => void;
  readonly #talks = new Map<string, Talk>();
  readonly #requests = new Map<string, { readonly request: DialRequest; readonly askedMs: number }>();

  constructor(time: VirtualTime, random: Random, dispatch: () => Dispatch, listLagMs: () => number, onEnd: (queueId: string) => void) {
    super(time, 'config', dispatch, listLagMs);
    this.#time = time;
    this.#random = random;
    this.#onEnd = onEnd;
  }

  override insert(request: DialRequest): string {
    const queueId = super.insert(request);
    this.#requests.set(queueId, { request, askedMs: this.#time.nowMs });
    this.#talks.set(queueId, drawTalk(this.#random));
    this.#watch(queueId, Math.max(this.#time.nowMs, request.startMs) + lookEveryMs);
    return queueId;
  }

  override get(queueId: string): CallEntry | null {
    const entry = super.get(queueId);
    const talk = this.#talks.get(queueId);
    if (entry?.progress !== 'placed' || talk === undefined) return entry;
    const over = this.#time.nowMs >= Date.parse(entry.leftQueueAt ?? '') + talk.lastsMs;
    return { ...entry, conversationId: `talk ${queueId}`, sessionState: over ? 'ended' : 'active', endReason: over ? talk.endReason : null };
  }

  /** Every call, the oldest first. */
  calls(): readonly TrueCall[] {
    return [...this.#requests].map(([queueId, { request, askedMs }]) => this.#trueCall(queueId, request, askedMs));
  }

  conversation(id: string): Conversation | null {
    const queueId = id.replace(/^talk /, '');
    const entry = this.get(queueId);
    const talk = this.#talks.get(queueId);
    if (entry === null || talk === undefined) return null;
    return toConversation(id, entry, talk);
  }

  #trueCall(queueId: string, request: DialRequest, askedMs: number): TrueCall {
    const entry = super.get(queueId);
    const talk = this.#talks.get(queueId);
    const settledMs = Date.parse(entry?.leftQueueAt ?? '');
    const call = { queueId, attempt: Number(request.metadata['iqra_call_attempt']), askedMs, optedOut: false };
    switch (entry?.progress) {
      case 'placed':
        return { ...call, rangMs: settledMs, endedMs: settledMs + (talk?.lastsMs ?? 0), outcome: talk?.outcome ?? null, optedOut: talk?.optsOut ?? false };
      case 'failed':
      case 'canceled':
      case 'expired':
        return { ...call, rangMs: null, endedMs: settledMs, outcome: entry.progress };
      default:
        return { ...call, rangMs: null, endedMs: null, outcome: null };
    }
  }

  /** Looks until the call has ended, and then tells it, as a trigger does. */
  #watch(queueId: string, atMs: number): void {
    this.#time.at(atMs, () => {
      const entry = super.get(queueId);
      if (entry === null || entry.leftQueueAt === null) return this.#watch(queueId, this.#time.nowMs + lookEveryMs);
      const settledMs = Date.parse(entry.leftQueueAt);
      // A failed call can turn into one that rings.
      if (entry.progress === 'failed' && this.#time.nowMs < settledMs + failedIsFinalMs) return this.#watch(queueId, settledMs + failedIsFinalMs);
      const talk = this.#talks.get(queueId);
      const toldMs = entry.progress === 'placed' && talk !== undefined ? settledMs + toldAfterMs(talk) : this.#time.nowMs;
      this.#time.at(toldMs, () => this.#onEnd(queueId));
    });
  }
}

function toldAfterMs({ endReason, lastsMs }: Talk): number {
  return endReason === 'not_set' ? longestTalkMs + cleanUpMs + 2_000 : lastsMs + 2_000;
}

function drawTalk(random: Random): Talk {
  const draw = random.next();
  const talksMs = random.between(20_000, longestTalkMs);
  if (draw < 0.45) return { endReason: 'no_answer', outcome: 'no_answer', lastsMs: 30_000, optsOut: false };
  if (draw < 0.57) return { endReason: 'declined_or_busy', outcome: 'declined', lastsMs: random.between(2_000, 30_000), optsOut: false };
  if (draw < 0.7) return { endReason: 'voicemail', outcome: 'voicemail', lastsMs: random.between(10_000, 60_000), optsOut: false };
  if (draw < 0.75) return { endReason: 'silence_limit', outcome: 'no_answer', lastsMs: random.between(10_000, 60_000), optsOut: false };
  if (draw < 0.79) return { endReason: 'agent_fault', outcome: 'failed', lastsMs: talksMs, optsOut: random.chance(0.3) };
  if (draw < 0.82) return { endReason: 'not_set', outcome: 'unknown', lastsMs: random.between(1_000, longestTalkMs), optsOut: false };
  if (draw < 0.86) return { endReason: 'agent_hung_up', outcome: 'completed', lastsMs: talksMs, optsOut: true };
  return { endReason: 'recipient_hung_up', outcome: 'completed', lastsMs: talksMs, optsOut: false };
}

/** What was said: the person speaks where they were reached, or where the agent broke down in the middle. */
function toConversation(conversationId: string, entry: CallEntry, talk: Talk): Conversation {
  const startedMs = Date.parse(entry.leftQueueAt ?? '');
  const at = (share: number): string => new Date(startedMs + share * talk.lastsMs).toISOString();
  const speaks = talk.outcome === 'completed' || talk.endReason === 'agent_fault';
  const said = talk.optsOut ? 'Please do not call me again.' : 'Hello, yes, speaking.';
  return {
    conversationId,
    queueId: entry.queueId,
    state: 'ended',
    endReason: talk.endReason,
    startedAt: at(0),
    parties: [{ role: 'recipient', id: 'recipient', joinedAt: at(0), leftAt: at(1), recordingUrl: null }],
    messages: [
      { speaker: 'agent', text: 'Good day, this is the clinic.', at: at(0.1) },
      ...(talk.endReason === 'voicemail' ? [{ speaker: 'system', text: '', at: at(0.2), event: 'voicemail_detected' } as const] : []),
      ...(speaks ? [{ speaker: 'recipient', text: said, at: at(0.3) } as const] : []),
    ],
  };
}
