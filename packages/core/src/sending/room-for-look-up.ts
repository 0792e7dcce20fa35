import type { Clock } from '../domain/from-host.ts';
import type { Pacer, Turns } from './pacer.ts';

export interface RoomDeps {
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
