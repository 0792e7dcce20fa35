import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import { agentIds, campaignIds, keys, numberIds, secretsInBusinessAnswer } from '../../../../packages/sandbox/src/seed.ts';
import type { Values } from '../../../hosts/zapier/zapier-app.ts';

describe('the lists behind the dropdowns', () => {
  let zapier: ZapierWithSandbox;

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 } });
  });
  afterAll(() => zapier.close());

  const list = async (key: string, meta: Values = {}): Promise<readonly Values[]> => {
    const result = await zapier.app.pollTrigger(key, {}, { meta: { isFillingDynamicDropdown: true, ...meta } });
    return (result as { readonly results: readonly Values[] }).results;
  };

  it.each([
    ['campaign_list', campaignIds.reminders, 'Appointment reminders'],
    ['agent_list', agentIds.reminder, 'Reminder agent'],
    ['number_list', numberIds.gb, '+442079460100'],
  ])('%s has ids and readable names', async (key, id, name) => {
    expect(await list(key)).toContainEqual({ id, name });
  });

  it('offers no number that cannot speak', async () => {
    expect((await list('number_list')).map(({ id }) => id)).not.toContain(numberIds.voiceDisabled);
  });

  it('has one page', async () => {
    expect(await list('campaign_list', { page: 1 })).toEqual([]);
  });

  it('lists the newest calls with the last four digits of their numbers', async () => {
    await zapier.app.create('initiate_call', { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'list', calling_hours: 'off' });
    const [call] = await list('call_list');
    expect(call?.['name']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d, number ending in 2671, queued$/);
  });

  it('shows no empty list of calls where the server counts some', async () => {
    await zapier.app.create('initiate_call', { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'hidden', calling_hours: 'off' });
    zapier.sandbox.faults.add({ kind: 'lying_list', match: { operation: 'listOutbound' } });
    expect(await zapier.app.pollTrigger('call_list', {}, { meta: { isFillingDynamicDropdown: true } })).toMatchObject({ message: expect.stringContaining('counts entries but shows none') });
  });

  it('lets nothing but ids and names out of the business', async () => {
    const everything = JSON.stringify([await list('campaign_list'), await list('agent_list'), await list('number_list'), zapier.app.services.logLines]);
    for (const secret of secretsInBusinessAnswer) expect(everything).not.toContain(secret);
  });

  it('says what is wrong with the key', async () => {
    const result = await zapier.app.pollTrigger('campaign_list', {}, { authData: { ...zapier.authData, api_key: keys.revoked.text } });
    expect(result).toMatchObject({ status: 'auth_expired', message: expect.stringContaining('revoked') });
  });
});
