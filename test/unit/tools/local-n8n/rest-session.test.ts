import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRestSession } from '../../../../tools/local-n8n/rest-session.ts';

let server: Server;
let answers: number[];
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.method ?? '');
    const status = answers.shift() ?? 200;
    // What n8n 2.41.1 says in abstract-server.js while its database is not connected.
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(status === 200 ? { data: 'fine' } : { code: 0, message: 'Database is not ready!' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const session = () => createRestSession(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

describe('the session with n8n while its database is not ready', () => {
  it('repeats a read until n8n answers', async () => {
    answers = [503, 503, 200];
    expect(await session().request('GET', '/rest/executions')).toBe('fine');
    expect(asked).toEqual(['GET', 'GET', 'GET']);
  });

  it('never repeats what may have been done', async () => {
    answers = [503];
    await expect(session().request('POST', '/rest/workflows', {})).rejects.toMatchObject({ status: 503 });
    expect(asked).toEqual(['POST']);
  });

  it('repeats no read that failed for another reason', async () => {
    answers = [404];
    await expect(session().request('GET', '/rest/executions/1')).rejects.toMatchObject({ status: 404 });
    expect(asked).toEqual(['GET']);
  });
});
