import { request } from 'node:http';
import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import type { JsonObject, JsonValue } from '../../../../packages/sandbox/src/wire/json-value.ts';
import { textOf } from './recordings.ts';
import type { Exchange, Repeated } from './recordings.ts';

export interface RawAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

interface Page {
  readonly nextCursor?: string | null;
  readonly previousCursor?: string | null;
}

/** Asks exchanges over real HTTP and remembers the cursors that they answered. */
export class Replay {
  readonly #sandbox: Sandbox;
  readonly #keys: Readonly<Record<string, { readonly text: string }>>;
  readonly #cursors = new Map<string, string>();

  constructor(sandbox: Sandbox, world: JsonObject) {
    this.#sandbox = sandbox;
    this.#keys = world['keys'] as unknown as Readonly<Record<string, { readonly text: string }>>;
  }

  async ask({ id, request: asked }: Exchange): Promise<RawAnswer> {
    const pairs = Array.isArray(asked.headers) ? (asked.headers as readonly (readonly [string, string])[]) : Object.entries(asked.headers ?? {});
    const headers = pairs.flatMap(([name, value]) => [name, this.#fill(value)]);
    const answer = await send(this.#sandbox.port, asked.method, this.#fill(asked.path), headers, this.#bodyOf(asked), asked.chunked === true);
    this.#keepCursors(id, answer);
    return answer;
  }

  #bodyOf(asked: Exchange['request']): Buffer {
    if (asked.bodyBase64 !== undefined) return Buffer.from(asked.bodyBase64, 'base64');
    return Buffer.from(asked.bodyOf === undefined ? this.#fill(asked.body ?? '') : textOf(asked.bodyOf));
  }

  #fill(text: string): string {
    return text
      .replace(/\{key:(\w+)(\|uri)?\}/g, (_all, name: string, uri?: string) => {
        const key = this.#keys[name]?.text ?? '';
        return uri === undefined ? key : encodeURIComponent(key);
      })
      .replace(/\{cursor:([^}]+)\}/g, (_all, name: string) => this.#cursors.get(name) ?? `no cursor ${name}`);
  }

  #keepCursors(id: string, { text, type }: RawAnswer): void {
    if (type?.startsWith('application/json') !== true) return;
    const { data } = JSON.parse(text) as { readonly data: Page | null };
    if (typeof data?.nextCursor === 'string') this.#cursors.set(`${id}/next`, data.nextCursor);
    if (typeof data?.previousCursor === 'string') this.#cursors.set(`${id}/previous`, data.previousCursor);
  }
}

function send(port: number, method: string, path: string, headers: readonly string[], body: Buffer, chunked: boolean): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const length = chunked ? ['Transfer-Encoding', 'chunked'] : body.length > 0 || method !== 'GET' ? ['Content-Length', String(body.length)] : [];
    const sent = request({ host: '127.0.0.1', port, method, path, headers: ['Host', `127.0.0.1:${port}`, ...headers, ...length] }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? null, text: Buffer.concat(chunks).toString('utf8') }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Where an answer differs from the recorded one by the rule of equality; empty = equal. */
export function differences(expected: Exchange['answer'], got: RawAnswer): readonly string[] {
  const found: string[] = [];
  if (got.status !== expected.status) found.push(`status ${got.status}, not ${expected.status}: ${got.text.slice(0, 300)}`);
  if (mediaType(got.type) !== mediaType(expected.type)) found.push(`type ${String(got.type)}, not ${String(expected.type)}`);
  if (found.length > 0) return found;
  if (expected.body === undefined) return got.text === (expected.text ?? '') ? [] : [`text ${got.text}`];
  const body = JSON.parse(got.text) as JsonValue;
  if (mediaType(expected.type) === 'application/problem+json') {
    const names = (value: JsonValue): string => JSON.stringify(Object.keys((value as { readonly errors?: object }).errors ?? {}).toSorted());
    return names(body) === names(expected.body) ? [] : [`errors ${names(body)}, not ${names(expected.body)}`];
  }
  compare(expected.body, body, '', found);
  return found;
}

function mediaType(type: string | null): string | null {
  return type === null ? null : (type.split(';')[0]?.trim().toLowerCase() ?? null);
}

const placeholders: Readonly<Record<string, RegExp>> = {
  '{id}': /^[0-9a-f]{24}$/,
  '{now}': /^\d{4}-\d{2}-\d{2}T.*Z$/,
  '{trace}': /./,
  '{cursor}': /^[A-Za-z0-9+/=]+$/,
  '{short}': /\.\.\./,
  '{link}': /^https?:\/\//,
};

function compare(expected: JsonValue, got: JsonValue | undefined, path: string, found: string[]): void {
  const pattern = typeof expected === 'string' ? placeholders[expected] : undefined;
  if (pattern !== undefined) {
    if (typeof got !== 'string' || !pattern.test(got)) found.push(`${path}: ${JSON.stringify(got)}, not ${JSON.stringify(expected)}`);
    return;
  }
  // The English text of a message may differ; whether there is one may not.
  if (path === '.message' && (expected === null) === (got === null)) return;
  if (typeof expected !== 'object' || expected === null || typeof got !== 'object' || got === null) {
    if (expected !== got) found.push(`${path}: ${JSON.stringify(got)?.slice(0, 200)}, not ${JSON.stringify(expected).slice(0, 200)}`);
    return;
  }
  if (isRepeated(expected)) {
    if (got !== (textOf(expected) as unknown)) found.push(`${path}: not the repeated text`);
    return;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const [left, right] = [member(expected, key), member(got, key)];
    if (left === undefined) found.push(`${path}.${key}: not expected`);
    else compare(left, right, `${path}.${key}`, found);
  }
}

function member(value: object, key: string): JsonValue | undefined {
  return Object.getOwnPropertyDescriptor(value, key)?.value as JsonValue | undefined;
}

/** `{repeat, times}` in place of a long text. */
export function isRepeated(value: unknown): value is Repeated {
  return typeof value === 'object' && value !== null && 'repeat' in value && 'times' in value;
}
