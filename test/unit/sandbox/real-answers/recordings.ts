import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JsonObject, JsonValue } from '../../../../packages/sandbox/src/wire/json-value.ts';

/** A text with a part that repeats, so that large bodies stay small on disk. */
export interface Repeated {
  readonly before?: string;
  readonly repeat: string;
  readonly times: number;
  readonly after?: string;
}

export interface Exchange {
  readonly id: string;
  readonly about: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
    readonly body?: string;
    readonly bodyBase64?: string;
    readonly bodyOf?: Repeated;
    readonly chunked?: boolean;
  };
  readonly answer: { readonly status: number; readonly type: string | null; readonly body?: JsonValue; readonly text?: string; readonly allow?: string };
  /** What changes in the world first. */
  readonly change?: readonly { readonly at: readonly (string | number)[]; readonly value?: JsonValue }[];
  readonly queued?: number;
  readonly stored?: JsonObject | null;
  /** Exchanges to ask before, for their cursors. */
  readonly after?: readonly string[];
}

export interface Recording {
  readonly world: JsonObject;
  readonly exchanges: readonly Exchange[];
}

const folder = resolve(import.meta.dirname, '../../../vectors/real-answers');

export function recording(name: 'place' | 'read'): Recording {
  const [shared = '', lines = ''] = readFileSync(resolve(folder, `${name}.txt`), 'utf8').split('\n\n');
  const texts = shared.split('\n').map((line) => JSON.parse(line) as readonly [string, string]);
  const whole = spelledOut(lines, new Map(texts));
  return {
    world: worldOf(name),
    exchanges: whole.trimEnd().split('\n').map((line) => JSON.parse(line) as Exchange),
  };
}

/** A meaning may hold marks too. */
function spelledOut(text: string, meanings: ReadonlyMap<string, string>): string {
  const known = new Map<string, string>();
  const meaningOf = (mark: string): string => {
    const whole = known.get(mark) ?? replaced(meanings.get(mark) ?? mark);
    known.set(mark, whole);
    return whole;
  };
  const replaced = (part: string): string => part.replace(/«[0-9a-f]+»/g, (mark) => (meanings.has(mark) ? meaningOf(mark) : mark));
  return replaced(text);
}

/** What the server held, anew at each call; without the exchanges, of which there are megabytes. */
export function worldOf(name: 'place' | 'read'): JsonObject {
  return JSON.parse(readFileSync(resolve(folder, `${name}-world.json`), 'utf8')) as JsonObject;
}

/** The world with the changes of one exchange. A change without a value takes the member away. */
export function changed(world: JsonObject, changes: NonNullable<Exchange['change']>): JsonObject {
  const copy = structuredClone(world);
  for (const { at, value } of changes) {
    let place = copy as Record<string | number, unknown>;
    for (const step of at.slice(0, -1)) place = place[step] as Record<string | number, unknown>;
    const last = at.at(-1) ?? '';
    if (value === undefined) Reflect.deleteProperty(place, last);
    else place[last] = value;
  }
  return copy;
}

export function textOf({ before = '', repeat, times, after = '' }: Repeated): string {
  return before + repeat.repeat(times) + after;
}
