import type { ServerResponse } from 'node:http';
import type { PlainAnswer } from '../wire/answer.ts';

export function sendAnswer(response: ServerResponse, answer: PlainAnswer): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  response.end(bytes);
}
