import assert from 'node:assert/strict';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { initiateParameters, lead, runIqra, type Stage } from './stage.ts';

const longText = 'x'.repeat(10_000);

interface BadInput {
  readonly what: string;
  readonly person: Record<string, unknown>;
  readonly parameters?: Record<string, unknown>;
  /** Label of the field that the message must name. */
  readonly names: RegExp;
}

const someone = (changes: Record<string, unknown>): Record<string, unknown> => ({ phone: '+12015550198', name: 'Amina Rahman', event: 'bad-input', ...changes });
const campaign = (value: unknown): Record<string, unknown> => ({ campaignId: { __rl: true, mode: 'id', value } });

const badInputs: readonly BadInput[] = [
  { what: 'a missing number', person: someone({ phone: '' }), names: /Recipient Number/ },
  { what: 'a number that is an object', person: someone({ phone: { mobile: '+12015550198' } }), names: /Recipient Number/ },
  { what: 'a number of 10,000 characters', person: someone({ phone: longText }), names: /Recipient Number/ },
  { what: 'a local number without a default country', person: someone({ phone: '(201) 555-0198' }), names: /Recipient Number/ },
  { what: 'an emergency number', person: someone({ phone: '911' }), names: /Recipient Number/ },
  { what: 'no campaign and no agent with number', person: someone({}), parameters: campaign(''), names: /Campaign/ },
  { what: 'an event key of 10,000 characters', person: someone({ event: longText }), names: /Event Key/ },
  { what: 'a scheduled time that is none', person: someone({}), parameters: { options: { scheduledTime: 'tomorrow-ish' } }, names: /Scheduled Time/ },
  { what: 'custom hours that cannot be read', person: someone({}), parameters: { callingHours: 'custom', customHours: 'whenever' }, names: /Custom Hours/ },
  { what: 'a number on the do-not-call list', person: someone({}), parameters: { eventKey: 'bad-input', options: { doNotCall: '+1 201 555 0198' } }, names: /Do Not Call|do-not-call/i },
];

/** Wrong input stops before anything is sent, with a sentence that names the field and the item. */
export async function checkBadInput(stage: Stage): Promise<void> {
  const { checks, sandbox, recipients } = stage;
  for (const { what, person, parameters, names } of badInputs) {
    await checks.check(`bad input: ${what} is named, nothing is sent`, async () => {
      const before = sandbox.ledger().accepted.length;
      const run = await runIqra(stage, `Bad input: ${what}`, [person], initiateParameters(parameters));
      assert.equal(run.execution.status, 'error', 'the node refuses');
      const text = `${run.error?.message ?? ''} ${run.error?.description ?? ''}`;
      assert.match(text, names, `the message names the field: ${text}`);
      assert.equal(sandbox.ledger().accepted.length, before, 'nothing was sent');
    });
  }

  await checks.check('bad input: a campaign that does not exist is named, nothing is sent', async () => {
    const before = sandbox.ledger().accepted.length;
    const run = await runIqra(stage, 'Unknown campaign', [someone({})], initiateParameters(campaign('000000000000000000000000')));
    assert.equal(run.execution.status, 'error');
    assert.match(`${run.error?.message} ${run.error?.description}`, /campaign/i);
    assert.equal(sandbox.ledger().accepted.length, before);
  });

  await checks.check('bad input: with Continue On Fail the good items are called and the bad one says why', async () => {
    const good = [lead(recipients.next()), lead(recipients.next())] as const;
    const items = [good[0], someone({ phone: 'call me maybe' }), good[1]];
    const run = await runIqra(stage, 'Continue', items, initiateParameters(campaign(campaignIds.reminders)), { onError: 'continueRegularOutput' });
    assert.equal(run.execution.status, 'success', run.error?.message);
    assert.equal(run.items.length, items.length);
    assert.deepEqual(run.items.map((item) => item.pairedItem), items.map((_, item) => ({ item })));
    assert.equal(run.items[0]?.json['recipientNumber'], good[0].phone);
    assert.equal(run.items[2]?.json['recipientNumber'], good[1].phone);
    assert.match(JSON.stringify(run.items[1]?.json), /Recipient Number/);
  });
}
