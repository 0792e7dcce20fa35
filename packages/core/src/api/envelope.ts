import type { ServerKind } from '../domain/reads.ts';
import type { HttpResponse } from '../transport/transport.ts';
import { isJsonObject } from '../domain/json-value.ts';
import { property, textOrNull } from './wire-value.ts';

/** What an HTTP answer turned out to be. */
export type Envelope =
  | { readonly kind: 'data'; readonly data: unknown; readonly serverKind: ServerKind }
  | {
      readonly kind: 'failure';
      /** The server's own path of words, or '' when it gave none. */
      readonly serverCode: string;
      readonly serverMessage: string | null;
      readonly serverKind: ServerKind;
    }
  /** Not an answer of this API: HTML, a redirect, an empty or cut body, a gateway's own error. */
  | { readonly kind: 'foreign'; readonly looksLike: ForeignBody };

export type ForeignBody = 'empty' | 'html' | 'cut_json' | 'other_json' | 'text';

/**
 * Unwraps an answer. Both casings are read; camelCase tells the server kind that reads `config`, PascalCase the documented one.
 * `success` decides, never the HTTP status: business failures, failed authentication included, are answered with 200.
 */
export function readEnvelope(response: HttpResponse): Envelope {
  const body = parseJson(response.body);
  if (!isJsonObject(body)) return { kind: 'foreign', looksLike: describeBody(response.body, body) };
  const success = property(body, 'success');
  if (typeof success !== 'boolean') return { kind: 'foreign', looksLike: 'other_json' };
  const serverKind: ServerKind = Object.hasOwn(body, 'success') ? 'config' : 'documented';
  if (success) return { kind: 'data', data: property(body, 'data'), serverKind };
  return {
    kind: 'failure',
    serverCode: textOrNull(body, 'code') ?? '',
    serverMessage: textOrNull(body, 'message'),
    serverKind,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function describeBody(text: string, parsed: unknown): ForeignBody {
  const start = text.trimStart().slice(0, 1);
  if (start === '') return 'empty';
  if (start === '<') return 'html';
  if (parsed !== undefined) return 'other_json';
  return start === '{' || start === '[' ? 'cut_json' : 'text';
}

/** The sentences a framework refusal (HTTP 400, problem+json) carries: `errors` is a map of lists of texts. */
export function readProblemSentences(response: HttpResponse): readonly string[] {
  const body = parseJson(response.body);
  if (!isJsonObject(body)) return [];
  const errors = property(body, 'errors');
  if (!isJsonObject(errors)) return [];
  return Object.values(errors).flatMap((value) =>
    Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [],
  );
}
