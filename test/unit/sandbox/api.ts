import { startSandbox } from '../../../packages/sandbox/src/sandbox.ts';
import type { Sandbox, SandboxOptions } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { sendPlainly, type PlainAnswer, type PlainRequest } from '../../hosts/plain-http.ts';

/** A moment on a dispatcher tick and a cleanup tick, so that tests can name exact times. */
export const startAt = Date.parse('2026-11-24T09:00:00Z');
export const minute = 60_000;

/** A sandbox whose clock stands still until a test moves it. */
export function stillSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ startAt, timeScale: 0, ...options });
}

export interface Envelope<T> {
  /** `null` on failure; tests that read it have seen `success`, or fail on reading it. */
  readonly data: T;
  readonly success: boolean;
  readonly message: string | null;
  readonly code: string | null;
}

export interface Reply<T> {
  readonly status: number;
  readonly headers: { get(lowerCaseName: string): string | null };
  readonly text: string;
  readonly json: Envelope<T>;
}

export interface OutboundEntry {
  readonly queueId: string;
  readonly status: number;
  readonly enqueuedAt: string;
  readonly processingStartedAt: string | null;
  readonly completedAt: string | null;
  readonly dynamicVariables: Record<string, string>;
  readonly metadata: Record<string, string>;
  readonly campaignId: string | null;
  readonly numberId: string;
  readonly recipientNumber: string;
  readonly sessionId: string | null;
  readonly sessionStatus: number | null;
  readonly sessionEndType: number | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly pageSize: number;
  readonly totalCount: number;
}

export interface ConversationData {
  readonly id: string;
  readonly queueId: string | null;
  readonly status: number;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly endType: number;
  readonly clients: readonly { readonly clientId: string; readonly clientType: number; readonly leftAt: string | null; readonly audioUrl: string }[];
  readonly agents: readonly { readonly agentId: string; readonly audioUrl: string }[];
  readonly messages: readonly { readonly senderId: string | null; readonly role: number; readonly content: string; readonly timestamp: string | null }[];
  readonly logs: readonly unknown[];
}

export interface CallOptions {
  readonly key?: string | null;
  readonly businessId?: number | string;
  readonly headers?: Record<string, string>;
}

async function reply<T>(asked: PlainRequest): Promise<Reply<T>> {
  const { status, headers, bytes } = await sendPlainly(asked);
  const text = bytes.toString();
  const isJson = (headers['content-type'] ?? '').includes('json') && text !== '';
  return { status, headers: headersOf(headers), text, json: isJson ? (JSON.parse(text) as Envelope<T>) : ({} as Envelope<T>) };
}

function headersOf(headers: PlainAnswer['headers']): Reply<unknown>['headers'] {
  return {
    get: (name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : null;
    },
  };
}

function authorization(sandbox: Sandbox, options: CallOptions): Record<string, string> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.key !== null) headers['authorization'] = `Token ${options.key ?? sandbox.apiKey}`;
  return headers;
}

/** POST with a JSON body below the business; no body = no content type. */
export async function post<T = unknown>(sandbox: Sandbox, path: string, body?: unknown, options: CallOptions = {}): Promise<Reply<T>> {
  const headers = authorization(sandbox, options);
  if (body !== undefined) headers['content-type'] ??= 'application/json';
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const url = path.startsWith('/user') ? `${sandbox.origin}/api/v1${path}` : `${sandbox.origin}/api/v1/business/${options.businessId ?? 184}${path}`;
  return reply({ method: 'POST', url, headers, ...(text === null ? {} : { body: text }) });
}

export async function get<T = unknown>(sandbox: Sandbox, path: string, options: CallOptions = {}): Promise<Reply<T>> {
  const url = path.startsWith('/user') ? `${sandbox.origin}/api/v1${path}` : `${sandbox.origin}/api/v1/business/${options.businessId ?? 184}${path}`;
  return reply({ method: 'GET', url, headers: authorization(sandbox, options) });
}

export type Config = Record<string, unknown>;

/** A valid `config` for one call now; members given replace the usual ones, `undefined` removes them. */
export function config(sandbox: Sandbox, changes: Config = {}): Config {
  const now = sandbox.now();
  return {
    campaignId: campaignIds.reminders,
    number: { type: 0, toNumber: '+14155550101' },
    schedule: { dateTimeUTC: new Date(now).toISOString(), maxDateTimeUTC: new Date(now + 2 * minute).toISOString() },
    dynamicVariables: { customer_name: 'Amina' },
    metadata: {},
    ...changes,
  };
}

/** Posts form fields to `call/initiate`. */
export async function postForm(sandbox: Sandbox, fields: Record<string, string | Blob>, options: CallOptions = {}): Promise<Reply<readonly string[]>> {
  const url = `${sandbox.origin}/api/v1/business/${options.businessId ?? 184}/call/initiate`;
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, ...authorization(sandbox, options) };
  return reply({ method: 'POST', url, headers, body: await formBody(fields) });
}

const boundary = '----a-form-of-the-tests';

async function formBody(fields: Record<string, string | Blob>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const isText = typeof value === 'string';
    const file = isText ? '' : `; filename="file.csv"\r\nContent-Type: ${value.type || 'application/octet-stream'}`;
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`));
    parts.push(isText ? Buffer.from(value) : Buffer.from(await value.arrayBuffer()), Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

/** Initiates one call with the usual config and changes. */
export function initiate(sandbox: Sandbox, changes: Config = {}, options: CallOptions = {}): Promise<Reply<readonly string[]>> {
  return postForm(sandbox, { config: JSON.stringify(config(sandbox, changes)) }, options);
}

/** The queue id of an accepted call; throws when the server refused it. */
export function queueIdOf(answer: Reply<readonly string[]>): string {
  const id = answer.json.success ? answer.json.data[0] : undefined;
  if (id === undefined) throw new Error(`Not accepted: ${answer.json.code ?? answer.text}`);
  return id;
}

/** Initiates a call to `toNumber` and returns its queue id. */
export async function placed(sandbox: Sandbox, toNumber: string, changes: Config = {}): Promise<string> {
  return queueIdOf(await initiate(sandbox, { number: { type: 0, toNumber }, ...changes }));
}

/** One queue entry as the server shows it now. */
export async function entry(sandbox: Sandbox, queueId: string): Promise<OutboundEntry> {
  return (await post<OutboundEntry>(sandbox, `/queues/outbound/${queueId}`)).json.data;
}

/** A page of the outbound queue. */
export async function list(sandbox: Sandbox, body: unknown = {}): Promise<Page<OutboundEntry>> {
  return (await post<Page<OutboundEntry>>(sandbox, '/queues/outbound', body)).json.data;
}
