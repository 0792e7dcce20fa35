import { campaignIds } from '../../packages/sandbox/src/seed.ts';
import type { ActionFate } from '../../packages/sandbox/src/sandbox.ts';
import { startWaitingRuns, type WaitingRun } from '../hosts/zapier/waiting-runs.ts';
import { startZapierWithSandbox } from '../hosts/zapier/zapier-with-sandbox.ts';
import type { Values } from '../hosts/zapier/zapier-app.ts';

const leads = 200;

/** What happens to the wake-up of each lead's call, and what its outcome is, by the server's own rule of ends. */
const wakeUps = ['sent', 'lost', 'doubled', 'early', 'forged', 'redelivered'] as const;
const ends = [
  ['agent_hung_up', 'completed'],
  ['declined', 'declined'],
  ['no_answer', 'no_answer'],
  ['voicemail', 'voicemail'],
  ['canceled', 'canceled'],
] as const;

interface Lead {
  readonly recipient: string;
  readonly wakeUp: (typeof wakeUps)[number];
  readonly outcome: (typeof ends)[number][0];
  readonly told: (typeof ends)[number][1];
  readonly input: Values;
}

function leadOf(at: number): Lead {
  const recipient = `+1415555${String(2_000 + at)}`;
  const [outcome, told] = ends[at % ends.length] ?? ends[0];
  const input = { recipient_number: recipient, campaign_id: campaignIds.reminders, variable__customer_name: 'Amina', event_key: `lead ${String(at)}`, calling_hours: 'off' };
  return { recipient, wakeUp: wakeUps[at % wakeUps.length] ?? 'sent', outcome, told, input };
}

it(`${String(leads)} waiting runs with lost, doubled, early, forged wake-ups and redelivered events: each goes on once at most, with the right outcome or none, and nobody is rung twice`, async () => {
  const all = Array.from({ length: leads }, (_, at) => leadOf(at));
  const byRecipient = new Map(all.map((lead) => [lead.recipient, lead]));
  const recipientOf = new Map<string, string>();
  const fateOf = (queueId: string): ActionFate => {
    const { wakeUp } = byRecipient.get(recipientOf.get(queueId) ?? '') ?? { wakeUp: 'sent' };
    return wakeUp === 'lost' || wakeUp === 'doubled' ? wakeUp : 'sent';
  };
  const zapier = await startZapierWithSandbox({
    sandbox: { timeScale: 0, outcomeOf: (recipient) => byRecipient.get(recipient)?.outcome, actionFate: ({ queueId }) => fateOf(queueId) },
    // Core ends a process that has grown after many runs, as jest's own has.
    app: { process: 'own' },
  });
  const runs = await startWaitingRuns(zapier.app);
  try {
    const first: WaitingRun[] = [];
    const again = new Map<Lead, WaitingRun>();
    for (const lead of all) {
      const run = await runs.create('call_and_wait', lead.input);
      first.push(run);
      const placed = run.first.status === 'success' ? (run.first.results as Values) : {};
      recipientOf.set(String(placed['queue_id']), lead.recipient);
      if (lead.wakeUp === 'early') await fetch(run.callbackUrl, { method: 'POST', body: '{"outcome":"completed"}' });
      if (lead.wakeUp === 'redelivered') again.set(lead, await runs.create('call_and_wait', lead.input));
    }
    await runs.settled();
    await zapier.sandbox.advanceUntilSettled();
    const forged = first.filter((_run, at) => all[at]?.wakeUp === 'forged');
    await Promise.all(forged.map(({ callbackUrl }) => fetch(callbackUrl, { method: 'POST', body: '{"outcome":"voicemail","queue_id":"x"}' })));
    await zapier.sandbox.actionsSettled();
    await runs.settled();

    const seen = all.map((lead, at) => {
      const run = first[at];
      const outcomes = (run?.resumed ?? []).map((one) => (one.status === 'success' ? (one.results as Values)['outcome'] : one.status));
      return { wakeUp: lead.wakeUp, told: lead.told, waits: run?.waits, outcomes };
    });
    const expected = all.map(({ wakeUp, told }) => ({ wakeUp, told, waits: true, outcomes: wakeUp === 'lost' ? [] : [wakeUp === 'early' ? null : told] }));
    expect(seen).toEqual(expected);
    expect([...again.values()].map(({ waits, resumed }) => [waits, resumed.length])).toEqual(Array.from({ length: again.size }, () => [false, 0]));
    const { accepted, dials } = zapier.sandbox.ledger();
    expect(accepted).toHaveLength(leads);
    const rings = [...byRecipient.keys()].map((recipient) => dials.filter((dial) => dial.recipient === recipient).length);
    expect(Math.max(...rings)).toBe(1);
  } finally {
    await runs.close();
    await zapier.close();
  }
}, 240_000);
