import type { JsonValue } from './json-value.ts';

/** What an operation decided, before it is written in one of the two casings. */
export interface SuccessAnswer {
  readonly kind: 'success';
  readonly data: JsonValue;
}

export interface FailureAnswer {
  readonly kind: 'failure';
  readonly code: string;
  readonly message: string | null;
}

/** An answer of the web framework, outside the envelope. */
export interface PlainAnswer {
  readonly kind: 'plain';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export type Answer = SuccessAnswer | FailureAnswer | PlainAnswer;

export function success(data: JsonValue): SuccessAnswer {
  return { kind: 'success', data };
}

export function failure(code: string, message: string | null): FailureAnswer {
  return { kind: 'failure', code, message };
}

export function plain(status: number, contentType: string | null, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): PlainAnswer {
  return { kind: 'plain', status, headers: contentType === null ? headers : { 'content-type': contentType, ...headers }, body };
}

const problemTypes: Readonly<Record<number, string>> = {
  400: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
  415: 'https://tools.ietf.org/html/rfc9110#section-15.5.16',
};

/** `application/problem+json` as the framework writes it, formatted by the server's own converter. */
export function problem(status: 400 | 415, errors: Readonly<Record<string, readonly string[]>>): PlainAnswer {
  const body = {
    ...(status === 400 ? { errors } : {}),
    type: problemTypes[status],
    title: status === 400 ? 'One or more validation errors occurred.' : 'Unsupported Media Type',
    status,
    extensions: { traceId: '00-5f2b0000000000000000000000000000-0000000000000000-01' },
  };
  return plain(status, 'application/problem+json; charset=utf-8', JSON.stringify(body));
}
