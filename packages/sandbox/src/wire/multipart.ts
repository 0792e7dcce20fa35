import { readHeaderValue } from './media-type.ts';

/** One part of a multipart body. */
export interface FormPart {
  readonly name: string;
  /** With a file name it is a file, not a field. */
  readonly isFile: boolean;
  readonly contentType: string | null;
  readonly bytes: Buffer;
}

/** The framework gives up reading the form; the message is its own. */
export class BrokenForm extends Error {}

const longestBoundary = 128;
const mostHeaders = 16;
const longestHeadersBytes = 16_384;
const longestLineBytes = 100;
const lineEnd = Buffer.from('\r\n');

/** The parts of a multipart body, as the framework's reader finds them; parts that are no form data are left out. Throws `BrokenForm`. */
export function readMultipart(bytes: Buffer, boundary: string): readonly FormPart[] {
  if (boundary === '') throw new BrokenForm('Missing content-type boundary.');
  if (boundary.length > longestBoundary) throw new BrokenForm(`Multipart boundary length limit ${longestBoundary} exceeded.`);
  const parts: FormPart[] = [];
  const first = Buffer.from(`--${boundary}`, 'latin1');
  const between = Buffer.from(`\r\n--${boundary}`, 'latin1');
  let at = bytes.subarray(0, first.length).equals(first) ? first.length : endOf(bytes, between, 0);
  for (;;) {
    const line = readLine(bytes, at, longestLineBytes);
    if (line.text.trim() === '--') return parts;
    const headers = readHeaders(bytes, line.next);
    const end = bytes.indexOf(between, headers.next);
    if (end === -1) throw cutShort();
    const part = toPart(headers.values, bytes.subarray(headers.next, end));
    if (part !== null) parts.push(part);
    at = end + between.length;
  }
}

function endOf(bytes: Buffer, text: Buffer, from: number): number {
  const at = bytes.indexOf(text, from);
  if (at === -1) throw cutShort();
  return at + text.length;
}

function cutShort(): BrokenForm {
  return new BrokenForm('Unexpected end of Stream, the content may have already been read by another component.');
}

function readLine(bytes: Buffer, at: number, limit: number): { readonly text: string; readonly next: number } {
  const end = bytes.indexOf(lineEnd, at);
  const length = (end === -1 ? bytes.length : end) - at;
  if (length > limit) throw new BrokenForm(`Line length limit ${limit} exceeded.`);
  return { text: bytes.toString('utf8', at, at + length), next: end === -1 ? bytes.length : end + lineEnd.length };
}

function readHeaders(bytes: Buffer, from: number): { readonly values: ReadonlyMap<string, string>; readonly next: number } {
  const values = new Map<string, string>();
  let at = from;
  let count = 0;
  for (;;) {
    if (at >= bytes.length) throw cutShort();
    const end = bytes.indexOf(lineEnd, at);
    if ((end === -1 ? bytes.length : end) - from > longestHeadersBytes) throw new BrokenForm(`Multipart headers length limit ${longestHeadersBytes} exceeded.`);
    const { text, next } = readLine(bytes, at, longestHeadersBytes);
    at = next;
    if (text === '') return { values, next };
    const colon = text.indexOf(':');
    if (colon < 1) throw new BrokenForm(`Invalid header line: ${text}`);
    count += 1;
    if (count > mostHeaders) throw new BrokenForm(`Multipart headers count limit ${mostHeaders} exceeded.`);
    const name = text.slice(0, colon).toLowerCase();
    const value = text.slice(colon + 1).trim();
    values.set(name, values.has(name) ? `${values.get(name) ?? ''},${value}` : value);
  }
}

function toPart(headers: ReadonlyMap<string, string>, bytes: Buffer): FormPart | null {
  const text = headers.get('content-disposition') ?? '';
  const disposition = readHeaderValue(text);
  if (disposition === null) throw new BrokenForm(`Form section has invalid Content-Disposition value: ${text}`);
  // The framework compares the word as written.
  if (disposition.value !== 'form-data') return null;
  const { parameters } = disposition;
  const isFile = (parameters.get('filename') ?? '') !== '' || (parameters.get('filename*') ?? '') !== '';
  return { name: parameters.get('name') ?? '', isFile, contentType: headers.get('content-type') ?? null, bytes };
}
