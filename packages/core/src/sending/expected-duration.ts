/** One look-up and one request that places the call; a campaign's cap or a repeated event adds to it. */
const requestsPerCall = 2;

/** How long so many calls take at this pace at least, in ms; 0 without a limit. */
export function expectedDurationMs(calls: number, requestsPerMinute: number): number {
  return requestsPerMinute === 0 ? 0 : ((calls * requestsPerCall) / requestsPerMinute) * 60_000;
}
