import type { Clock } from '../domain/from-host.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import type { CallLead, SendingRun } from './sending-run.ts';
import { lookUpTogether, type LookUpVerdict, type SendingReads } from './look-up.ts';
import { createSignal, type Pacer } from './pacer.ts';
import { Portion, RoomForLookUp, showsOlderCalls } from './portion.ts';

/** An answer about earlier calls that is older than this says too little about the moment of the send. */
const freshMs = 2_000;
/** Where a look-up and its send are more than a minute's requests, none can be fresher than the limit itself allows. */
const freshOverTheLimitMs = 62_000;
/** How long a portion waits for others that are about to come: longer where requests are scarce. */
const patienceMs = { limited: 2_000, unlimited: 250 } as const;

export interface CallBatchDeps {
  /** Reads of the connection that wait for `pace`. */
  readonly readsAt: (pace: () => Promise<void>) => SendingReads;
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** How many calls are worked on at the same time; so many share a look-up. */
  readonly concurrency: number;
  /** How many calls there are in all. */
  readonly calls: number;
}

/** The calls of one run of a host, which are looked up in portions (docs/decisions/0090-sending-look-ups-in-portions.md). */
export interface CallBatch {
  /** A call of the batch begins. */
  enter(): BatchLead;
}

export interface BatchLead extends CallLead {
  /** For all other requests of this call. Gives its turn back first: who holds turns must not wait for others. */
  readonly pace: () => Promise<void>;
  /** The call has come to its end. */
  end(): void;
}

export function createCallBatch(deps: CallBatchDeps): CallBatch {
  const gathering = new Gathering(deps);
  return { enter: () => new Lead(deps, gathering) };
}

type State =
  /** On its way to a portion, or being sent: another call follows it soon. */
  | 'coming'
  | 'waiting'
  | 'admitted'
  /** Nobody knows when it ends. */
  | 'away';

/** Brings those who wait for the same connection into portions, one portion after the other. */
class Gathering {
  readonly #deps: CallBatchDeps;
  readonly #changed = createSignal();
  readonly #waiting: { readonly lead: Lead; readonly looks: boolean; readonly admit: (portion: Portion) => void; readonly fail: (error: unknown) => void }[] = [];
  #away = 0;
  #ended = 0;
  #busy = false;

  constructor(deps: CallBatchDeps) {
    this.#deps = deps;
  }

  wait(lead: Lead, looks: boolean): Promise<Portion> {
    const admitted = new Promise<Portion>((admit, fail) => this.#waiting.push({ lead, looks, admit, fail }));
    this.#changed.fire();
    if (!this.#busy) void this.#serve();
    return admitted;
  }

  tell(before: State, after: State | 'ended'): void {
    if (before === 'away') this.#away -= 1;
    if (after === 'away') this.#away += 1;
    if (after === 'ended') this.#ended += 1;
    this.#changed.fire();
  }

  async #serve(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
      const { pacer, clock } = this.#deps;
      const { members, lookUpTurns } = this.#takeMembers();
      try {
        const turns = await pacer.reserve(members.length + lookUpTurns);
        const turnsForIt = Math.max(Math.min(lookUpTurns, pacer.mostAtOnce - members.length), Math.min(lookUpTurns, 1));
        const room = new RoomForLookUp({ turns, turnsForIt, pacer, clock });
        const look = (runs: readonly SendingRun[]) => this.#look(runs, room, members);
        const portion = new Portion({ members, turns, clock, look, skipLook: () => room.end() });
        for (const { admit } of members) admit(portion);
        // Another look-up between this one and its send would make it stale.
        if (members.length + lookUpTurns > pacer.mostAtOnce) await portion.over();
      } catch (error) {
        for (const { fail } of members) fail(error);
      }
    }
    this.#busy = false;
  }

  /** Waits while others are about to come, but not for long. */
  async #gather(): Promise<void> {
    const patience = this.#loseThePatience();
    while (this.#moreMayComeSoon()) {
      if ((await Promise.race([patience, this.#changed.next()])) === 'lost') return;
    }
  }

  async #loseThePatience(): Promise<'lost'> {
    const { clock, pacer } = this.#deps;
    await clock.sleep(Number.isFinite(pacer.mostAtOnce) ? patienceMs.limited : patienceMs.unlimited);
    return 'lost';
  }

  #moreMayComeSoon(): boolean {
    const { concurrency, calls } = this.#deps;
    const waiting = this.#waiting.length;
    return waiting < this.#mostInPortion() && Math.min(concurrency, calls - this.#ended) - this.#away > waiting;
  }

  /** A portion and its look-up leave together. */
  #mostInPortion(lookUpTurns = 1): number {
    return Math.max(1, Math.min(this.#deps.concurrency, this.#deps.pacer.mostAtOnce - lookUpTurns));
  }

  /** Those that come next, and how many turns their look-up gets. One that nobody could share a look-up with has one of its own. */
  #takeMembers() {
    const first = this.#waiting.slice(0, this.#mostInPortion());
    const shared = first.findIndex(({ lead }) => lead.needs.alone);
    const together = first.slice(0, shared === -1 ? first.length : Math.max(shared, 1));
    const needed = Math.max(...together.map(({ lead }) => lead.needs.lookUpTurns));
    const members = this.#waiting.splice(0, Math.min(together.length, this.#mostInPortion(needed)));
    return { members, lookUpTurns: members.some(({ looks }) => looks) ? needed : 0 };
  }

  async #look(runs: readonly SendingRun[], room: RoomForLookUp, members: readonly { readonly lead: Lead }[]): Promise<readonly LookUpVerdict[] | null> {
    const verdicts = await lookUpTogether(this.#deps.readsAt(room.pace), runs);
    room.end();
    for (const { lead } of members) lead.learn(room, verdicts === null);
    return verdicts;
  }
}

class Lead implements BatchLead {
  readonly #deps: CallBatchDeps;
  readonly #gathering: Gathering;
  #state: State = 'coming';
  #portion: Portion | null = null;
  /** From then on another request means that the answer left something open. */
  #departed = false;
  /** What its last look-up took: a repeated one that had to wait for room would be stale again, for ever where the room is scarce. */
  #needs: { readonly lookUpTurns: number; readonly alone: boolean } = { lookUpTurns: 1, alone: false };
  /** Since it joined: its requests beside the portion, and how long what was seen first waited for the rest of the look-up. */
  #requests = 0;
  #waitedMs = 0;
  #joined = false;
  /** A server that let a whole look-up pass in silence is not asked again for this call. */
  #silent: LookUpVerdict | null = null;

  constructor(deps: CallBatchDeps, gathering: Gathering) {
    this.#deps = deps;
    this.#gathering = gathering;
  }

  get needs(): { readonly lookUpTurns: number; readonly alone: boolean } {
    return this.#needs;
  }

  learn({ requests, waitedMs }: RoomForLookUp, alone: boolean): void {
    this.#needs = { lookUpTurns: Math.max(requests, 1), alone };
    this.#waitedMs = alone ? 0 : waitedMs;
  }

  readonly pace = async (): Promise<void> => {
    this.#goAlone();
    if (this.#departed) this.#become('away');
    const { clock, pacer } = this.#deps;
    this.#requests += 1;
    const fromMs = clock.now();
    await pacer.take();
    if (showsOlderCalls(this.#requests)) this.#waitedMs += clock.now() - fromMs;
  };

  async join(run: SendingRun): Promise<void> {
    this.#goAlone();
    this.#become('waiting');
    if (this.#joined) this.#needs = { ...this.#needs, lookUpTurns: Math.max(this.#needs.lookUpTurns, this.#requests) };
    this.#joined = true;
    this.#requests = 0;
    this.#waitedMs = 0;
    this.#portion = await this.#gathering.wait(this, run.options.checkBeforeSending);
    this.#become('admitted');
  }

  async lookUp(run: SendingRun): Promise<LookUpVerdict | null> {
    if (this.#silent !== null) return this.#silent;
    const verdict = (await this.#portion?.lookUp(this, run)) ?? null;
    if (verdict?.kind === 'failed' && isIqraError(verdict.error) && verdict.error.code === 'SERVER_SILENT') this.#silent = verdict;
    return verdict;
  }

  async depart(lookedAtMs: number | null): Promise<boolean> {
    if (this.#isFresh(lookedAtMs) && this.#portion?.depart(this) === true) {
      this.#portion = null;
    } else {
      this.#goAlone();
      if (this.#isFresh(lookedAtMs)) await this.#deps.pacer.take();
      if (!this.#isFresh(lookedAtMs)) return false;
    }
    this.#become('coming');
    this.#departed = true;
    return true;
  }

  end(): void {
    this.#goAlone();
    this.#gathering.tell(this.#state, 'ended');
  }

  #goAlone(): void {
    const portion = this.#portion;
    if (portion === null) return;
    this.#portion = null;
    portion.leave(this);
    this.#become('away');
  }

  #become(state: State): void {
    if (state === this.#state) return;
    this.#gathering.tell(this.#state, state);
    this.#state = state;
  }

  /** A clock that was set back says nothing about the age. */
  #isFresh(lookedAtMs: number | null): boolean {
    const { clock, pacer } = this.#deps;
    if (lookedAtMs === null) return true;
    if (pacer.mostAtOnce <= this.#needs.lookUpTurns) return Math.abs(clock.now() - lookedAtMs) <= freshOverTheLimitMs;
    return Math.abs(clock.now() - lookedAtMs) + this.#waitedMs <= freshMs;
  }
}
