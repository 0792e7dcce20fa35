import { chanceFrom } from '../calls/chance.ts';
import type { OperationName } from '../operations/operation.ts';
import { operationNames } from '../operations/operation.ts';
import type { FaultRule } from './fault-rule.ts';
import { accompanyingFaultKinds, faultMoments, isAccompanyingFault, semanticFaultKinds, wireFaultKinds } from './fault-rule.ts';

export interface FaultRequest {
  readonly operation: OperationName | null;
  readonly path: string;
  readonly recipient: string | null;
}

/** A rule in force. */
export interface ActiveFault {
  readonly id: number;
  readonly rule: FaultRule;
  /** Requests that matched, whether or not it struck. */
  readonly matched: number;
  readonly struck: number;
  remove(): void;
}

interface Entry {
  readonly id: number;
  readonly rule: FaultRule;
  readonly chance: () => number;
  matched: number;
  struck: number;
}

/** The rules in force. The first one that strikes a request decides about it. */
export class FaultBoard {
  readonly #seed: string;
  #entries: Entry[] = [];
  #nextId = 1;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Adds a rule; throws a `TypeError` with a sentence when it is not one. */
  add(rule: FaultRule): ActiveFault {
    assertFaultRule(rule);
    const id = this.#nextId;
    this.#nextId += 1;
    const entry: Entry = { id, rule, chance: chanceFrom(`${this.#seed}/fault/${id}`), matched: 0, struck: 0 };
    this.#entries.push(entry);
    return this.#view(entry);
  }

  remove(id: number): boolean {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    return this.#entries.length < before;
  }

  clear(): void {
    this.#entries = [];
  }

  list(): readonly ActiveFault[] {
    return this.#entries.map((entry) => this.#view(entry));
  }

  /** The rule that strikes this request, counted as used. */
  strike(request: FaultRequest): FaultRule | null {
    const isOwn = (entry: Entry): boolean => !isAccompanyingFault(entry.rule.kind);
    return this.#entries.find((entry) => isOwn(entry) && strikes(entry, request))?.rule ?? null;
  }

  /** The rules that go along with whatever else happens to this request, counted as used. */
  accompany(request: FaultRequest): readonly FaultRule[] {
    return this.#entries.filter((entry) => isAccompanyingFault(entry.rule.kind) && strikes(entry, request)).map(({ rule }) => rule);
  }

  #view(entry: Entry): ActiveFault {
    return {
      id: entry.id,
      rule: entry.rule,
      get matched() {
        return entry.matched;
      },
      get struck() {
        return entry.struck;
      },
      remove: () => void this.remove(entry.id),
    };
  }
}

/** Whether this rule strikes now; counts the match, and the strike. */
function strikes(entry: Entry, request: FaultRequest): boolean {
  if (!matches(entry.rule, request)) return false;
  entry.matched += 1;
  if (entry.struck >= limitOf(entry.rule) || !isDue(entry)) return false;
  entry.struck += 1;
  return true;
}

function limitOf(rule: FaultRule): number {
  if (rule.times === null) return Number.POSITIVE_INFINITY;
  return rule.times ?? (rule.match?.probability === undefined ? 1 : Number.POSITIVE_INFINITY);
}

function isDue(entry: Entry): boolean {
  const { nth, probability } = entry.rule.match ?? {};
  if (nth !== undefined && entry.matched !== nth) return false;
  return probability === undefined || entry.chance() < probability;
}

function matches(rule: FaultRule, request: FaultRequest): boolean {
  const { operation, path, recipient } = rule.match ?? {};
  if (operation !== undefined && (request.operation === null || ![operation].flat().includes(request.operation))) return false;
  if (path !== undefined && !request.path.includes(path)) return false;
  return recipient === undefined || recipient === request.recipient;
}

/** Rules also arrive as JSON from other processes, so their words are checked here. */
function assertFaultRule(rule: FaultRule): void {
  const kinds: readonly string[] = [...wireFaultKinds, ...semanticFaultKinds, ...accompanyingFaultKinds];
  if (!kinds.includes(rule.kind)) throw new TypeError(`"${rule.kind}" is not a kind of fault. Kinds: ${kinds.join(', ')}.`);
  if (rule.when !== undefined && !faultMoments.includes(rule.when)) {
    throw new TypeError(`"${rule.when}" is not a moment. Moments: ${faultMoments.join(', ')}.`);
  }
  const known: readonly string[] = operationNames;
  const unknown = [rule.match?.operation ?? []].flat().find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`"${unknown}" is not an operation. Operations: ${known.join(', ')}.`);
}
