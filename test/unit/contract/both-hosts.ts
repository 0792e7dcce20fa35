import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import type { StepResult } from '../../hosts/zapier/step-result.ts';
import type { Sandbox, SandboxOptions } from '../../../packages/sandbox/src/sandbox.ts';
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

/** Another attempt at somebody whose call was not answered. */
export interface AskedAgain extends Omit<Asked, 'phone' | 'scheduledTime'> {
  readonly queueId: string;
  readonly delay: string;
}

export interface Outcome {
  /** What the server was asked for; `null` where nobody is called. */
  readonly call: AcceptedRow | null;
  readonly said: string;
}

/** The packed node and the built app, each with a sandbox of its own; both sandboxes stand at the same moment. */
export interface BothHosts {
  readonly hosts: readonly (readonly [name: 'n8n' | 'Zapier', ask: (asked: Asked) => Promise<Outcome>])[];
  /** *Try Again*. Nobody answers in these sandboxes. */
  readonly again: readonly { readonly host: string; readonly sandbox: Sandbox; readonly ask: (asked: AskedAgain) => Promise<Outcome>; readonly hoursLater: (hours: number) => Promise<void> }[];
  /** Clocks only go forward. */
  goTo(now: string): Promise<void>;
  /** Forgets all calls. */
  reset(): void;
  close(): Promise<void>;
}

export async function openBothHosts(startAt: string): Promise<BothHosts> {
  const sandbox: SandboxOptions = { timeScale: 0, startAt, outcomeOf: () => 'no_answer' };
  const [bench, zapier] = await Promise.all([openBench(sandbox), startZapierWithSandbox({ sandbox, app: { timezone: accountZone } })]);
  const sandboxes = [bench.sandbox, zapier.sandbox];
  let events = 0;
  return {
    hosts: [
      ['n8n', (asked) => throughN8n(bench, asked)],
      ['Zapier', (asked) => throughZapier(zapier, asked, `event ${(events += 1)}`)],
    ],
    again: [
      { host: 'n8n', sandbox: bench.sandbox, ask: (asked) => againThroughN8n(bench, asked), hoursLater: (hours) => bench.sandbox.advance(hours * 3_600_000) },
      {
        host: 'Zapier',
        sandbox: zapier.sandbox,
        ask: (asked) => againThroughZapier(zapier, asked),
        hoursLater: async (hours) => {
          await zapier.sandbox.advance(hours * 3_600_000);
          // No lease lasts for hours; the store's own clock is the real one.
          zapier.app.services.cache.clear();
        },
      },
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
  return await outcomeInN8n(bench, initiate({ callingHours, ...filled({ customHours }), options: filled(options) }), { phone });
}

async function againThroughN8n(bench: Bench, { queueId, delay, callingHours = 'recipient_country', customHours, ...options }: AskedAgain): Promise<Outcome> {
  await bench.engine.moveClock(bench.sandbox.now());
  const form = { resource: 'call', operation: 'tryAgain', queueId, delay, callingHours, ...filled({ customHours }), options: { requestsPerMinute: 0, ...filled(options) } };
  return await outcomeInN8n(bench, form, {});
}

async function outcomeInN8n(bench: Bench, form: object, item: object): Promise<Outcome> {
  const { run, items } = await runNode(bench.engine, form, [item]);
  const said = run.error === undefined ? JSON.stringify(items[0]?.json) : `${run.error.message} ${String(run.error.description)}`;
  return { call: placedBy(bench.sandbox, 'n8n'), said };
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
  return outcomeInZapier(zapier, await zapier.app.create('initiate_call', input));
}

async function againThroughZapier(zapier: ZapierWithSandbox, asked: AskedAgain): Promise<Outcome> {
  zapier.app.moveClock(zapier.sandbox.now());
  const input = filled({
    queue_id: asked.queueId,
    delay: asked.delay,
    calling_hours: asked.callingHours ?? 'recipient_country',
    custom_hours: asked.customHours,
    contact_time_zone: asked.contactTimeZone,
    holiday_dates: asked.holidayDates,
  });
  return outcomeInZapier(zapier, await zapier.app.create('try_again', input));
}

function outcomeInZapier(zapier: ZapierWithSandbox, result: StepResult): Outcome {
  const said = result.status === 'success' ? JSON.stringify(result.results) : result.message;
  return { call: placedBy(zapier.sandbox, 'zapier'), said };
}

/** The last call of this host's; the one before an attempt may have been placed by the test. */
function placedBy(sandbox: Sandbox, source: string): AcceptedRow | null {
  return sandbox.ledger().accepted.findLast(({ metadata }) => metadata['iqra_call_source'] === source) ?? null;
}
