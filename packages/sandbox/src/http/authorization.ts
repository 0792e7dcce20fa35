import type { IncomingMessage } from 'node:http';

/** All `Authorization` headers as the framework joins them; empty ones do not count. (Node itself would keep only the first.) */
export function authorizationOf({ rawHeaders }: IncomingMessage): string {
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'authorization') values.push((rawHeaders[index + 1] ?? '').trim());
  }
  return values.filter((value) => value !== '').join(',');
}
