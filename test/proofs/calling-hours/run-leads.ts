import { chanceFrom } from '../../sandbox/calls/chance.ts';
import { startSandbox, type OutcomeName, type Sandbox } from '../../sandbox/sandbox.ts';
import type { CallingHost } from './host.ts';
import { judge, type Batch, type Verdict } from './judge.ts';
import { LeadSource } from './leads.ts';

/**
 * When workflows run: around the clock, in every season, beside the clock changes of the United States, Europe, Australia and Chile, on
 * holidays and the evenings before them.
 */
export const runMoments: readonly string[] = [
  '2026-11-24T12:30:00Z',
  '2026-12-24T21:10:00Z',
  '2027-01-01T03:00:00Z',
  '2027-03-14T06:59:30Z',
  '2027-03-14T16:45:00Z',
  '2027-03-28T00:59:40Z',
  '2027-04-03T15:58:00Z',
  '2027-07-04T18:20:00Z',
  '2027-07-14T07:59:00Z',
  '2027-08-31T09:58:30Z',
  '2027-10-02T16:01:00Z',
  '2027-10-31T00:30:00Z',
  '2027-11-07T05:59:00Z',
  '2027-11-08T22:57:30Z',
];

export interface LeadsRun {
  readonly open: (sandbox: Sandbox) => Promise<CallingHost>;
  readonly leads: number;
  readonly moments: readonly string[];
  readonly seed: string;
}

/** Leads go through a host at each moment in turn; then the sandbox's clock runs until every call has come to its end. */
export async function runLeads({ open, leads, moments, seed }: LeadsRun): Promise<Verdict> {
  const realNow = Date.now;
  const sandbox = await startSandbox({ startAt: moments[0] ?? 0, clock: { now: () => realNow() }, outcomeOf: drawOutcome, keepRequests: 0 });
  const source = new LeadSource(seed);
  const batches: Batch[] = [];
  const host = await open(sandbox);
  try {
    for (const [index, moment] of moments.entries()) {
      await sandbox.advance(Math.max(0, Date.parse(moment) - sandbox.now()));
      const count = Math.floor(((index + 1) * leads) / moments.length) - Math.floor((index * leads) / moments.length);
      const drawn = source.take(count, sandbox.now());
      const nowMs = sandbox.now();
      await host.moveClock(nowMs);
      batches.push({ nowMs, leads: drawn, placements: await host.place(drawn) });
    }
    await sandbox.advanceUntilSettled();
    return judge(batches, sandbox.ledger());
  } finally {
    await host.close();
    await sandbox.close();
  }
}

/** Most calls are dialled; many of them later than planned, because a server or a line was slow. */
function drawOutcome(recipient: string): OutcomeName {
  const drawn = chanceFrom(`outcome/${recipient}`)();
  if (drawn < 0.12) return 'failed_then_placed';
  if (drawn < 0.24) return 'line_busy_then_placed';
  if (drawn < 0.28) return 'line_always_busy';
  return drawn < 0.34 ? 'no_answer' : 'recipient_hung_up';
}
