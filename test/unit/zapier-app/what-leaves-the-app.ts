import type { FaultRule } from '../../../packages/sandbox/src/sandbox.ts';
import { brokenKeys, campaignIds, keys, secretsInBusinessAnswer } from '../../../packages/sandbox/src/seed.ts';
import type { StepResult } from '../../hosts/zapier/step-result.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';

/** Numbers as they stand in records, each with the digits that no text may show. */
const writtenNumbers: readonly (readonly [written: string, digits: string])[] = [
  ['+14155552671', '4155552671'],
  ['(415) 555-2672', '5552672'],
  ['0044 20 7946 0018', '79460018'],
  ['+1 415 555 26733', '55526733'],
  ['tel:+14155552674;ext=5', '4155552674'],
  ['4155552675', '4155552675'],
];

const faults: readonly FaultRule[] = [
  { kind: '401' },
  { kind: '403' },
  { kind: '413' },
  { kind: '429' },
  { kind: '500', when: 'after_accept' },
  { kind: 'drop', when: 'after_accept' },
  { kind: 'html', when: 'after_accept' },
  { kind: 'insufficient_balance' },
  { kind: 'group_add_error' },
  { kind: 'queued_without_id', when: 'after_accept' },
  { kind: 'exception', message: "The string supplied did not seem to be a phone number: '+14155552671'" },
];

/** What no text may show: keys, secrets of the business, a person's name, what was said. */
const secrets = [...Object.values(keys).map(({ text }) => text), ...Object.values(brokenKeys), ...secretsInBusinessAnswer, 'Okafor-Secret', 'Shall I confirm it'];
/** In the metadata of the calls. */
const secondNumber = '+14155552699';

/** Tests of what the app in this process, or in one of its own as in production, shows of the people it calls. */
export function testWhatLeavesTheApp(process: 'shared' | 'own'): void {
  let texts: StepTexts;

  beforeAll(async () => {
    texts = await runStepsOfEveryKind(process);
  }, 60_000);

  it('the run covered every way a step can end', () => {
    expect([...new Set(texts.results.map(({ status }) => status))].toSorted()).toEqual(['auth_expired', 'errored', 'halted', 'success', 'throttled']);
    expect(texts.logLines.length).toBeGreaterThan(50);
  });

  it('shows no phone number in full', () => {
    const shown = everyText(texts).replace(/[\s().-]/g, '');
    for (const [, digits] of [...writtenNumbers, ['', secondNumber.slice(2)] as const]) expect(shown).not.toContain(digits);
  });

  it('shows no key, no secret of the business, no name, no transcript', () => {
    const shown = everyText(texts);
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });

  it('appends neither the input nor an HTTP exchange to an error', () => {
    for (const result of texts.results) {
      if (result.status === 'success') continue;
      expect(result.rawMessage).not.toMatch(/What happened|Executing|Console logs|inputData|Starting (GET|POST)/);
    }
  });

  it('says in each error what to do next, in sentences, without a stack trace', () => {
    for (const result of texts.results) {
      if (result.status === 'success') continue;
      expect(result.message).toMatch(/^[A-Z"“].*\. .+\. \([A-Z0-9_]+.*\)$/s);
      expect(result.message).not.toMatch(/\n {4}at /);
    }
  });

  if (process === 'own') it('what it printed was read', () => expect(texts.processOutput).toContain('ZID'));
}

interface StepTexts {
  readonly results: readonly StepResult[];
  readonly logLines: readonly string[];
  readonly processOutput: string;
}

/** What steps of every kind return, log and print, with numbers, keys, names and conversations in what they handle. */
async function runStepsOfEveryKind(process: 'shared' | 'own'): Promise<StepTexts> {
  const zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 }, app: { process, hurry: 20 } });
  const { app, sandbox } = zapier;
  const basics: Values = { calling_hours: 'off', campaign_id: campaignIds.reminders, variable__customer_name: 'Amina Okafor-Secret', metadata: { phone_2: secondNumber } };
  const results: StepResult[] = [];
  for (const [recipient_number] of writtenNumbers) {
    results.push(await app.create('initiate_call', { ...basics, recipient_number }));
    results.push(await app.create('initiate_call', { ...basics, recipient_number, default_country: 'US', do_not_call: writtenNumbers.map(([written]) => written) }));
    results.push(await app.search('find_call', { recipient_number, default_country: 'US' }));
    results.push(await app.search('find_call', { recipient_number: `${recipient_number} or ${recipient_number}` }));
  }
  for (const [at, fault] of faults.entries()) {
    sandbox.faults.add({ ...fault, match: { operation: 'initiateCall' } });
    results.push(await app.create('initiate_call', { ...basics, recipient_number: '+14155552671', event_key: `fault ${String(at)}` }));
    sandbox.faults.clear();
  }
  for (const api_key of [...Object.values(brokenKeys), keys.restrictedElsewhere.text, keys.disabledUser.text]) {
    const authData = { ...zapier.authData, api_key };
    results.push(await app.authTest({ authData }), await app.create('initiate_call', { ...basics, recipient_number: '+14155552671' }, { authData }));
  }
  results.push(await app.pollTrigger('call_completed', { outcomes: 'nonsense +14155552671' }), await app.pollTrigger('campaign_list', {}), await app.authTest());
  await sandbox.advanceUntilSettled();
  results.push(await app.pollTrigger('call_completed', {}), await app.inputFields('creates', 'initiate_call', { campaign_id: campaignIds.reminders }));
  const texts = { results, logLines: [...app.services.logLines], processOutput: app.processOutput() };
  await zapier.close();
  return texts;
}

/** All that a person or a log could show of them. */
function everyText({ results, logLines, processOutput }: StepTexts): string {
  return [...results.map((result) => (result.status === 'success' ? '' : result.rawMessage)), ...logLines, processOutput].join('\n');
}
