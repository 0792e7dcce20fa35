import { runBurst } from '../../../hosts/zapier/burst.ts';

describe('a burst of leads in one Zap, on a server that takes 60 requests a minute', () => {
  it('places 100 that arrive at once, each once, without an error', async () => {
    const report = await runBurst({ arrivals: Array.from({ length: 100 }, () => 0), pollEverySeconds: 60, requestsPerMinute: 60 });
    console.log(report);
    expect(report).toMatchObject({ leads: 100, placed: 100, errored: 0, halted: 0, rungTwice: 0 });
  }, 120_000);
  it('places 25 a minute', async () => {
    const report = await runBurst({ arrivals: Array.from({ length: 300 }, (_, at) => at * 2.4), pollEverySeconds: 60, requestsPerMinute: 60 });
    console.log(report);
    expect(report).toMatchObject({ leads: 300, placed: 300, errored: 0, halted: 0, rungTwice: 0 });
  }, 120_000);
});
