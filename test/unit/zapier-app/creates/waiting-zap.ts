import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import type { ActionFate, Sandbox, SandboxOptions } from '../../../../packages/sandbox/src/sandbox.ts';
import type { StepResult } from '../../../hosts/zapier/step-result.ts';
import { startWaitingRuns, type WaitingRun } from '../../../hosts/zapier/waiting-runs.ts';
import type { StepOptions, Values, ZapierApp } from '../../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';

export const recipient = '+14155552671';
export const basics: Values = { recipient_number: recipient, campaign_id: campaignIds.reminders, variable__customer_name: 'Amina', calling_hours: 'off' };

/** The app with its sandbox, whose campaign wakes, and Zapier's part of a wait. */
export interface WaitingZap {
  readonly app: ZapierApp;
  readonly sandbox: Sandbox;
  callAndWait(input: Values, options?: StepOptions): Promise<WaitingRun>;
  /** What becomes of the campaign's requests from now on. */
  setFate(fate: ActionFate): void;
  letTheCallEnd(): Promise<void>;
  /** Resolves when every wait that has ended has its result. */
  settled(): Promise<void>;
  rings(): number;
  close(): Promise<void>;
}

export async function openWaitingZap(options: SandboxOptions = {}): Promise<WaitingZap> {
  let fate: ActionFate = 'sent';
  const zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0, outcomeOf: () => 'agent_hung_up', actionFate: () => fate, ...options } });
  const { app, sandbox } = zapier;
  const runs = await startWaitingRuns(app);
  return {
    app,
    sandbox,
    callAndWait: (input, step) => runs.create('call_and_wait', { ...basics, ...input }, step),
    setFate: (next) => {
      fate = next;
    },
    letTheCallEnd: async () => {
      await sandbox.advanceUntilSettled();
      await sandbox.actionsSettled();
      await runs.settled();
    },
    settled: () => runs.settled(),
    rings: () => sandbox.ledger().dials.length,
    close: async () => {
      await runs.close();
      await zapier.close();
    },
  };
}

export const post = (url: string, body: unknown = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export function valuesOf(result: StepResult | undefined): Values {
  if (result?.status !== 'success') throw new Error(`Not a success: ${JSON.stringify(result)}`);
  return result.results as Values;
}
