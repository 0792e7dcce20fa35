import type { Conversation } from '../domain/conversation.ts';
import { defineErrors } from '../errors/define-errors.ts';
import type { IqraError } from '../errors/iqra-error.ts';

/** A recording is not larger than this: about ten hours of telephone sound. */
const largestRecordingBytes = 100_000_000;
/** A file store may send a download on to another address so often. */
const mostRedirects = 5;

/** The link to the recording of one side, for `recordingLinkMinutes`. `null` where the server names none. */
export function urlOf(conversation: Conversation, side: 'agent' | 'recipient'): string | null {
  return conversation.parties.find((party) => party.role === side && party.recordingUrl !== null)?.recordingUrl ?? null;
}

/** A file store's answer to one request, whatever its status. */
export interface FileAnswer<Body> {
  readonly status: number;
  readonly header: (name: 'location' | 'content-type' | 'content-length') => string | null;
  readonly body: Body;
  /** Lets go of a body that nobody reads. */
  readonly discard: () => void;
}

/** A recording that is about to be read. Its body may still turn out too large: read it through `limited`. */
export interface RecordingFile<Body> {
  readonly body: Body;
  readonly mimeType: string;
  /** In bytes; `null` where the file store does not say. */
  readonly length: number | null;
  readonly fileName: string;
}

/**
 * Fetches the recording of one side. `request` asks for one address, follows nothing and carries no key: the link has its own permission;
 * `null` = there was no answer. Each redirect is a new address, checked like the first.
 * @throws IqraError where there is no recording, or no sound, or it may or can not be fetched.
 */
export async function fetchRecording<Body>(
  request: (url: string) => Promise<FileAnswer<Body> | null>,
  { conversation, side, baseUrl }: { readonly conversation: Conversation; readonly side: 'agent' | 'recipient'; readonly baseUrl: string },
): Promise<RecordingFile<Body>> {
  const link = urlOf(conversation, side);
  if (link === null) throw noRecording(side);
  let url = addressOf(link, baseUrl);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await request(url);
    if (answer === null) throw recordingErrors.error('RECORDING_NOT_AVAILABLE', {});
    if (answer.status === 200) return readHead(answer, fileName(conversation.conversationId, side));
    answer.discard();
    const location = answer.header('location');
    if (answer.status < 300 || answer.status >= 400 || location === null) throw refusedBy(answer.status, side);
    url = addressOf(location, baseUrl, url);
  }
  throw recordingErrors.error('RECORDING_NOT_AVAILABLE', {});
}

/** The server makes the link without looking whether there is a file. */
function refusedBy(httpStatus: number, side: string): IqraError {
  const isGone = httpStatus === 403 || httpStatus === 404 || httpStatus === 410;
  return isGone ? noRecording(side) : recordingErrors.error('RECORDING_NOT_AVAILABLE', {}, { httpStatus });
}

function noRecording(side: string): IqraError {
  return recordingErrors.error('RECORDING_NOT_FOUND', { side: `${side}'s side` });
}

function readHead<Body>({ header, body, discard }: FileAnswer<Body>, name: string): RecordingFile<Body> {
  const [contentType, contentLength] = [header('content-type'), header('content-length')];
  try {
    checkHead({ contentType, contentLength });
  } catch (error) {
    discard();
    throw error;
  }
  const named = (contentType ?? '').split(';')[0]?.trim() ?? '';
  const mimeType = named.startsWith('audio/') ? named : 'audio/wav';
  return { body, mimeType, length: contentLength === null ? null : Number(contentLength), fileName: name };
}

/**
 * The address of a recording as it may be fetched. The server names it, so it is not trusted: https only, and no address of this
 * machine or its network, except for a server that is there itself. A name that a DNS server points at such an address is not seen.
 * @throws IqraError where it may not be fetched.
 */
function addressOf(link: string, baseUrl: string, from?: string): string {
  const url = parseUrl(link, from);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refusedLink('it is no web address');
  if (url.username !== '' || url.password !== '') throw refusedLink('it carries a user name');
  const local = isLocalHost(url.hostname);
  if (local && !isLocalHost(parseUrl(baseUrl)?.hostname ?? 'nowhere.example')) throw refusedLink('it points into a private network');
  if (url.protocol === 'http:' && !local) throw refusedLink('it is not encrypted (https)');
  return url.href;
}

/**
 * Checks what a file store says about a file before its body is read.
 * @throws IqraError for a file that is too large, or that is no sound.
 */
function checkHead(head: { readonly contentType: string | null; readonly contentLength: string | null }): void {
  if (Number(head.contentLength ?? 0) > largestRecordingBytes) throw recordingTooLarge();
  const type = (head.contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== '' && !/^audio\/|^(?:application|binary)\/octet-stream$|^video\/(?:mp4|webm)$/.test(type)) {
    throw recordingErrors.error('RECORDING_NOT_AUDIO', { type: type.slice(0, 40) });
  }
}

function recordingTooLarge(): IqraError {
  return recordingErrors.error('RECORDING_TOO_LARGE', { megabytes: largestRecordingBytes / 1_000_000 });
}

/** The same bytes, until they are more than a recording may have. */
export async function* limited(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array | string> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > largestRecordingBytes) throw recordingTooLarge();
    yield chunk;
  }
}

/** A plain file name: an id comes from outside, and must not become a folder. */
function fileName(conversationId: string, side: 'agent' | 'recipient'): string {
  const clean = conversationId.replaceAll(/[^0-9a-z]+/gi, '-').slice(0, 60).replaceAll(/^-+|-+$/g, '');
  return `${clean === '' ? 'conversation' : clean}-${side}.wav`;
}

function refusedLink(reason: string): IqraError {
  return recordingErrors.error('RECORDING_LINK_REFUSED', { reason });
}

function parseUrl(link: string, from?: string): URL | null {
  try {
    return new URL(link, from);
  } catch {
    return null;
  }
}

/** Literal addresses of this machine, a private or a link-local network, and names that always mean this machine. */
function isLocalHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host === '' || host === 'localhost' || /\.(?:localhost|local|internal)$/.test(host)) return true;
  if (host.startsWith('[')) return isLocalIpv6(host.slice(1, -1));
  return /^\d+\.\d+\.\d+\.\d+$/.test(host) && isLocalIpv4(host.split('.').map(Number));
}

function isLocalIpv4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 100) return b >= 64 && b < 128;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168 || (b === 0 && c === 0);
  return (a === 169 && b === 254) || (a === 198 && (b === 18 || b === 19));
}

/** As `URL` writes it: shortened, in small letters. */
function isLocalIpv6(address: string): boolean {
  const mapped = /^(?:::ffff:|64:ff9b::|::)(?<high>[0-9a-f]{1,4}):(?<low>[0-9a-f]{1,4})$/.exec(address)?.groups;
  if (mapped !== undefined) {
    const [high = 0, low = 0] = [mapped['high'], mapped['low']].map((part) => Number.parseInt(part ?? '0', 16));
    return isLocalIpv4([high >> 8, high & 255, low >> 8, low & 255]);
  }
  return address === '::' || address === '::1' || /^(?:f[cd]|fe[89ab]|ff)/.test(address);
}

/** Why a recording is not there, or not fetched. */
export const recordingErrors = defineErrors('Recordings', {
  RECORDING_NOT_FOUND: {
    kind: 'not_found',
    sentence: 'There is no recording of the {side} of this conversation.',
    nextStep: 'Recordings appear a little after the end of a call, and only where that side is recorded; try again later.',
  },
  RECORDING_NOT_AVAILABLE: {
    kind: 'server',
    sentence: 'The recording could not be downloaded from its file store.',
    nextStep: 'Run this step again in a few minutes; it asks for a fresh link each time.',
  },
  RECORDING_LINK_REFUSED: {
    kind: 'server',
    sentence: 'The link to the recording is not followed: {reason}.',
    nextStep: 'Check the storage settings of the Iqra server; recordings must have an https address that is reachable from outside.',
  },
  RECORDING_NOT_AUDIO: {
    kind: 'server',
    sentence: 'The link to the recording leads to something else ({type}).',
    nextStep: 'Check the storage settings of the Iqra server.',
  },
  RECORDING_TOO_LARGE: {
    kind: 'server',
    sentence: 'The recording is larger than {megabytes} MB, the most that is downloaded.',
    nextStep: 'Open the call in the Iqra dashboard.',
  },
});
