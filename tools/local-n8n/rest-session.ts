/** Who owns the throw-away installation; also the login that `pnpm n8n` prints. */
export const owner = { email: 'owner@example.com', firstName: 'Sam', lastName: 'Owner', password: 'Passw0rd123' } as const;

/** n8n ties a login to the browser that made it; every request of ours carries this name. */
export const browserId = 'iqra-slow-checks';

const requestTimeoutMs = 60_000;
/** n8n's answer to everything while its database has not answered its own question (`SELECT 1`) within five seconds. */
const notReady = 503;
const readyAgainWithinMs = 60_000;
const readAgainPauseMs = 250;

export class N8nRestError extends Error {
  readonly status: number;
  readonly body: string;
  constructor(request: string, status: number, body: string) {
    super(`${request} answered ${status}: ${body.slice(0, 500)}`);
    this.name = 'N8nRestError';
    this.status = status;
    this.body = body;
  }
}

export interface RestSession {
  readonly address: string;
  /**
   * Sends one request and returns the `data` of the answer (or the whole answer where n8n has no such wrapper). A read that n8n is not ready for
   * is repeated for a minute. Throws N8nRestError for a status of 400 and above.
   */
  request(method: string, path: string, body?: unknown): Promise<unknown>;
  setUpOwner(): Promise<void>;
  logIn(): Promise<void>;
  /** The cookie of the login, for a browser. */
  cookie(): string;
}

/** A session with n8n's own REST interface, the one its editor uses. */
export function createRestSession(address: string): RestSession {
  let cookie = '';
  const requestOnce = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'browser-id': browserId, ...(cookie === '' ? {} : { cookie }) },
      signal: AbortSignal.timeout(requestTimeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const login = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
    if (login !== undefined) cookie = login.split(';')[0] ?? '';
    const text = await response.text();
    if (response.status >= 400) throw new N8nRestError(`${method} ${path}`, response.status, text);
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : answer;
  };
  const request = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const untilMs = Date.now() + readyAgainWithinMs;
    for (;;) {
      try {
        return await requestOnce(method, path, body);
      } catch (error) {
        const mayRepeat = method === 'GET' && error instanceof N8nRestError && error.status === notReady;
        if (!mayRepeat || Date.now() + readAgainPauseMs > untilMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, readAgainPauseMs));
      }
    }
  };
  return {
    address,
    request,
    setUpOwner: async () => void (await request('POST', '/rest/owner/setup', owner)),
    logIn: async () => void (await request('POST', '/rest/login', { emailOrLdapLoginId: owner.email, password: owner.password })),
    cookie: () => cookie,
  };
}
