/** Time and chance, given by the host. Core never reads a clock, sets a timer or draws a random number by itself. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Resolves after at least `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
  /** At least 0 and below 1. */
  random(): number;
}

export const requestFormats = ['auto', 'documented', 'config'] as const;

/** Which of the two request forms to send; `auto` sends both in one body. */
export type RequestFormat = (typeof requestFormats)[number];

/** Where the server is and which business is meant. The API key is not here: the host's transport holds it. */
export interface Connection {
  /** Origin without a trailing slash, for example `https://app.iqra.bot`. */
  readonly baseUrl: string;
  readonly businessId: string;
  readonly requestFormat: RequestFormat;
}

/** Names the business that a connection reaches: what is kept for it is never taken for another one's. */
export function scopeOf({ baseUrl, businessId }: Pick<Connection, 'baseUrl' | 'businessId'>): string {
  return `${baseUrl}|${businessId}`;
}
