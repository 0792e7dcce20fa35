import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { type AppDefinition, allActions, inputFieldsOf } from '../publishing/definition.ts';
import type { StepResult } from '../step-result.ts';
import type { Values } from '../zapier-app.ts';
import { startZapierWithSandbox } from '../zapier-with-sandbox.ts';

export interface OperationRun {
  readonly operation: string;
  readonly status: StepResult['status'];
  readonly message: string;
  /** Requests to the server. */
  readonly requests: number;
}

/** Runs every operation that the definition names, and every hydrator, in an unzipped build against a sandbox. */
export async function runEveryOperation(handlerPath: string, nodePath: string): Promise<readonly OperationRun[]> {
  const zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0, outcomeOf: () => 'agent_hung_up' }, app: { bundlePath: handlerPath, process: 'own', nodePath } });
  const { app, sandbox } = zapier;
  const runs: OperationRun[] = [];
  const run = async (operation: string, step: () => Promise<StepResult>): Promise<unknown> => {
    const before = sandbox.requests().length;
    const result = await step();
    const requests = sandbox.requests().length - before;
    runs.push({ operation, status: result.status, message: result.status === 'success' ? '' : result.message, requests });
    return result.status === 'success' ? result.results : [];
  };
  try {
    const definition = (await app.definition()) as AppDefinition;
    await run('authentication.test', () => app.authTest());
    await run('authentication.connectionLabel', () => app.connectionLabel());
    await run('creates.initiate_call (test in the editor)', () => app.create('initiate_call', inputs('creates.initiate_call'), { meta: { isLoadingSample: true } }));
    const placed = (await run('creates.initiate_call', () => app.create('initiate_call', inputs('creates.initiate_call')))) as Values;
    const waiting = inputs('creates.call_and_wait');
    await run('creates.call_and_wait (test in the editor)', () => app.create('call_and_wait', waiting, { meta: { isLoadingSample: true } }));
    const outputData = await run('creates.call_and_wait', () => app.create('call_and_wait', waiting, { callbackUrl: 'https://zapier.com/hooks/callback/1/a/b/' }));
    sandbox.addInboundCall();
    await sandbox.advanceUntilSettled();
    await sandbox.advance(3_600_000);
    const resume = { outputData, cleanedRequest: {} };
    await run('creates.call_and_wait (after the wait)', () => app.execute('creates.call_and_wait.operation.performResume', waiting, { resume }));
    const pointers: Record<string, unknown> = {};
    for (const named of allActions(definition)) {
      const { action, kind, path } = named;
      if (path === 'creates.initiate_call' || path === 'creates.call_and_wait') continue;
      const takesId = inputFieldsOf(named).some(({ key }) => key === 'queue_id');
      const values = { ...inputs(path), ...(takesId ? { queue_id: placed['queue_id'] } : {}) };
      const results = (await run(path, () => app.execute(`${kind}.${action.key}.operation.perform`, values))) as readonly Values[];
      if (path === 'searches.find_calls') Object.assign(pointers, { transcript: results[0]?.['transcript'], recording: results[0]?.['recording'] });
      if (inputFieldsOf(named).length > 0) await run(`${path}.inputFields`, () => app.inputFields(kind, action.key, values));
    }
    await run('creates.initiate_call.inputFields', () => app.inputFields('creates', 'initiate_call', inputs('creates.initiate_call')));
    for (const [value, pointer] of Object.entries(pointers)) await run(`pointer to the ${value}`, () => app.hydrate(String(pointer)));
    return runs;
  } finally {
    await zapier.close();
  }
}

const inputsByPath: Readonly<Record<string, Values>> = {
  'creates.initiate_call': { recipient_number: '+14155552671', campaign_id: campaignIds.reminders, variable__customer_name: 'Amina', event_key: 'check', calling_hours: 'off' },
  'creates.call_and_wait': { recipient_number: '+14155552672', campaign_id: campaignIds.consultation, event_key: 'check', calling_hours: 'off' },
  'searches.find_campaign': { name: 'appointment' },
  'searches.find_agent': { name: 'reminder' },
  'searches.find_number': { name: '0100' },
};

function inputs(path: string): Values {
  return inputsByPath[path] ?? {};
}
