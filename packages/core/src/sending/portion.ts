import type { Clock } from '../domain/from-host.ts';
import type { LookUpVerdict } from './look-up.ts';
import { createSignal, type Pacer, type Turns } from './pacer.ts';
import type { SendingRun } from './sending-run.ts';

/** One that is held up, for example by the host's store of holds, does not hold up the others. */
const longestWaitForOthersMs = 1_000;
/** Whatever a call waits for may itself wait for the connection, and would wait for ever for turns that nobody uses. */
const turnsKeptMs = 10_000;

interface PortionDeps {
  /** For each member that looks, its look-up is waited for. */
  readonly members: readonly { readonly lead: object; readonly looks: boolean }[];
  readonly turns: Turns;
  readonly clock: Clock;
  /** Looks up all that have come; `null` = each has to be looked up alone. */
  readonly look: (runs: readonly SendingRun[]) => Promise<readonly LookUpVerdict[] | null>;
  /** Nobody wants to be looked up any more. */
  readonly skipLook: () => void;
}

interface Arrived {
  readonly run: SendingRun;
  readonly tell: (verdict: LookUpVerdict | null) => void;
}

/** Calls that are looked up together and leave together, with a turn for each. */
export class Portion {
  readonly #deps: PortionDeps;
  readonly #coming: Set<object>;
  readonly #arrived: Arrived[] = [];
  readonly #present: Set<object>;
  readonly #emptied = createSignal();
  #asked: boolean;

  constructor(deps: PortionDeps) {
    this.#deps = deps;
    this.#coming = new Set(deps.members.filter(({ looks }) => looks).map(({ lead }) => lead));
    this.#present = new Set(deps.members.map(({ lead }) => lead));
    this.#asked = this.#coming.size === 0;
    void giveBackLater(deps.turns, deps.clock);
  }

  /** The look-up is made once all have come that are still in the portion. `null` for one that comes too late or again. */
  async lookUp(lead: object, run: SendingRun): Promise<LookUpVerdict | null> {
    if (!this.#coming.delete(lead)) return null;
    const verdict = new Promise<LookUpVerdict | null>((tell) => this.#arrived.push({ run, tell }));
    if (this.#arrived.length === 1) void this.#goWithoutTheOthersLater();
    this.#goIfComplete();
    return await verdict;
  }

  /** Takes this member's turn: its request leaves now. False when there is none. */
  depart(lead: object): boolean {
    const used = this.#deps.turns.use();
    this.#forget(lead);
    return used;
  }

  /** This member goes on alone, and others may have its turn. */
  leave(lead: object): void {
    this.#deps.turns.giveBack(1);
    this.#forget(lead);
  }

  /** Resolves once each member has departed or left. */
  async over(): Promise<void> {
    if (this.#present.size > 0) await this.#emptied.next();
  }

  #forget(lead: object): void {
    this.#present.delete(lead);
    if (this.#present.size === 0) this.#emptied.fire();
    if (this.#coming.delete(lead)) this.#goIfComplete();
  }

  async #goWithoutTheOthersLater(): Promise<void> {
    await this.#deps.clock.sleep(longestWaitForOthersMs);
    this.#coming.clear();
    this.#goIfComplete();
  }

  #goIfComplete(): void {
    if (this.#asked || this.#coming.size > 0) return;
    this.#asked = true;
    if (this.#arrived.length === 0) this.#deps.skipLook();
    else void this.#ask();
  }

  async #ask(): Promise<void> {
    const asking = this.#arrived.splice(0);
    const verdicts = await this.#deps.look(asking.map(({ run }) => run));
    for (const [index, { tell }] of asking.entries()) tell(verdicts?.[index] ?? null);
  }
}

/** Apart from the portion: its calls are over long before, and would stay in memory until then. */
async function giveBackLater(turns: Turns, clock: Clock): Promise<void> {
  await clock.sleep(turnsKeptMs);
  turns.giveBack(Number.POSITIVE_INFINITY);
}

interface RoomDeps {
  /** Shared with the sends that follow the look-up. */
  readonly turns: Turns;
  /** How many of them are for the look-up. */
  readonly turnsForIt: number;
  readonly pacer: Pacer;
  readonly clock: Clock;
}

/** Room for the requests of one look-up. What it needs is known only afterwards, so whoever repeats it keeps as much room as it took (docs/decisions/0096-sending-room-for-the-whole-look-up.md). */
export class RoomForLookUp {
  readonly #deps: RoomDeps;
  #left: number;
  #requests = 0;
  #waitedMs = 0;

  constructor(deps: RoomDeps) {
    this.#deps = deps;
    this.#left = deps.turnsForIt;
  }

  get requests(): number {
    return this.#requests;
  }

  /** How long what was seen first, the newest calls, had to wait for the rest. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  readonly pace = async (): Promise<void> => {
    const { turns, pacer, clock } = this.#deps;
    this.#requests += 1;
    if (this.#left > 0 && turns.use()) {
      this.#left -= 1;
      return;
    }
    // What takes longer than the room that was kept lets others go first.
    turns.giveBack(Number.POSITIVE_INFINITY);
    const fromMs = clock.now();
    await pacer.take();
    if (showsOlderCalls(this.#requests)) this.#waitedMs += clock.now() - fromMs;
  };

  /** No request follows: what it did not use is for others. */
  end(): void {
    this.#deps.turns.giveBack(this.#left);
    this.#left = 0;
  }
}

/** The count comes first, then the page with the newest calls. */
export function showsOlderCalls(request: number): boolean {
  return request > 2;
}
