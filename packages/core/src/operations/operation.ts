import type { Connection } from '../domain/connection.ts';
import type { Effect } from '../domain/effect.ts';

/** A request as an operation describes it, before address and headers. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`, with a leading slash. */
  readonly path: string;
  readonly body?: { readonly contentType: string; readonly bytes: Uint8Array };
}

/** One operation of the API: what it does, how it asks, and how its answer reads. */
export interface Operation<Input, Output> {
  readonly name: string;
  readonly effect: Effect;
  readonly toRequest: (input: Input, connection: Connection, random: () => number) => WireRequest;
  /** Returns `null` when the data cannot be read as this operation's answer. */
  readonly fromData: (data: unknown) => Output | null;
}

/** The path of a resource of the connection's business. Ids are user input: they are escaped. */
export function businessPath(connection: Connection, ...segments: readonly string[]): string {
  return ['/business', connection.businessId, ...segments].map((segment, at) => (at === 0 ? segment : encodeURIComponent(segment))).join('/');
}

export function jsonBody(value: unknown): NonNullable<WireRequest['body']> {
  return { contentType: 'application/json', bytes: new TextEncoder().encode(JSON.stringify(value)) };
}
