import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import type { AcceptedRow } from '../../../packages/sandbox/src/state/ledger.ts';
import { type Bench, initiate, openBench, runNode } from '../n8n-node/bench.ts';

/** The account's and the workflow's zone is of no help to the recipient; so it is one far away. */
const accountZone = 'America/Chicago';

/** A call as a builder asks for it; what is left out is left empty in the form. */
export interface Asked {
  readonly phone: string;
  readonly callingHours?: string | undefined;
  readonly customHours?: string | undefined;
  readonly contactTimeZone?: string | undefined;
  readonly scheduledTime?: string | undefined;
  readonly holidayDates?: string | undefined;
}

export interface Outcome {
  /** What the server was asked for; `null` where nobody is called. */
  readonly call: AcceptedRow | null;
  readonly said: string;
}

/** The packed node and the built app, each with a sandbox of its own; both sandboxes stand at the same moment. */
export interface BothHosts {
  readonly hosts: readonly (readonly [name: 'n8n' | 'Zapier', ask: (asked: Asked) => Promise<Outcome>])[];
  /** Clocks only go forward. */
  goTo(now: string): Promise<void>;
  /** Forgets all calls. */
  reset(): void;
  close(): Promise<void>;
}

export async function openBothHosts(startAt: string): Promise<BothHosts> {
  const sandbox = { timeScale: 0, startAt } as const;
  const [bench, zapier] = await Promise.all([openBench(sandbox), startZapierWithSandbox({ sandbox, app: { process: 'own', timezone: accountZone } })]);
  const sandboxes = [bench.sandbox, zapier.sandbox];
  let events = 0;
  return {
    hosts: [
      ['n8n', (asked) => throughN8n(bench, asked)],
      ['Zapier', (asked) => throughZapier(zapier, asked, `event ${(events += 1)}`)],
    ],
    goTo: async (now) => {
      for (const one of sandboxes) await one.advance(Date.parse(now) - one.now());
    },
    reset: () => {
      for (const one of sandboxes) one.reset();
    },
    close: async () => {
      await Promise.all([bench.close(), zapier.close()]);
    },
  };
}

function filled(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

async function throughN8n(bench: Bench, { phone, callingHours = 'recipient_country', customHours, ...options }: Asked): Promise<Outcome> {
  await bench.engine.moveClock(bench.sandbox.now());
  const { run, items } = await runNode(bench.engine, initiate({ callingHours, ...filled({ customHours }), options: filled(options) }), [{ phone }]);
  const said = run.error === undefined ? JSON.stringify(items[0]?.json) : `${run.error.message} ${String(run.error.description)}`;
  return { call: bench.sandbox.ledger().accepted[0] ?? null, said };
}

async function throughZapier(zapier: ZapierWithSandbox, asked: Asked, event: string): Promise<Outcome> {
  zapier.app.moveClock(zapier.sandbox.now());
  const input = filled({
    recipient_number: asked.phone,
    campaign_id: campaignIds.consultation,
    event_key: event,
    calling_hours: asked.callingHours,
    custom_hours: asked.customHours,
    contact_time_zone: asked.contactTimeZone,
    scheduled_time: asked.scheduledTime,
    holiday_dates: asked.holidayDates,
  });
  const result = await zapier.app.create('initiate_call', input);
  const said = result.status === 'success' ? JSON.stringify(result.results) : result.message;
  return { call: zapier.sandbox.ledger().accepted[0] ?? null, said };
}
