import type { Connection } from '../domain/connection.ts';

/** What an operation does to the world. Only this decides what may be repeated; the HTTP method cannot, since reads are POST too. */
export type Effect = 'read' | 'dial';

/** A request as an operation describes it, before address and headers. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`, with a leading slash. */
  readonly path: string;
  readonly body?: { readonly contentType: string; readonly bytes: Uint8Array };
}

/** One operation of the API (its name is its place in the registry): what it does, how it asks, and how its answer reads. */
export interface Operation<Input, Output, E extends Effect = Effect> {
  readonly effect: E;
  readonly toRequest: (input: Input, connection: Connection, random: () => number) => WireRequest;
  /** Returns `null` when the data cannot be read as this operation's answer. */
  readonly fromData: (data: unknown) => Output | null;
}

/** An operation that changes nothing, so that it may be repeated. */
export type ReadOperation<Input, Output> = Operation<Input, Output, 'read'>;

/** The path of a resource of the connection's business. Ids are user input: they are escaped. */
export function businessPath(connection: Connection, ...segments: readonly string[]): string {
  return ['/business', ...[connection.businessId, ...segments].map(escapeSegment)].join('/');
}

/**
 * One segment that stays one segment. An address cannot carry an empty one, `.` or `..`, escaped or not: it would lead to another
 * resource. Escaped twice it is an id that nothing has, and the server says so.
 */
function escapeSegment(segment: string): string {
  if (segment === '') return '%2500';
  if (segment === '.' || segment === '..') return segment.replaceAll('.', '%252E');
  return encodeURIComponent(segment.toWellFormed());
}

export function jsonBody(value: unknown): NonNullable<WireRequest['body']> {
  return { contentType: 'application/json', bytes: new TextEncoder().encode(JSON.stringify(value)) };
}
