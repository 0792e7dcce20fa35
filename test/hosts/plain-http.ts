import { request as begin, type IncomingHttpHeaders } from 'node:http';

/** What a test sends to a server of this machine. */
export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** Its answer, whatever the status. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/**
 * Sends over a real socket, by nothing but Node's own HTTP, which all test files of a process share: axios and `fetch` take two to three times
 * as long for a request of a test. Rejects as Node does, when the connection or the answer breaks off.
 */
export function sendPlainly({ method, url, headers = {}, body, signal }: PlainRequest): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? (method === 'GET' ? {} : { 'content-length': '0' }) : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = begin(url, { method, headers: { ...headers, ...length }, ...(signal === undefined ? {} : { signal }) }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(chunks) }));
      answer.once('error', reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
