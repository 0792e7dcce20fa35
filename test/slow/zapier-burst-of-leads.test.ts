import { runBurst } from '../hosts/zapier/burst.ts';

/** `check:zapier` acts out 100 leads at once and 300 within twelve minutes. */
describe('a burst of leads in one Zap, on a server that takes 60 requests a minute', () => {
  it('places each of 30 leads once, in portions, without an error', async () => {
    const report = await runBurst({ arrivals: Array.from({ length: 30 }, () => 0), pollEverySeconds: null, requestsPerMinute: 60 });
    expect(report).toMatchObject({ leads: 30, placed: 30, errored: 0, halted: 0, rungTwice: 0 });
    expect(report.heldBack).toBeGreaterThan(0);
  }, 60_000);

  it('places them also on a server that takes far fewer: throttled runs are repeated and look first', async () => {
    const report = await runBurst({ arrivals: Array.from({ length: 12 }, () => 0), pollEverySeconds: null, requestsPerMinute: 9 });
    expect(report).toMatchObject({ leads: 12, placed: 12, errored: 0, halted: 0, rungTwice: 0 });
    expect(report.throttled).toBeGreaterThan(0);
  }, 60_000);
});
