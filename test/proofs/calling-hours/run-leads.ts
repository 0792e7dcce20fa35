import { chanceFrom } from '../../../packages/sandbox/src/calls/chance.ts';
import { startSandbox, type OutcomeName, type Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import type { CallingHost } from './host.ts';
import { judge, type Batch, type Verdict } from './judge.ts';
import { LeadSource } from './leads.ts';
import { describeSydneyCall, nightInSydney, sydneyLead, type SydneyCall } from './sydney-at-night.ts';

/**
 * When workflows run: around the clock, in every season, beside the clock changes of the United States, Europe, Australia and Chile, on
 * holidays and the evenings before them.
 */
const runMoments: readonly string[] = [
  nightInSydney,
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
  readonly seed: string;
}

export interface HostProof {
  readonly verdict: Verdict;
  readonly sydney: SydneyCall;
}

/**
 * Leads go through a host at each moment in turn, the first of them the one in Sydney; then the sandbox's clock runs until every call
 * has come to its end.
 */
export async function runLeads({ open, leads, seed }: LeadsRun): Promise<HostProof> {
  const moments = runMoments;
  const sandbox = await startSandbox({ startAt: nightInSydney, outcomeOf: drawOutcome, keepRequests: 0 });
  const source = new LeadSource(seed);
  const batches: Batch[] = [];
  const host = await open(sandbox);
  try {
    for (const [index, moment] of moments.entries()) {
      await sandbox.advance(Math.max(0, Date.parse(moment) - sandbox.now()));
      const count = Math.floor(((index + 1) * leads) / moments.length) - Math.floor((index * leads) / moments.length);
      const special = index === 0 ? [sydneyLead] : [];
      const drawn = [...special, ...source.take(count - special.length, sandbox.now())];
      const nowMs = sandbox.now();
      await host.moveClock(nowMs);
      batches.push({ nowMs, leads: drawn, placements: await host.place(drawn) });
    }
    await sandbox.advanceUntilSettled();
    const ledger = sandbox.ledger();
    return { verdict: judge(batches, ledger), sydney: describeSydneyCall(ledger) };
  } finally {
    await host.close();
    await sandbox.close();
  }
}

/** Most calls are dialled; many of them later than planned, because a server or a line was slow. */
function drawOutcome(recipient: string): OutcomeName {
  if (recipient === sydneyLead.recipient.e164) return 'recipient_hung_up';
  const drawn = chanceFrom(`outcome/${recipient}`)();
  if (drawn < 0.12) return 'failed_then_placed';
  if (drawn < 0.24) return 'line_busy_then_placed';
  if (drawn < 0.28) return 'line_always_busy';
  return drawn < 0.34 ? 'no_answer' : 'recipient_hung_up';
}
