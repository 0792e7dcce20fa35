import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that an address was told. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly contentType: string | null;
  readonly body: string;
}

export interface Listener {
  readonly origin: string;
  readonly heard: readonly Heard[];
  close(): Promise<void>;
}

/** A server that listens for what the sandbox sends, and answers everything with `status`. */
export async function startListener(status = 200): Promise<Listener> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      heard.push({ method, path: url, contentType: headers['content-type'] ?? null, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    heard,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
