/** Main file of a server that answers every request of the API after the same pause: `node answering-server-process.ts PAUSE_MS`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SeenRequest, ServerReport } from './answering-server.ts';

const pauseMs = Number(process.argv[2] ?? 0);
let requests = 0;
/** Each call has an id of its own, in whatever run. */
let calls = 0;
let first = new Map<string, SeenRequest>();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    requests += 1;
    const path = request.url ?? '/';
    if (!first.has(path)) {
      const { authorization, 'content-type': contentType } = request.headers;
      const headers = { authorization: authorization ?? '', 'content-type': contentType ?? '' };
      first.set(path, { path, headers, body: Buffer.concat(chunks).toString('base64') });
    }
    calls += 1;
    const data = path.endsWith('/count') ? 0 : [`6742e6b8f0a1c2d3${String(calls).padStart(8, '0')}`];
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data, success: true, message: null, code: null })), pauseMs);
  });
});

process.on('message', () => {
  const report: ServerReport = { requests, samples: [...first.values()] };
  requests = 0;
  first = new Map();
  process.send?.(report);
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send?.({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
