import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import busboy from 'busboy';
import { type CacheBehaviour, createKeyValueCache, type KeyValueCache } from './key-value-cache.ts';

/** A file that an app put away with `z.stashFile`. */
export interface StashedFile {
  readonly key: string;
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** Stand-in for the services of Zapier that an app's handler talks to: cache, cursor, file store, log store. */
export interface PlatformServices {
  readonly rpcUrl: string;
  readonly logUrl: string;
  readonly cache: KeyValueCache;
  cacheBehaviour(): CacheBehaviour;
  setCacheBehaviour(behaviour: CacheBehaviour): void;
  /** Lines that core sent to the log store, as stored by Zapier: one JSON object each. */
  readonly logLines: readonly string[];
  readonly stashedFiles: readonly StashedFile[];
  close(): Promise<void>;
}

type RpcMethod = (params: readonly unknown[], scope: { readonly token: string; readonly storeKey: string }) => unknown;

export async function startPlatformServices(nowMs: () => number = Date.now): Promise<PlatformServices> {
  let behaviour: CacheBehaviour = 'works';
  const cache = createKeyValueCache(nowMs, () => behaviour);
  const cursors = new Map<string, string>();
  const logLines: string[] = [];
  const stashedFiles: StashedFile[] = [];
  const server = createServer((request, response) => void route(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

  /** A key is shared by the whole app, unless the app narrows it to the connection. */
  const scoped = (key: unknown, scope: unknown, token: string): string =>
    Array.isArray(scope) && scope.length > 0 ? `${token} ${String(key)}` : String(key);

  const methods: Readonly<Record<string, RpcMethod>> = {
    zcache_get: ([key, scope], { token }) => cache.get(scoped(key, scope, token)),
    zcache_set: ([key, value, ttl, scope, nx], { token }) =>
      cache.set(scoped(key, scope, token), String(value), typeof ttl === 'number' ? ttl : null, nx === true),
    zcache_delete: ([key, scope], { token }) => cache.delete(scoped(key, scope, token)),
    get_cursor: (_params, { storeKey }) => cursors.get(storeKey) ?? null,
    set_cursor: ([cursor], { storeKey }) => void cursors.set(storeKey, String(cursor)),
    get_presigned_upload_post_data: () => ({ url: `${origin}/upload/`, fields: { key: `file-${String(stashedFiles.length + 1)}` } }),
  };

  async function answerRpc(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = JSON.parse(await readText(request)) as { id: string; method: string; params: unknown[]; storeKey?: string };
    if (behaviour === 'hangs' && call.method.startsWith('zcache_')) return;
    if (behaviour === 'fails' && call.method.startsWith('zcache_')) return void response.writeHead(500).end();
    const method = methods[call.method];
    const token = String(request.headers['x-token'] ?? '');
    const result = method?.(call.params, { token, storeKey: call.storeKey ?? '' }) ?? null;
    const isLost = behaviour === 'loses_answers' ? call.method === 'zcache_set' : behaviour === 'fails_after_setting' && call.method.startsWith('zcache_');
    if (isLost) return void response.writeHead(500).end();
    const answer = method === undefined ? { id: call.id, error: `No such method: ${call.method}` } : { id: call.id, result };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/rpc') return answerRpc(request, response);
    if (request.url === '/upload/') {
      stashedFiles.push(await readUpload(request));
      return void response.writeHead(204).end();
    }
    if (request.url === '/log') {
      logLines.push(...(await readText(request)).split('\n').filter((line) => line !== ''));
      return void response.writeHead(200).end('ok');
    }
    return void response.writeHead(404).end();
  }

  return {
    rpcUrl: `${origin}/rpc`,
    logUrl: `${origin}/log`,
    cache,
    cacheBehaviour: () => behaviour,
    setCacheBehaviour: (next) => {
      behaviour = next;
    },
    logLines,
    stashedFiles,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The text so far when the sender hangs up in the middle: core cuts its log stream off after 200 ms. */
async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return Buffer.concat(chunks).toString('utf8');
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function readUpload(request: IncomingMessage): Promise<StashedFile> {
  const parser = busboy({ headers: request.headers });
  const chunks: Buffer[] = [];
  let key = '';
  let fileName = '';
  parser.on('field', (name, value) => {
    if (name === 'key') key = value;
  });
  parser.on('file', (_name, stream, info) => {
    fileName = info.filename ?? '';
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  });
  request.pipe(parser);
  await once(parser, 'close');
  return { key, fileName, bytes: Buffer.concat(chunks) };
}
