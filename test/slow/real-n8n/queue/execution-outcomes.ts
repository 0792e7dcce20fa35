import assert from 'node:assert/strict';
import type { N8nClient, StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import { eventIn } from './events.ts';

const statuses = ['success', 'error', 'crashed', 'canceled'] as const;
/** Ids can have gaps where n8n took a number and did not use it. */
const mostUnusedIds = 200;

export interface ExecutionOutcomes {
  /** Events with a successful execution. (One that died with its worker does not even name its event.) */
  readonly succeeded: ReadonlySet<string>;
  /** Why executions failed, in n8n's words, with how often. */
  readonly failures: ReadonlyMap<string, number>;
}

/** Reads every ended execution of an n8n that holds executions of this workflow only, one by one by id. Throws when one is missing. */
export async function readOutcomes(client: N8nClient, workflow: StoredWorkflow): Promise<ExecutionOutcomes> {
  const counts = await Promise.all(statuses.map((status) => client.countExecutions(workflow.id, status)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const succeeded = new Set<string>();
  const failures = new Map<string, number>();
  let found = 0;
  for (let id = 1; found < total && id <= total + mostUnusedIds; id += 1) {
    const execution = await client.findExecution(String(id));
    if (execution === undefined) continue;
    found += 1;
    if (execution.status === 'success') {
      const event = eventIn(execution.text);
      assert.ok(event !== undefined, `successful execution ${id} names its event`);
      succeeded.add(event);
    } else {
      const reason = (await client.readExecution(String(id))).errorMessage ?? execution.status;
      failures.set(reason, (failures.get(reason) ?? 0) + 1);
    }
  }
  assert.equal(found, total, 'every ended execution was read');
  return { succeeded, failures };
}
