import { AsyncResource } from 'node:async_hooks';
import { promisify } from 'node:util';
import { sharedProcess } from './shared-process.ts';

/** So many turns of the event loop in which nothing happened: whatever was on its way through a socket of this machine has arrived. */
const quietTurnsBeforeWaiting = 20;

/** What a turn that only looks whether anything happened begins: its own resource and the next turn's. */
const startedByLooking = 2;

/** Work of the operating system and of Node's threads, which is no turn of the event loop but ends in one. */
const unfinishedWork = /Req|ConnectWrap|WriteWrap|ShutdownWrap/;

/**
 * Makes the clock of this process stand still while anything happens in it, and jump to the next timer once all of it waits: a pause of
 * 15 seconds takes no time, and a slow or busy machine no pause. For servers and clients that share this process. A test may set
 * `Date.now` as well. Returns the way back to real time, in which timers that still wait are lost.
 */
export function passTimeWhenIdle(): () => void {
  const time = new IdleTime(Date.now());
  const outer = sharedProcess()?.global;
  const ways = [replaceDate(time), replaceTimers(globalThis, time)];
  // An app of Zapier runs behind a global object of its own, by the clock of this one.
  if (outer !== undefined) ways.push(replaceTimers(outer, time));
  return () => {
    time.stop();
    for (const back of ways) back();
  };
}

function replaceDate(time: IdleTime): () => void {
  const before = globalThis.Date;
  let now = (): number => time.nowMs;
  globalThis.Date = new Proxy(before, {
    construct: (target, values: readonly unknown[], made) => Reflect.construct(target, values.length === 0 ? [now()] : values, made) as Date,
    apply: () => new before(now()).toString(),
    get: (target, name, receiver): unknown => (name === 'now' ? now : Reflect.get(target, name, receiver)),
    set: (_target, name, value: () => number) => {
      if (name === 'now') now = value;
      return name === 'now';
    },
  });
  return () => {
    globalThis.Date = before;
  };
}

function replaceTimers(global: typeof globalThis, time: IdleTime): () => void {
  const before = { setTimeout: global.setTimeout, clearTimeout: global.clearTimeout };
  const setTimer = (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]): IdleTimer => time.wait(() => run(...given), ms ?? 0);
  const pause = (ms: number, value?: unknown): Promise<unknown> => new Promise((resolve) => setTimer(resolve, ms, value));
  global.setTimeout = Object.assign(setTimer as unknown as typeof setTimeout, { [promisify.custom]: pause });
  global.clearTimeout = (timer) => {
    if (timer instanceof IdleTimer) time.forget(timer);
    else before.clearTimeout(timer);
  };
  return () => void Object.assign(global, before);
}

class IdleTimer {
  readonly run: () => void;
  readonly ms: number;

  constructor(run: () => void, ms: number) {
    this.run = run;
    this.ms = ms;
  }

  /** The process stays for the test's sake, not for a timer's. */
  ref = (): this => this;
  unref = (): this => this;
  hasRef = (): boolean => false;
}

class IdleTime {
  nowMs: number;
  readonly #waiting = new Map<IdleTimer, number>();
  #quietTurns = 0;
  #lastId = 0;
  #looking = false;

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  wait(run: () => void, ms: number): IdleTimer {
    const timer = new IdleTimer(run, Math.max(1, ms));
    this.#waiting.set(timer, this.nowMs + timer.ms);
    if (!this.#looking) setImmediate(this.#look);
    this.#looking = true;
    return timer;
  }

  forget(timer: IdleTimer): void {
    this.#waiting.delete(timer);
  }

  stop(): void {
    this.#waiting.clear();
  }

  readonly #look = (): void => {
    if (this.#waiting.size === 0) {
      this.#looking = false;
      return;
    }
    setImmediate(this.#look);
    this.#quietTurns = this.#isQuiet() ? this.#quietTurns + 1 : 0;
    if (this.#quietTurns >= quietTurnsBeforeWaiting) this.#jump();
  };

  /** Node counts everything that is begun and ends later, a read, a write or a `nextTick`, in one row of numbers. */
  #isQuiet(): boolean {
    const id = new AsyncResource('IdleTime', { requireManualDestroy: true }).asyncId();
    const started = id - this.#lastId;
    this.#lastId = id;
    return started <= startedByLooking && !process.getActiveResourcesInfo().some((name) => unfinishedWork.test(name));
  }

  #jump(): void {
    this.#quietTurns = 0;
    const [next] = [...this.#waiting].toSorted(([, a], [, b]) => a - b);
    if (next === undefined) return;
    const [timer, atMs] = next;
    this.#waiting.delete(timer);
    this.nowMs = Math.max(this.nowMs, atMs);
    timer.run();
  }
}
