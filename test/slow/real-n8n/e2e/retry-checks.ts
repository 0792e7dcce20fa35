import assert from 'node:assert/strict';
import type { FaultRule } from '../../../../packages/sandbox/src/sandbox.ts';
import { iqraWorkflow } from '../workflow-builder.ts';
import { acceptedFor, initiateParameters, lead, runStored, type Stage } from './stage.ts';

type Fault = Omit<FaultRule, 'match'>;

/** What can go wrong around the one request that rings a phone. */
const faults: readonly Fault[] = [
  { kind: 'reset', when: 'before_accept' },
  { kind: 'reset', when: 'after_accept' },
  { kind: 'drop', when: 'after_accept' },
  { kind: 'reset', when: 'delayed_accept', delayMs: 4_000 },
  { kind: 'truncated', when: 'after_accept' },
  { kind: 'html', when: 'after_accept' },
  { kind: 'empty_body', when: 'after_accept' },
  { kind: 'redirect', when: 'before_accept', location: '/api/v1/business/184/call/initiate' },
  { kind: '429', when: 'before_accept', retryAfterSeconds: 1 },
  { kind: '500', when: 'before_accept' },
  { kind: '500', when: 'after_accept' },
  { kind: '502', when: 'delayed_accept', delayMs: 2_000 },
  { kind: '503', when: 'after_accept' },
  { kind: 'enqueue_error', when: 'after_accept' },
  { kind: 'queued_without_id' },
  { kind: 'group_add_error' },
];

/** *Retry On Fail*, as a user switches it on in the node's settings. */
const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 };
const delayedAcceptMs = 6_000;
/** A call that was answered with 429 is sent again once the first request cannot arrive any more: two minutes later (docs/decisions/0097). */
const heldRunMs = 240_000;

/**
 * With every fault in turn, n8n's Retry On Fail and then a second run of the same workflow: nobody is called twice,
 * and the people beside the unlucky one are called exactly once.
 */
export async function checkRetryOnFail(stage: Stage): Promise<void> {
  const { n8n, sandbox, checks, credential, recipients } = stage;
  const runs = faults.map(async (fault) => {
    const people = [lead(recipients.next()), lead(recipients.next()), lead(recipients.next())] as const;
    const [before, unlucky, after] = people;
    sandbox.faults.add({ ...fault, match: { operation: 'initiateCall', recipient: unlucky.phone }, times: fault.kind === '429' ? 1 : 2 });
    const name = `Retry: ${fault.kind} ${fault.when ?? ''}`;
    const workflow = await n8n.client.createWorkflow(iqraWorkflow(name, people, initiateParameters(), credential, retryOnFail));
    const first = await runStored(n8n.client, workflow, heldRunMs);
    if (fault.when === 'delayed_accept') await new Promise((resolve) => setTimeout(resolve, delayedAcceptMs));
    const second = await runStored(n8n.client, workflow);
    return { fault, before, unlucky, after, first, second };
  });

  const settled = await Promise.allSettled(runs);
  for (const [index, result] of settled.entries()) {
    const fault = faults[index];
    await checks.check(`Retry On Fail: ${fault?.kind} ${fault?.when ?? ''}: nobody twice`.replace(' :', ':'), () => {
      if (result.status === 'rejected') throw result.reason;
      const { before, unlucky, after, first, second } = result.value;
      const counts = [before, unlucky, after].map((person) => acceptedFor(sandbox, person.phone));
      const story = `first run ${first.execution.status} (${first.error?.message ?? 'no error'}), second run ${second.execution.status} (${second.error?.message ?? 'no error'})`;
      assert.ok(counts.every((count) => count <= 1), `calls per person ${counts.join(', ')}; ${story}`);
      if (second.execution.status === 'success') assert.deepEqual(counts, [1, 1, 1], `both runs done, somebody was lost; ${story}`);
      if (first.execution.status === 'success') assert.equal(counts[1], 1, `the first run says that all were called; ${story}`);
    });
  }
  sandbox.faults.clear();

  await checks.check('Retry On Fail: the ledger of all these runs names nobody who was rung twice for one event', () => {
    assert.deepEqual(sandbox.ledger().dialledTwice, []);
  });
}
