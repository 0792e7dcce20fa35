import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the node behind *Initiate and Wait* got for one lead. */
export interface Arrival {
  readonly event: string;
  readonly outcome: string | null;
  readonly queueId: string;
  readonly execution: string;
}

export interface Recorder {
  readonly address: string;
  readonly arrivals: readonly Arrival[];
  close(): Promise<void>;
}

/** Writes down every item that a workflow hands on, over HTTP: whatever n8n does twice arrives twice. */
export async function startRecorder(): Promise<Recorder> {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      arrivals.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Arrival);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    close: () => new Promise<void>((resolve) => server.close(() => { resolve(); })),
  };
}
