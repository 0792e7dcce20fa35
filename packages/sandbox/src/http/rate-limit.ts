import { plain } from '../wire/answer.ts';
import type { PlainAnswer } from '../wire/answer.ts';

const windowMs = 60_000;

/** The hosted documentation's limit: so many requests per key within a minute of the sandbox's clock, else 429. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #recent = new Map<string, number[]>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** The refusal, or the header to put on the answer. */
  check(key: string, now: number): { readonly refusal: PlainAnswer | null; readonly remaining: number } {
    const recent = (this.#recent.get(key) ?? []).filter((at) => at > now - windowMs);
    this.#recent.set(key, recent);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= this.#perMinute) {
      const retryAfter = String(Math.max(1, Math.ceil((oldest + windowMs - now) / 1000)));
      const headers = { 'x-ratelimit-remaining': '0', 'retry-after': retryAfter };
      return { refusal: plain(429, 'application/json', '{"detail":"Request was throttled."}', headers), remaining: 0 };
    }
    recent.push(now);
    return { refusal: null, remaining: this.#perMinute - recent.length };
  }
}
